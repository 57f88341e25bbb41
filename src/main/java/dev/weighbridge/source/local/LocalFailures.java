package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** The sentences for what a file system may answer. */
final class LocalFailures {

    private LocalFailures() {}

    static IngestionException denied(Path path) {
        return new IngestionException(FailureKind.SOURCE_DENIED, "Could not read '" + path
                + "': the operating system does not let this node read it. Give the user that the node runs as the right to read it.");
    }

    static IngestionException circle(Path path, Path link) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not read '" + path + "': the link '" + link + "' leads in a circle. Remove the link.");
    }

    static IngestionException notAFile(Path path) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not read '" + path + "': it is a named pipe, a socket or a device, not a file. Remove it from the folder.");
    }

    static IngestionException changed(String path) {
        return new IngestionException(FailureKind.SOURCE_CHANGED,
                "Could not read '" + path + "': it was changed after it was listed. It is started again from the first byte.");
    }

    /** A failure between two looks at a path that has just been there. */
    static IngestionException explain(Path path, IOException failed) {
        return switch (failed) {
            case NoSuchFileException gone -> new IngestionException(FailureKind.SOURCE_CHANGED,
                    "Could not read '" + path + "': it was removed while it was read. It is started again.", gone);
            case AccessDeniedException closed -> denied(path);
            default -> new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not read '" + path + "': its file system reports an error (" + failed.getMessage()
                            + "). It is tried again later.",
                    failed);
        };
    }
}
