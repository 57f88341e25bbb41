package dev.weighbridge.artifact;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A file that holds files of a model: an archive, or a layer of an image.
 *
 * @param format how it is packed
 * @param within the folder inside that is the model's root, {@code ""} or ending with a slash: {@code models/}; what lies elsewhere is passed over
 */
public record Container(Format format, String within) {

    /** The forms that are unpacked, each while it passes. */
    public enum Format {
        TAR(".tar", ".tar"),
        TAR_GZIP(".tar.gz", ".tgz"),
        TAR_ZSTD(".tar.zst", ".tzst"),
        ZIP(".zip", ".zip");

        private final String ending;

        private final String shortEnding;

        Format(String ending, String shortEnding) {
            this.ending = ending;
            this.shortEnding = shortEnding;
        }

        /** What a file of this name is packed by, or null if its name ends like none of them. */
        public static @Nullable Format named(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            for (Format format : values()) {
                if (lower.endsWith(format.ending) || lower.endsWith(format.shortEnding)) {
                    return format;
                }
            }
            return null;
        }
    }

    /** A container whose whole content is the model's. */
    public static Container of(Format format) {
        return new Container(format, "");
    }

    /** Reads {@link #toString()}'s form, {@code TAR_GZIP:models/}. */
    public static Container parse(String text) {
        int colon = text.indexOf(':');
        return new Container(Format.valueOf(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** {@code <format>:<within>}. */
    @Override
    public String toString() {
        return format + ":" + within;
    }
}
