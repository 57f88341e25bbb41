package dev.weighbridge.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weighbridge.artifact.ArtifactPath;
import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a container, one after the other, in one pass over its bytes. Only plain files with plain names come out: folders are passed over, and a link
 * or a device where the model's files are makes the whole container unfit. For one thread.
 */
final class Archive implements AutoCloseable {

    /** A window of 128 MiB, the most that the zstd tool itself takes without being asked to. */
    private static final int LARGEST_WINDOW_LOG = 27;

    /** What stands before the name of a file that a layer deletes; by the OCI image specification, layer.md. */
    private static final String WHITEOUT = ".wh.";

    /** The name of a file that deletes whatever earlier layers have in its folder. */
    private static final String OPAQUE = ".wh..wh..opq";

    private final SourceFile file;

    private final String within;

    private final ArchiveInputStream<?> entries;

    private Archive(SourceFile file, String within, ArchiveInputStream<?> entries) {
        this.file = file;
        this.within = within;
        this.entries = entries;
    }

    /**
     * A plain file inside.
     *
     * @param path below the container's model folder
     * @param size bytes, or {@link SourceFile#UNKNOWN_SIZE} where only the end will tell
     */
    record Entry(String path, long size) {}

    static Archive open(SourceFile file, Container how, InputStream bytes) throws IOException {
        return new Archive(file, how.within(), switch (how.format()) {
            case TAR -> tar(bytes);
            case TAR_GZIP -> tar(new GZIPInputStream(new BufferedInputStream(bytes), 1 << 16));
            case TAR_ZSTD -> {
                var zstd = new ZstdInputStreamNoFinalizer(bytes);
                zstd.setLongMax(LARGEST_WINDOW_LOG);
                yield tar(new BufferedInputStream(zstd, 1 << 16));
            }
            case ZIP -> new ZipArchiveInputStream(bytes, "UTF-8", true, false);
        });
    }

    /**
     * Goes to the next file; its bytes are read from {@link #bytes}.
     *
     * @return null after the last
     * @throws IngestionException MALFORMED_ARTIFACT or UNSAFE_CONTENT for an entry that cannot be taken
     */
    @Nullable
    Entry next() throws IOException {
        for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = plainName(entry.getName());
            requireTheFolder(entry, name);
            if (!entry.isDirectory() && name.startsWith(within) && name.length() > within.length()) {
                return taken(entry, name.substring(within.length()));
            }
        }
        return null;
    }

    /** The bytes of the file that {@link #next} has come to. */
    InputStream bytes() {
        return entries;
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    private Entry taken(ArchiveEntry entry, String path) {
        ArtifactPath.check(path);
        if (path.substring(path.lastIndexOf('/') + 1).startsWith(WHITEOUT)) {
            throw deletes(path);
        }
        if (entry instanceof TarArchiveEntry tar && (!isPlain(tar) || tar.isSparse())) {
            throw unfit(path, FailureKind.UNSAFE_CONTENT, "it is a link, a device or a file with holes", "Pack the file itself");
        }
        if (entry instanceof ZipArchiveEntry zip && zip.isUnixSymlink()) {
            throw unfit(path, FailureKind.UNSAFE_CONTENT, "it is a link", "Pack the file itself");
        }
        if (!entries.canReadEntryData(entry)) {
            throw unfit(path, FailureKind.MALFORMED_ARTIFACT, "it is encrypted, or packed by a method that is not known here",
                    "Pack it as usual, with deflate");
        }
        return new Entry(path, entry.getSize() < 0 ? SourceFile.UNKNOWN_SIZE : entry.getSize());
    }

    /** What hides the model's folder of the earlier layers lies outside of it, so it must be looked for before that is passed over. */
    private void requireTheFolder(ArchiveEntry entry, String name) {
        int last = name.lastIndexOf('/') + 1;
        String parent = name.substring(0, last);
        if (within.isEmpty() || !within.startsWith(parent)) {
            return;
        }
        if (name.startsWith(OPAQUE, last) || name.startsWith(WHITEOUT, last)
                && within.startsWith(parent + name.substring(last + WHITEOUT.length()) + "/")) {
            throw deletes(name);
        }
        if (!entry.isDirectory() && within.startsWith(name + "/")) {
            throw unfit(name, FailureKind.UNSAFE_CONTENT, "it is not a folder, and the model should lie in it", "Pack the folder itself");
        }
    }

    private IngestionException deletes(String path) {
        return unfit(path, FailureKind.MALFORMED_ARTIFACT, "it deletes a file of an earlier layer", "Flatten the image to one layer");
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private static TarArchiveInputStream tar(InputStream bytes) {
        return new TarArchiveInputStream(bytes, "UTF-8");
    }

    /** As tar itself reads names: {@code ./a} is {@code a}. */
    private static String plainName(String name) {
        return name.replaceFirst("^(\\./)+", "");
    }

    private IngestionException unfit(String path, FailureKind kind, String why, String what) {
        return new IngestionException(kind,
                "Could not unpack '" + path + "' from '" + file.path() + "': " + why + ". " + what + ", and add the model again.");
    }
}
