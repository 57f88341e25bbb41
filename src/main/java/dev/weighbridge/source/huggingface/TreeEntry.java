package dev.weighbridge.source.huggingface;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file or folder of a tree.
 *
 * @param path from the repository's root
 * @param size bytes; 0 for a folder
 * @param announced of a large file its SHA-256, which is its {@code lfs.oid}; of another its git id, {@code oid}; null if the hub tells neither
 */
record TreeEntry(String path, boolean isFile, long size, @Nullable Digest announced) {

    /** @throws IngestionException MALFORMED_ARTIFACT if the entry is not of the form that the hub documents */
    static TreeEntry of(JsonNode json) {
        String path = ModelDetails.text(json, "path");
        String type = ModelDetails.text(json, "type");
        if (path == null || type == null) {
            throw malformed("an entry", "no path and type");
        }
        return switch (type) {
            case "directory" -> new TreeEntry(path, false, 0, null);
            case "file" -> file(json, path);
            default -> throw malformed(path, "the unknown type '" + type + "'");
        };
    }

    private static TreeEntry file(JsonNode json, String path) {
        JsonNode lfs = json.path("lfs");
        JsonNode size = lfs.path("size").isIntegralNumber() ? lfs.path("size") : json.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw malformed(path, "no size");
        }
        return new TreeEntry(path, true, size.longValue(), lfs.isObject() ? large(lfs, path) : small(json));
    }

    private static Digest large(JsonNode lfs, String path) {
        String oid = ModelDetails.text(lfs, "oid");
        String sha256 = oid == null ? ModelDetails.text(lfs, "sha256") : oid;
        try {
            return Digest.sha256(sha256 == null ? "" : sha256.replaceFirst("^sha256:", ""));
        } catch (IllegalArgumentException malformed) {
            throw malformed(path, "no SHA-256 although it is a large file");
        }
    }

    private static @Nullable Digest small(JsonNode json) {
        String oid = ModelDetails.text(json, "oid");
        return oid != null && oid.matches("[0-9a-fA-F]{40}") ? new Digest(Digest.Algorithm.GIT_SHA1, oid) : null;
    }

    private static IngestionException malformed(String path, String what) {
        String shown = path.replaceAll("\\p{Cntrl}", "?");
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list the model: the hub gives '" + shown + "' " + what
                + ". Check that the endpoint is that of a hub.");
    }
}
