package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * The directories that local models may lie in. They are looked at anew each time, because a file system may be mounted after the node has
 * started. What does not exist is told from what is not allowed only inside the roots: outside, every path gets the same answer.
 */
final class Roots {

    private final List<Path> directories;

    Roots(List<Path> directories) {
        this.directories = directories;
    }

    /**
     * The path with all links followed, if it lies in a root.
     *
     * @throws IngestionException SOURCE_NOT_ALLOWED, SOURCE_NOT_FOUND (missing, or a link to nowhere), SOURCE_DENIED (a folder above is closed),
     *     MALFORMED_ARTIFACT (links in a circle)
     */
    Path contained(Path path) {
        if (directories.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not read '" + path
                    + "': this node reads no local paths. Name the directories that models may lie in by weighbridge.sources.local-roots.");
        }
        try {
            Path real = path.toRealPath();
            if (rootOf(real) == null) {
                throw notAllowed(path);
            }
            return real;
        } catch (IOException failed) {
            throw unreachable(path, failed);
        }
    }

    /** The root that a path without links lies in, itself without links, or null. */
    @Nullable
    Path rootOf(Path real) {
        return directories.stream().flatMap(Roots::realDirectory).filter(real::startsWith).findFirst().orElse(null);
    }

    private static Stream<Path> realDirectory(Path directory) {
        try {
            Path real = directory.toRealPath();
            return Files.isDirectory(real) ? Stream.of(real) : Stream.empty();
        } catch (IOException notThereNow) {
            return Stream.empty();
        }
    }

    /** Says why a path has no real path, without telling anything about what lies outside the roots. */
    private IngestionException unreachable(Path path, IOException failed) {
        Path lost = path.normalize();
        for (Path above = lost.getParent(); above != null; above = above.getParent()) {
            try {
                return rootOf(above.toRealPath()) == null ? notAllowed(path) : reason(path, lost, failed);
            } catch (IOException alsoLost) {
                lost = above;
            }
        }
        return notAllowed(path);
    }

    private static IngestionException reason(Path path, Path lost, IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return LocalFailures.denied(path);
        }
        if (!Files.isSymbolicLink(lost)) {
            return new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    "Could not read '" + path + "': there is no such file or folder on this node. Check the path, and that it is mounted.");
        }
        if (failed instanceof NoSuchFileException) {
            return new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    "Could not read '" + path + "': the link '" + lost + "' leads nowhere. Put back what it leads to, or remove the link.");
        }
        return LocalFailures.circle(path, lost);
    }

    private static IngestionException notAllowed(Path path) {
        String what = Files.isSymbolicLink(path) ? "the link leads out of" : "it does not lie in";
        return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not read '" + path + "': " + what
                + " the directories that models may lie in. Move it there, or add its directory to weighbridge.sources.local-roots.");
    }
}
