package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.source.oci.Numbered.Name;
import org.jspecify.annotations.Nullable;

/**
 * Ollama: one layer for each thing, told apart by {@code application/vnd.ollama.image.<kind>} (ollama, server/images.go). The model is a GGUF
 * file; models for its MLX engine have one safetensors file for each tensor, and JSON files, which carry names. A kind that is not known here
 * is kept under the kind's own name. The config becomes {@code ollama-config.json}: as {@code config.json} readers would take it for that of transformers.
 */
final class OllamaLayout implements Layout {

    private static final String TYPE = "application/vnd.ollama.image.";

    private static final Map<String, Name> NAMES = Map.of("model", Name.shards("model", ".gguf"), "adapter", Name.file("adapter", ".gguf"),
            "projector", Name.file("mmproj", ".gguf"), "draft", Name.file("draft", ".gguf"), "params", Name.file("params", ".json"),
            "messages", Name.file("messages", ".json"), "license", Name.file("LICENSE", ""));

    @Override
    public boolean fits(Manifest manifest) {
        return !manifest.layers().isEmpty() && manifest.layers().stream().allMatch(layer -> layer.mediaType().startsWith(TYPE));
    }

    @Override
    public List<Part> parts(Manifest manifest) {
        List<Part> parts = new ArrayList<>();
        List<@Nullable String> numbered = Numbered.paths(manifest.layers(), layer -> layer.name() == null ? name(kind(layer)) : null);
        for (int i = 0; i < numbered.size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            String path = numbered.get(i);
            parts.add(Part.file(path == null ? named(layer) : path, layer));
        }
        if (manifest.config() != null) {
            parts.add(Part.file("ollama-config.json", manifest.config()));
        }
        return parts;
    }

    private static Name name(String kind) {
        return NAMES.getOrDefault(kind, Name.file(kind, ""));
    }

    private static String named(Descriptor layer) {
        return kind(layer).equals("tensor") ? layer.name() + ".safetensors" : String.valueOf(layer.name());
    }

    private static String kind(Descriptor layer) {
        return layer.mediaType().substring(TYPE.length());
    }
}
