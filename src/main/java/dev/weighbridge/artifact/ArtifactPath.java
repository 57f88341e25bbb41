package dev.weighbridge.artifact;

import java.nio.charset.StandardCharsets;

/** The form of a file's path inside a model: segments joined by {@code /}, none of them able to point elsewhere. */
public final class ArtifactPath {

    /** The longest path, in UTF-8 bytes; what Linux takes as a path in one piece is 4096. */
    public static final int MAX_BYTES = 1024;

    private ArtifactPath() {}

    /**
     * Returns the path unchanged if it is safe to keep, to show and to write in a checksum list.
     *
     * @throws IngestionException MALFORMED_ARTIFACT for an empty, absolute or too long path, for the segments {@code .} and {@code ..}, and for
     *     backslashes and control characters (a newline would make the list behind {@code artifactChecksum} ambiguous)
     */
    public static String check(String path) {
        if (path.isEmpty() || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(path, "its name is empty or longer than " + MAX_BYTES + " bytes");
        }
        if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            throw refused(path, "its name holds a backslash, a newline or another control character");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused(path, "its name is absolute or has an empty, '.' or '..' segment");
            }
        }
        return path;
    }

    private static IngestionException refused(String path, String why) {
        String shown = path.replaceAll("[\\p{Cntrl}\\\\]", "?");
        String start = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not take the file '" + start + "': " + why + ". Rename it at its source and add the model again.");
    }
}
