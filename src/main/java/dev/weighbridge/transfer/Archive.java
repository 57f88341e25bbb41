package dev.weighbridge.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
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

    /** A directory of 100,000 long names, and more. */
    private static final int LARGEST_DIRECTORY = 64 << 20;

    /** What stands before the name of a file that a layer deletes; by the OCI image specification, layer.md. */
    private static final String WHITEOUT = ".wh.";

    /** The name of a file that deletes whatever earlier layers have in its folder. */
    private static final String OPAQUE = ".wh..wh..opq";

    private final SourceFile file;

    private final String within;

    private final ContainerBytes packed;

    private final ArchiveInputStream<?> entries;

    /** The unpacked bytes of a tar; null for a zip. */
    private final @Nullable GuardedBytes guarded;

    private final LongConsumer passedOver;

    private final Set<String> names = new HashSet<>();

    private final byte[] passing = new byte[64 * 1024];

    private final CRC32 sum = new CRC32();

    private @Nullable ArchiveEntry current;

    private Archive(SourceFile file, String within, ContainerBytes packed, @Nullable GuardedBytes guarded, LongConsumer passedOver) {
        this.file = file;
        this.within = within;
        this.packed = packed;
        this.guarded = guarded;
        this.passedOver = passedOver;
        this.entries = guarded == null ? new ZipArchiveInputStream(packed, "UTF-8", false, false)
                : new TarArchiveInputStream(guarded, "UTF-8");
    }

    /**
     * A plain file inside.
     *
     * @param path below the container's model folder
     * @param size bytes, or {@link SourceFile#UNKNOWN_SIZE} where only the end will tell
     */
    record Entry(String path, long size) {}

    /** @param passedOver told how many unpacked bytes are of no file; throws if they are too many */
    static Archive open(SourceFile file, Container how, ContainerBytes bytes, LongConsumer passedOver) throws IOException {
        InputStream unpacked = switch (how.format()) {
            case TAR -> bytes;
            case TAR_GZIP -> new GZIPInputStream(new BufferedInputStream(bytes), 1 << 16);
            case TAR_ZSTD -> {
                var zstd = new ZstdInputStreamNoFinalizer(bytes);
                zstd.setLongMax(LARGEST_WINDOW_LOG);
                yield new BufferedInputStream(zstd, 1 << 16);
            }
            case ZIP -> InputStream.nullInputStream();
        };
        GuardedBytes guarded = how.format() == Container.Format.ZIP ? null : new GuardedBytes(unpacked, file.path());
        return new Archive(file, how.within(), bytes, guarded, passedOver);
    }

    /**
     * Goes to the next file; its bytes are read by {@link #read}.
     *
     * @return null after the last
     * @throws IngestionException MALFORMED_ARTIFACT, UNSAFE_CONTENT or LIMIT_EXCEEDED for an entry that cannot be taken
     */
    @Nullable
    Entry next() throws IOException {
        for (ArchiveEntry entry = nextEntry(); entry != null; entry = nextEntry()) {
            String name = plainName(entry.getName());
            requireTheFolder(entry, name);
            if (!entry.isDirectory() && name.startsWith(within) && name.length() > within.length()) {
                return taken(entry, name.substring(within.length()));
            }
        }
        return null;
    }

    /** Fills {@code target} from the file that {@link #next} has come to; fewer bytes than {@code length} only at its end. */
    int read(byte[] target, int length) throws IOException {
        try {
            int read = entries.readNBytes(target, 0, length);
            sum.update(target, 0, read);
            return read;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException hostile) {
            throw new IOException("its bytes make no sense", hostile);
        }
    }

    /**
     * Reads the container to its end after its last file: whatever the packing itself says of the whole has to be true.
     *
     * @throws IngestionException UNSAFE_CONTENT for a link that only a zip's directory tells of
     */
    void finish() throws IOException {
        if (guarded == null) {
            finishZip();
            return;
        }
        if (!guarded.sawTheEnd()) {
            throw new IOException("it ends without the mark of its end");
        }
        for (int read = guarded.read(passing); read >= 0; read = guarded.read(passing)) {
            passedOver.accept(read);
        }
        packed.drain();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    private void finishZip() throws IOException {
        byte[] tail = packed.drainedTail(LARGEST_DIRECTORY);
        if (tail == null) {
            throw new IOException("its directory is too large");
        }
        String special = ZipDirectory.firstSpecial(tail, names);
        if (special != null && special.startsWith(within)) {
            throw unfit(special, FailureKind.UNSAFE_CONTENT, "it is a link or a device", "Pack the file itself");
        }
    }

    private @Nullable ArchiveEntry nextEntry() throws IOException {
        passOverTheRest();
        sum.reset();
        try {
            if (guarded != null) {
                guarded.beginHeader();
            }
            current = entries.getNextEntry();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException hostile) {
            throw new IOException("the header of an entry makes no sense", hostile);
        }
        if (guarded != null) {
            guarded.endHeader();
        }
        if (current != null && guarded == null) {
            names.add(current.getName());
        }
        return current;
    }

    /** What is not taken of an entry is read here, piece by piece, and not by the library in one go. */
    private void passOverTheRest() throws IOException {
        if (current == null) {
            return;
        }
        for (int read = read(passing, passing.length); read > 0; read = read(passing, passing.length)) {
            passedOver.accept(read);
        }
        if (current instanceof ZipArchiveEntry zip && !zip.isDirectory() && zip.getCrc() >= 0 && zip.getCrc() != sum.getValue()) {
            throw new IOException("the checksum of '" + zip.getName() + "' in it is another");
        }
    }

    private Entry taken(ArchiveEntry entry, String path) {
        ArtifactPath.check(path);
        if (path.substring(path.lastIndexOf('/') + 1).startsWith(WHITEOUT)) {
            throw deletes(path);
        }
        if (entry instanceof TarArchiveEntry tar && (!isPlain(tar) || tar.isSparse())) {
            throw unfit(path, FailureKind.UNSAFE_CONTENT, "it is a link, a device or a file with holes", "Pack the file itself");
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

    /** As tar itself reads names: {@code ./a} is {@code a}. */
    private static String plainName(String name) {
        return name.replaceFirst("^(\\./)+", "");
    }

    private IngestionException unfit(String path, FailureKind kind, String why, String what) {
        return new IngestionException(kind,
                "Could not unpack '" + path + "' from '" + file.path() + "': " + why + ". " + what + ", and add the model again.");
    }
}
