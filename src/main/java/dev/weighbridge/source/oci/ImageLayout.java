package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.Container.Format;

/**
 * An ordinary image whose files below {@code /models/} are the model: KServe's modelcar. What the image holds elsewhere, a shell perhaps, is no
 * part of it. Later layers win over earlier ones, which is why their names keep their order.
 */
final class ImageLayout implements Layout {

    private static final Set<String> CONFIGS = Set.of("application/vnd.oci.image.config.v1+json",
            "application/vnd.docker.container.image.v1+json");

    private static final List<String> LAYERS = List.of("application/vnd.oci.image.layer.", "application/vnd.docker.image.rootfs.");

    @Override
    public boolean fits(Manifest manifest) {
        return CONFIGS.contains(manifest.configType()) && !manifest.layers().isEmpty()
                && manifest.layers().stream().map(Descriptor::mediaType).allMatch(type -> LAYERS.stream().anyMatch(type::startsWith));
    }

    @Override
    public List<Part> parts(Manifest manifest) {
        var packing = new Packing(manifest.layers().size());
        List<Part> parts = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            int number = parts.size() + 1;
            Format format = Packing.formatOf(layer.mediaType());
            if (format == null) {
                throw new MalformedManifestException(
                        "its layer " + number + " is packed in a way that is not known here (" + manifest.types() + ")");
            }
            parts.add(packing.packed(number, layer, format, "models/"));
        }
        return parts;
    }
}
