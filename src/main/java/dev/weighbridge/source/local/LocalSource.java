package dev.weighbridge.source.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.ChecksumList;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads folders and files of this machine, {@code /dir} or {@code host:/export/dir}. A single file's digest is announced by {@code
 * <file>.sha256} beside it; in a folder such a file is one of the model's files.
 */
@Component
final class LocalSource implements ModelSource {

    private final Mounts mounts;

    private final Roots roots;

    private final int maxFiles;

    private final Clock clock;

    LocalSource(LocalSettings settings, Clock clock) {
        this.mounts = new Mounts(settings.mounts());
        this.roots = new Roots(Stream.concat(settings.localRoots().stream().map(root -> Path.of(root).toAbsolutePath()),
                mounts.directories().stream()).toList());
        this.maxFiles = settings.maxFiles();
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public List<String> forms() {
        return List.of("/directory", "file:///directory", "host:/export/directory");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("file") || reference.scheme().equals("nfs");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        Path path = pathOf(reference);
        Path real = roots.contained(path);
        if (Files.isDirectory(real)) {
            var walk = new FolderWalk(roots, maxFiles, clock.instant());
            List<SourceFile> files = walk.files(path);
            return new Listing(null, null, walk.latest(), files);
        }
        return single(path, real);
    }

    @Override
    public void reach(ModelReference reference) {
        Path path = pathOf(reference);
        if (!Files.isReadable(roots.contained(path))) {
            throw LocalFailures.explain(path, new AccessDeniedException(path.toString()));
        }
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        Path path = Path.of(file.locator());
        Path real = roots.contained(path);
        try {
            confirm(file, real);
            SeekableByteChannel channel = RootedOpening
                    .open(Objects.requireNonNull(roots.rootOf(real), "a root that was there a moment ago"), real);
            try {
                confirm(file, real);
                return new LocalStream(file, real, channel, span.from());
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw LocalFailures.explain(path, failed);
        }
    }

    /**
     * The folder that a reference names, with all links followed.
     *
     * @throws IngestionException SOURCE_NOT_FOUND if it is a file, and as {@link Roots#contained}
     */
    Path folder(ModelReference reference) {
        Path real = roots.contained(pathOf(reference));
        if (!Files.isDirectory(real)) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    "Could not list '" + reference.location() + "': it is no folder. Name the folder whose folders are models.");
        }
        return real;
    }

    private Path pathOf(ModelReference reference) {
        try {
            return reference.scheme().equals("nfs") ? mounts.pathOf(reference.location()) : Path.of(reference.location());
        } catch (InvalidPathException malformed) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the path '" + reference.location()
                    + "': it is no path on this node (" + malformed.getReason() + "). Correct the installPath.", malformed);
        }
    }

    private Listing single(Path path, Path real) {
        if (!Files.isRegularFile(real)) {
            throw LocalFailures.notAFile(path);
        }
        try {
            String name = path.getFileName().toString();
            FileState state = FileState.of(real);
            SourceFile file = FolderWalk.listed(path, name, state, clock.instant());
            SourceFile announced = new SourceFile(name, file.size(), announced(path, name), file.locator(), file.validator(),
                    file.strong());
            return new Listing(null, null, state.modified(), List.of(announced));
        } catch (IOException failed) {
            throw LocalFailures.explain(path, failed);
        }
    }

    /** A digest file that is there but cannot be read is an error: whoever published it wanted it to be checked. */
    private @Nullable Digest announced(Path path, String name) throws IOException {
        Path beside = path.resolveSibling(name + ".sha256");
        if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(roots.contained(beside))) {
            return null;
        }
        try (InputStream in = Files.newInputStream(beside)) {
            byte[] text = in.readNBytes(ChecksumList.MAX_BYTES + 1);
            return text.length > ChecksumList.MAX_BYTES ? null : ChecksumList.digestOf(new String(text, StandardCharsets.UTF_8), name);
        }
    }

    private static void confirm(SourceFile file, Path real) throws IOException {
        if (!FileState.of(real).validator().equals(file.validator())) {
            throw LocalFailures.changed(file.locator());
        }
    }
}
