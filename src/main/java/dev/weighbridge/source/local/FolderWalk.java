package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;

/** One walk through a folder: all regular files below it, hidden ones too, links followed as long as they stay in the roots. For one use. */
final class FolderWalk {

    private static final int DEEPEST = 64;

    private final Roots roots;

    private final int most;

    private final Instant now;

    private final List<SourceFile> files = new ArrayList<>();

    private final Set<Object> above = new HashSet<>();

    private Instant latest = Instant.MIN;

    private int seen;

    /** @param most how many files and folders may be met */
    FolderWalk(Roots roots, int most, Instant now) {
        this.roots = roots;
        this.most = most;
        this.now = now;
    }

    /** @throws IngestionException SOURCE_NOT_FOUND if there is no file, and what the first unfit entry calls for */
    List<SourceFile> files(Path folder) {
        try {
            take(folder, "");
        } catch (DirectoryIteratorException failed) {
            throw LocalFailures.explain(folder, Objects.requireNonNull(failed.getCause()));
        }
        if (files.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    "Could not add '" + folder + "': there is no file in this folder. Put the model's files there, or give another path.");
        }
        return files;
    }

    /** The latest modification time of the files found. */
    Instant latest() {
        return latest;
    }

    /** @param name path below the folder, empty for the folder itself */
    private void take(Path path, String name) {
        try {
            if (Files.isSymbolicLink(path)) {
                roots.contained(path);
            }
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                enter(path, name, attributes);
            } else if (attributes.isRegularFile()) {
                add(path, name);
            } else {
                throw LocalFailures.notAFile(path);
            }
        } catch (IOException failed) {
            throw LocalFailures.explain(path, failed);
        }
    }

    private void enter(Path folder, String name, BasicFileAttributes attributes) throws IOException {
        Object key = Objects.requireNonNull(attributes.fileKey(), "a file system with inodes");
        if (!above.add(key)) {
            throw LocalFailures.circle(folder, folder);
        }
        if (above.size() > DEEPEST) {
            throw tooMuch(folder, "it lies more than " + DEEPEST + " folders deep");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (++seen > most) {
                    throw tooMuch(folder, "the model has more than " + most + " files and folders");
                }
                take(entry, (name.isEmpty() ? "" : name + "/") + entry.getFileName());
            }
        }
        above.remove(key);
    }

    private void add(Path path, String name) throws IOException {
        FileState state = FileState.of(path);
        files.add(listed(path, name, state, now));
        latest = state.modified().isAfter(latest) ? state.modified() : latest;
    }

    /** One file as it stands now. */
    static SourceFile listed(Path path, String name, FileState state, Instant now) {
        if (name.indexOf('\uFFFD') >= 0) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not take the file '" + path
                    + "': its name is not valid in this node's character set. Rename it, or start the node with LC_ALL=C.UTF-8.");
        }
        if (!Files.isReadable(path)) {
            throw LocalFailures.denied(path);
        }
        return new SourceFile(name, state.size(), null, path.toString(), state.validator(), state.isSettled(now));
    }

    private static IngestionException tooMuch(Path folder, String why) {
        return new IngestionException(FailureKind.LIMIT_EXCEEDED,
                "Could not list '" + folder + "': " + why + ". Add a smaller folder, or raise weighbridge.sources.max-files.");
    }
}
