package dev.weighbridge.source.oci;

import org.jspecify.annotations.Nullable;

/** Annotations in which packers leave a layer's path. */
final class Titles {

    /** Of the OCI image specification, annotations.md. */
    private static final String TITLE = "org.opencontainers.image.title";

    /** Of ModelPack's specification (specs-go/v1/annotations.go), and what it was called before the project moved to the CNCF. */
    private static final String PATH = "org.cncf.model.filepath";

    private static final String OLD_PATH = "org.cnai.model.filepath";

    private Titles() {}

    /** The title, or null. */
    static @Nullable String title(Descriptor layer) {
        return plain(layer.annotation(TITLE));
    }

    /** The path, else the title, or null. */
    static @Nullable String path(Descriptor layer) {
        for (String key : new String[] {PATH, OLD_PATH, TITLE}) {
            String path = plain(layer.annotation(key));
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    /** Packers write {@code ./config.json} too. */
    private static @Nullable String plain(@Nullable String path) {
        return path == null || path.isEmpty() ? null : path.replaceFirst("^(\\./)+", "");
    }
}
