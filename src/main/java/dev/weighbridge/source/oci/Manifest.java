package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model consists of: OCI image specification 1.1, manifest.md, and Docker's image manifest version 2, schema 2, which has the same form.
 *
 * @param artifactType what the whole is, {@code ""} if it does not say
 * @param config null if there is none
 * @param layers in their order
 */
record Manifest(String artifactType, @Nullable Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {

    static Manifest read(JsonNode json) {
        if (json.path("schemaVersion").asInt(0) == 1) {
            throw new MalformedManifestException("it has the form of 2015 (schema 1), whose layers have no sizes",
                    "Push it again with a present-day tool");
        }
        if (!json.path("layers").isArray()) {
            throw new MalformedManifestException("it is no manifest of an artifact or image, for it has no list of layers");
        }
        if (json.has("manifests")) {
            // Readers that differ in which of both they believe see two models: CVE-2021-41190.
            throw new MalformedManifestException("it claims to be a manifest and an index at once");
        }
        List<Descriptor> layers = new ArrayList<>();
        for (JsonNode layer : json.path("layers")) {
            layers.add(distributed(Descriptor.read(layer, "its layer " + (layers.size() + 1))));
        }
        JsonNode config = json.path("config");
        return new Manifest(Descriptor.text(json.path("artifactType")), config.isObject() ? Descriptor.read(config, "its config") : null,
                List.copyOf(layers), Descriptor.annotations(json));
    }

    /** Layers that licences keep out of registries: their bytes lie at URLs that the manifest gives, if anywhere. */
    private static Descriptor distributed(Descriptor layer) {
        if (layer.mediaType().contains(".nondistributable.") || layer.mediaType().contains(".foreign.")) {
            throw new MalformedManifestException("it has a layer that is not kept in registries (" + shown(layer.mediaType()) + ")",
                    "Push the model with all its layers");
        }
        return layer;
    }

    /** {@code ""} if there is no config. */
    String configType() {
        return config == null ? "" : config.mediaType();
    }

    /** Whether the artifact's or the config's type begins so: either may say what the whole is. */
    boolean isOfType(String start) {
        return artifactType.startsWith(start) || configType().startsWith(start);
    }

    /** The types, for a person who has to find out what this is; bounded, whatever was pushed. */
    String types() {
        var kinds = new TreeSet<String>();
        layers.forEach(layer -> kinds.add(shown(layer.mediaType())));
        String some = String.join(", ", kinds.stream().limit(5).toList()) + (kinds.size() > 5 ? ", …" : "");
        return "its artifactType is " + shown(artifactType) + ", its config's type " + shown(configType()) + ", its layers' "
                + (kinds.isEmpty() ? "none, for it has none" : some);
    }

    private static String shown(String type) {
        String plain = type.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.isEmpty() ? "empty" : "'" + (plain.length() > 100 ? plain.substring(0, 100) + "…" : plain) + "'";
    }
}
