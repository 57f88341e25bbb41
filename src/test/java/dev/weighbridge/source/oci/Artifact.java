package dev.weighbridge.source.oci;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** A manifest with its blobs, before it is pushed. */
public final class Artifact {

    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    static final String EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";

    public static final String TITLE = "org.opencontainers.image.title";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> manifest = new LinkedHashMap<>();

    private final List<Map<String, Object>> layers = new ArrayList<>();

    private final Map<String, byte[]> blobs = new LinkedHashMap<>();

    private Artifact() {
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", OCI_MANIFEST);
        config(EMPTY_CONFIG, "{}");
        manifest.put("layers", layers);
    }

    /** One of no type, with the empty config and no layer. */
    public static Artifact empty() {
        return new Artifact();
    }

    /** An index of entries that {@link #entry} made. */
    static byte[] index(List<Map<String, Object>> entries) {
        return bytes(Map.of("schemaVersion", 2, "mediaType", "application/vnd.oci.image.index.v1+json", "manifests", entries));
    }

    /** @param platform {@code linux/amd64}, or {@code ""} for none */
    Map<String, Object> entry(String platform) {
        Map<String, Object> entry = descriptor(OCI_MANIFEST, bytes());
        if (!platform.isEmpty()) {
            entry.put("platform", Map.of("os", platform.split("/")[0], "architecture", platform.split("/")[1]));
        }
        return entry;
    }

    Artifact type(String artifactType) {
        manifest.put("artifactType", artifactType);
        return this;
    }

    Artifact field(String name, Object value) {
        manifest.put(name, value);
        return this;
    }

    Artifact config(String mediaType, String content) {
        manifest.put("config", blob(mediaType, content.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** @param annotations key and value in turns */
    Artifact layer(String mediaType, String content, String... annotations) {
        return layer(mediaType, content.getBytes(StandardCharsets.UTF_8), annotations);
    }

    public Artifact layer(String mediaType, byte[] content, String... annotations) {
        Map<String, Object> layer = blob(mediaType, content);
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < annotations.length; i += 2) {
            all.put(annotations[i], annotations[i + 1]);
        }
        if (!all.isEmpty()) {
            layer.put("annotations", all);
        }
        layers.add(layer);
        return this;
    }

    /** Sets a field of the last layer, be it right or wrong. */
    Artifact lastLayer(String field, Object value) {
        layers.getLast().put(field, value);
        return this;
    }

    /** The manifest's bytes. */
    byte[] bytes() {
        return bytes(manifest);
    }

    Map<String, byte[]> blobs() {
        return blobs;
    }

    static String digest(byte[] content) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Map<String, Object> blob(String mediaType, byte[] content) {
        blobs.put(digest(content), content);
        return descriptor(mediaType, content);
    }

    private static Map<String, Object> descriptor(String mediaType, byte[] content) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", mediaType);
        descriptor.put("digest", digest(content));
        descriptor.put("size", content.length);
        return descriptor;
    }

    private static byte[] bytes(Object json) {
        return JSON.writeValueAsBytes(json);
    }
}
