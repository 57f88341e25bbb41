package dev.weighbridge.source.oci;

import java.util.HashMap;
import java.util.Map;

import dev.weighbridge.artifact.Digest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A blob or manifest as a manifest or index names it: OCI image specification 1.1, descriptor.md.
 *
 * @param mediaType {@code ""} if it has none
 * @param digest its bytes' SHA-256
 * @param size its exact length in bytes
 * @param name Ollama's own field for what a layer is called, or null
 * @param platform {@code linux/amd64}, in an index only, or null
 */
record Descriptor(String mediaType, Digest digest, long size, Map<String, String> annotations, @Nullable String name,
        @Nullable String platform) {

    private static final String SHA256 = "sha256:[0-9a-f]{64}";

    /**
     * @param what half a sentence's subject: {@code its layer 3}
     * @throws MalformedManifestException if the digest is no SHA-256 or the size no number
     */
    static Descriptor read(JsonNode json, String what) {
        String digest = json.path("digest").asString("");
        if (!digest.matches(SHA256)) {
            throw new MalformedManifestException(what + " has no SHA-256 digest");
        }
        JsonNode size = json.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw new MalformedManifestException(what + " has no size");
        }
        return new Descriptor(text(json.path("mediaType")), Digest.parse(digest), size.longValue(), annotations(json),
                json.path("name").isString() ? json.path("name").stringValue() : null, platform(json.path("platform")));
    }

    /** The text parts of {@code annotations}; null and other values are passed over. */
    static Map<String, String> annotations(JsonNode json) {
        Map<String, String> all = new HashMap<>();
        json.path("annotations").forEachEntry((key, value) -> {
            if (value.isString()) {
                all.put(key, value.stringValue());
            }
        });
        return Map.copyOf(all);
    }

    static String text(JsonNode json) {
        return json.isString() ? json.stringValue() : "";
    }

    @Nullable
    String annotation(String key) {
        return annotations.get(key);
    }

    private static @Nullable String platform(JsonNode platform) {
        return platform.isObject() ? text(platform.path("os")) + "/" + text(platform.path("architecture")) : null;
    }
}
