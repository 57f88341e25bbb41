package dev.weighbridge.artifact;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a source says a file's bytes hash to.
 *
 * @param algorithm how the hash was made
 * @param hex lower-case hexadecimal digits, as many as the algorithm has
 */
public record Digest(Algorithm algorithm, String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    /** The algorithms that sources announce. */
    public enum Algorithm {
        /** SHA-256 over the file's bytes. */
        SHA256("sha256", 64),
        /** SHA-1 over {@code "blob " + size + NUL + bytes}: git's object id. Trusted only within its own repository. */
        GIT_SHA1("git-sha1", 40);

        private final String label;

        private final int digits;

        Algorithm(String label, int digits) {
            this.label = label;
            this.digits = digits;
        }

        /** The name in text forms: {@code sha256}, {@code git-sha1}. */
        public String label() {
            return label;
        }

        /** The algorithm with this {@link #label()}. */
        public static Algorithm labelled(String label) {
            for (Algorithm algorithm : values()) {
                if (algorithm.label.equals(label)) {
                    return algorithm;
                }
            }
            throw new IllegalArgumentException("unknown digest algorithm: " + label);
        }
    }

    /** @throws IllegalArgumentException if {@code hex} has another length than the algorithm or other characters than hexadecimal digits */
    public Digest {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.digits || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a " + algorithm.label + " digest: " + hex);
        }
    }

    /** The digest of a whole file by SHA-256. */
    public static Digest sha256(String hex) {
        return new Digest(Algorithm.SHA256, hex);
    }

    /** Reads {@link #toString()}'s form, {@code sha256:<hex>}. */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a digest reads <algorithm>:<hex>, not " + text);
        }
        return new Digest(Algorithm.labelled(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** {@code <algorithm>:<hex>}. */
    @Override
    public String toString() {
        return algorithm.label + ":" + hex;
    }
}
