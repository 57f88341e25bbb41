package dev.weighbridge.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.artifact.StoredFile;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The inventory's {@code artifactChecksum}: of one file its SHA-256; of several the SHA-256 over the lines {@code <sha256>  <path>\n}, sorted by the bytes of
 * the paths. In the model's folder
 * {@code find -L . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum} prints the same.
 */
final class Checksum {

    private static final Comparator<
            StoredFile> BY_PATH_BYTES = Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Checksum() {}

    /** Lower-case hex. */
    static String of(List<StoredFile> files) {
        if (files.size() == 1) {
            return files.getFirst().sha256();
        }
        MessageDigest sum = DigestUtils.getSha256Digest();
        files.stream().sorted(BY_PATH_BYTES)
                .forEach(file -> sum.update((file.sha256() + "  " + file.path() + "\n").getBytes(StandardCharsets.UTF_8)));
        return Hex.encodeHexString(sum.digest());
    }
}
