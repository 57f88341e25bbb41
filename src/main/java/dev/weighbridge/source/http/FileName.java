package dev.weighbridge.source.http;

import java.net.URI;

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
     * @throws IngestionException INVALID_REQUEST if the URL names a folder, MALFORMED_ARTIFACT if the name cannot be kept
     */
    static String of(URI url) {
        String raw = url.getRawPath() == null ? "" : url.getRawPath();
        String last = raw.substring(raw.lastIndexOf('/') + 1);
        if (last.isEmpty()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not add " + ShownUrl.of(url) + ": it names a folder. Give the URL of one file.");
        }
        String name = String.valueOf(URI.create("/" + last).getPath()).substring(1);
        if (name.indexOf('/') >= 0 || name.indexOf('\uFFFD') >= 0) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not take the file at " + ShownUrl.of(url)
                    + ": its name holds an encoded '/' or is not UTF-8. Rename it at its source and add the model again.");
        }
        return ArtifactPath.check(name);
    }
}
