package dev.weighbridge.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.bulk.WrittenYaml;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A policy as it stands in a YAML file.
 *
 * @param sha256 of the file's bytes
 */
record PolicyFile(String name, Centre centre, boolean enabled, SyncRules rules, String sha256) {

    private static final int LONGEST = 1 << 20;

    private static final Set<String> KEYS = RulesForm.keysAnd("kind", "centre");

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** The model centre; made if it is not there. A url that begins with {@code ./} or {@code ../} is a folder beside the file. */
    record Centre(String name, String url, @Nullable String description, @Nullable String parameters) {}

    /**
     * Reads the file.
     *
     * @throws IngestionException INVALID_REQUEST that names the file, the line and what is wrong
     */
    static PolicyFile read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > LONGEST) {
                throw refused(file, "it is longer than " + LONGEST + " bytes", null);
            }
            return read(file, new String(bytes, StandardCharsets.UTF_8), DigestUtils.sha256Hex(bytes));
        } catch (IOException unreadable) {
            throw refused(file, "it cannot be read (" + unreadable.getClass().getSimpleName() + ")", unreadable);
        }
    }

    private static PolicyFile read(Path file, String text, String sha256) {
        WrittenYaml written = written(file, text);
        try {
            Form form = Form.of(written.tree(), "", KEYS);
            if (!"sync".equals(form.text("kind", 20))) {
                throw form.wrong("kind", "must be 'sync'");
            }
            String name = form.text("name", 255);
            return new PolicyFile(name == null ? String.valueOf(file.getFileName()) : name, centre(file, form), form.flag("enabled", true),
                    RulesForm.read(form), sha256);
        } catch (FormException wrong) {
            String key = wrong.pointer().isEmpty() ? "the file" : "'" + wrong.key() + "'";
            throw refused(file, "line " + line(written, wrong.pointer()) + ": " + key + " " + wrong.why(), null);
        }
    }

    /** Of a key that is missing, its mapping's. */
    private static int line(WrittenYaml written, String pointer) {
        int line = written.line(pointer);
        int slash = pointer.lastIndexOf('/');
        return line > 1 || slash < 0 ? line : line(written, pointer.substring(0, slash));
    }

    private static WrittenYaml written(Path file, String text) {
        try (var parser = YAML.createParser(text)) {
            var written = new WrittenYaml(parser);
            if (parser.nextToken() != null) {
                throw refused(file,
                        "line " + parser.currentTokenLocation().getLineNr() + ": a second document begins, where one is allowed", null);
            }
            String fault = written.fault();
            if (fault != null) {
                throw refused(file, fault, null);
            }
            return written;
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
            throw refused(file, "line " + line + ": it is no YAML", malformed);
        }
    }

    private static Centre centre(Path file, Form form) {
        Form centre = form.form("centre", Set.of("name", "url", "description", "parameters"));
        if (centre == null) {
            throw form.wrong("centre", "is mandatory, and missing");
        }
        String url = centre.required("url", 2048);
        boolean isRelative = url.startsWith("./") || url.startsWith("../");
        return new Centre(centre.required("name", 255), isRelative ? file.toAbsolutePath().resolveSibling(url).normalize().toString() : url,
                centre.text("description", 2048), centre.text("parameters", 65535));
    }

    private static IngestionException refused(Path file, String why, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read the sync policy " + file + ": " + why + ". Correct it and start the node again.", cause);
    }
}
