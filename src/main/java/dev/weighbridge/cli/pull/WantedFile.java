package dev.weighbridge.cli.pull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import dev.weighbridge.cli.server.Fields;
import tools.jackson.databind.JsonNode;

/**
 * A file of a model, as the server lists it.
 *
 * @param path in the model, with slashes
 * @param size bytes
 * @param sha256 lower-case hexadecimal
 */
public record WantedFile(String path, long size, String sha256) {

    /** @param listed an item of {@code GET /models/{uuid}/files} */
    public static WantedFile of(JsonNode listed) {
        return new WantedFile(Fields.text(listed, "path"), Fields.count(listed, "size"), Fields.text(listed, "sha256"));
    }

    /** The {@code artifactChecksum} of a model of these files: of one its SHA-256, of several that of the lines that {@code sha256sum} prints. */
    public static String checksum(List<WantedFile> files) {
        if (files.size() == 1) {
            return files.getFirst().sha256();
        }
        MessageDigest all = newDigest();
        files.stream().sorted(Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .forEach(file -> all.update((file.sha256() + "  " + file.path() + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(all.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
