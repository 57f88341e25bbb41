package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Container.Format;
import org.jspecify.annotations.Nullable;

/** Layers whose media type says what they are and how they are packed, {@code <prefix><kind>.v1.<packing>}: archives, and files that carry their paths. */
abstract sealed class TypedLayout implements Layout {

    private final List<String> types;

    private TypedLayout(String... types) {
        this.types = List.of(types);
    }

    @Override
    public boolean fits(Manifest manifest) {
        return types.stream().anyMatch(manifest::isOfType);
    }

    @Override
    public List<Part> parts(Manifest manifest) {
        var packing = new Packing(manifest.layers().size());
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (Descriptor layer : manifest.layers()) {
            number++;
            Format format = Packing.formatOf(layer.mediaType());
            if (format == null && isPackedOtherwise(layer)) {
                throw new MalformedManifestException(
                        "its layer " + number + " is packed in a way that is not known here (" + manifest.types() + ")");
            }
            parts.add(format == null ? file(number, layer) : packing.packed(number, layer, format, ""));
        }
        return parts;
    }

    /** {@code .raw} and Docker's {@code .gguf} are the file itself; {@code .tar+lz4} or {@code .raw+zstd} would be something else. */
    private static boolean isPackedOtherwise(Descriptor layer) {
        return layer.mediaType().matches(".*\\.(raw|tar)[+.].*");
    }

    private static Part file(int number, Descriptor layer) {
        String path = Titles.path(layer);
        if (path == null) {
            throw new MalformedManifestException("its layer " + number + " is a file without a path (annotation org.cncf.model.filepath)");
        }
        return Part.file(path, layer);
    }

    /**
     * CNCF ModelPack (github.com/modelpack/model-spec, docs/spec.md), and what it was called before. Archives hold paths from the model's root.
     * The config repeats what the files say, and is left: the model's checksum stays that of its folder.
     */
    static final class ModelPack extends TypedLayout {

        ModelPack() {
            super("application/vnd.cncf.model.", "application/vnd.cnai.model.");
        }
    }

    /**
     * KitOps ModelKits (github.com/kitops-ml/kitops, pkg/lib/constants/mediaType.go). The Kitfile is the config, as JSON with digests that its own tool
     * does not read from a Kitfile: hence {@code kitfile.json}.
     */
    static final class KitOps extends TypedLayout {

        KitOps() {
            super("application/vnd.kitops.modelkit.");
        }

        @Override
        public List<Part> parts(Manifest manifest) {
            List<Part> parts = super.parts(manifest);
            @Nullable
            Descriptor kitfile = manifest.config();
            if (kitfile != null && kitfile.mediaType().startsWith("application/vnd.kitops.modelkit.config.")) {
                parts.add(Part.file("kitfile.json", kitfile));
            }
            return parts;
        }
    }
}
