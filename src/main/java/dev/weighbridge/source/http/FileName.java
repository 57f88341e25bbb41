package dev.weighbridge.source.http;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ArtifactPath;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.ShownUrl;

/** The name that a file gets from the URL it is fetched from. */
final class FileName {

    private FileName() {}

    /**
     * The last segment of the path, percent-decoded.
     *
     * @param url of a file: its path does not end with a slash
     * @throws IngestionException MALFORMED_ARTIFACT if the name cannot be kept
     */
    static String of(URI url) {
        String raw = url.getRawPath();
        return decoded(raw.substring(raw.lastIndexOf('/') + 1), url);
    }

    /**
     * A path below a folder, percent-decoded.
     *
     * @param raw segments joined by slashes, as they stand in a URL
     * @param place where it was met, for the failure's sentence
     * @throws IngestionException MALFORMED_ARTIFACT if it cannot be kept as a file's path
     */
    static String decoded(String raw, URI place) {
        return ArtifactPath
                .check(Arrays.stream(raw.split("/", -1)).map(segment -> segment(segment, place)).collect(Collectors.joining("/")));
    }

    private static String segment(String raw, URI place) {
        String name = String.valueOf(URI.create("/" + raw).getPath()).substring(1);
        if (name.indexOf('/') >= 0 || name.indexOf('\uFFFD') >= 0) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not take the file '" + raw + "' at " + ShownUrl.of(place)
                    + ": its name holds an encoded '/' or is not UTF-8. Rename it at its source and add the model again.");
        }
        return name;
    }
}
