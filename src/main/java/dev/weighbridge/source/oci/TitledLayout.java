package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Container.Format;

/**
 * Any artifact whose layers are files with titles, as {@code oras push} makes them: the media types are whatever was given and say nothing, even
 * {@code …image.layer.v1.tar} of a plain file. A folder is a gzipped tar with a mark of ORAS.
 */
final class TitledLayout implements Layout {

    /** github.com/oras-project/oras-go, content/file. */
    private static final String UNPACK = "io.deis.oras.content.unpack";

    /** Stands where a manifest has nothing to say: OCI image specification 1.1, manifest.md. */
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";

    @Override
    public boolean fits(Manifest manifest) {
        List<Descriptor> layers = layers(manifest);
        return !layers.isEmpty() && layers.stream().allMatch(layer -> Titles.title(layer) != null);
    }

    @Override
    public List<Part> parts(Manifest manifest) {
        List<Descriptor> layers = layers(manifest);
        var packing = new Packing(layers.size());
        List<Part> parts = new ArrayList<>();
        for (Descriptor layer : layers) {
            boolean folder = "true".equals(layer.annotation(UNPACK));
            parts.add(folder ? packing.packed(parts.size() + 1, layer, Format.TAR_GZIP, "")
                    : Part.file(String.valueOf(Titles.title(layer)), layer));
        }
        return parts;
    }

    private static List<Descriptor> layers(Manifest manifest) {
        return manifest.layers().stream().filter(layer -> !layer.mediaType().equals(EMPTY)).toList();
    }
}
