package dev.weighbridge.source.oci;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.Container.Format;
import org.jspecify.annotations.Nullable;

/** How layers are packed and what they are called then. */
final class Packing {

    private final int width;

    /** @param layers how many there are in all; numbers have as many digits as this one, so that the order of names is that of layers */
    Packing(int layers) {
        this.width = Integer.toString(layers).length();
    }

    /** The form that a media type ends in, {@code .tar+gzip} of OCI or {@code .tar.gzip} of Docker; null if it is no archive. */
    static @Nullable Format formatOf(String mediaType) {
        if (mediaType.endsWith(".tar")) {
            return Format.TAR;
        }
        if (mediaType.endsWith(".tar+gzip") || mediaType.endsWith(".tar.gzip")) {
            return Format.TAR_GZIP;
        }
        return mediaType.endsWith(".tar+zstd") || mediaType.endsWith(".tar.zstd") ? Format.TAR_ZSTD : null;
    }

    /**
     * @param number the layer's, from 1
     * @param within the folder inside that is the model's root
     */
    Part packed(int number, Descriptor layer, Format format, String within) {
        String ending = switch (format) {
            case TAR -> ".tar";
            case TAR_GZIP -> ".tar.gz";
            case TAR_ZSTD -> ".tar.zst";
            case ZIP -> ".zip";
        };
        return new Part(String.format("layer-%0" + width + "d", number) + ending, layer, new Container(format, within));
    }
}
