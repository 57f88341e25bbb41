package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Container.Format;
import dev.weighbridge.source.oci.Numbered.Name;
import org.jspecify.annotations.Nullable;

/**
 * Docker Model Runner: one uncompressed file in each layer, shards in their order (github.com/docker/model-spec, spec.md). Newer packers leave
 * each file's path in ModelPack's annotation; else it is called by its media type. The config holds what the files say themselves, and is left.
 */
final class DockerModelLayout implements Layout {

    private static final String TYPE = "application/vnd.docker.ai.";

    private static final Map<String, Name> NAMES = Map.of("gguf.v3", Name.shards("model", ".gguf"), "gguf.v3.lora",
            Name.file("adapter", ".gguf"), "gguf.v3.mmproj", Name.file("mmproj", ".gguf"), "mmproj", Name.file("mmproj", ".gguf"),
            "safetensors", Name.shards("model", ".safetensors"), "dduf", Name.file("model", ".dduf"), "license", Name.file("LICENSE", ""),
            "chat.template.jinja", Name.file("chat_template", ".jinja"));

    @Override
    public boolean fits(Manifest manifest) {
        return manifest.isOfType(TYPE + "model.");
    }

    @Override
    public List<Part> parts(Manifest manifest) {
        List<Descriptor> layers = manifest.layers();
        List<@Nullable String> numbered = Numbered.paths(layers, DockerModelLayout::name);
        var packing = new Packing(layers.size());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            Format format = Packing.formatOf(layer.mediaType());
            String path = Titles.path(layer) == null ? numbered.get(i) : Titles.path(layer);
            if (format == null && path == null) {
                throw new MalformedManifestException("its layer " + (i + 1) + " has neither a path nor a type that gives it a name ("
                        + manifest.types() + ")");
            }
            parts.add(format != null ? packing.packed(i + 1, layer, format, "") : Part.file(String.valueOf(path), layer));
        }
        return parts;
    }

    private static @Nullable Name name(Descriptor layer) {
        return layer.mediaType().startsWith(TYPE) ? NAMES.get(layer.mediaType().substring(TYPE.length())) : null;
    }
}
