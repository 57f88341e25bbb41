package dev.weighbridge.transfer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Selection;
import org.jspecify.annotations.Nullable;

/** One pass through a container: its files one after the other, within the limits, then its digest. For one thread. */
final class Unpacking implements AutoCloseable {

    private static final long RATIO_COUNTS_FROM = 1L << 30;

    private final SourceFile file;

    private final ContainerBytes bytes;

    private final Archive archive;

    private final UnpackProperties limits;

    private final Selection wanted;

    private final Set<String> paths = new HashSet<>();

    private long unpacked;

    private long ofThisFile;

    private int leftOut;

    private Unpacking(SourceFile file, Container how, ContainerBytes bytes, UnpackProperties limits, Selection wanted) throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.limits = limits;
        this.wanted = wanted;
        this.archive = Archive.open(file, how, bytes, this::count);
    }

    /** @param wanted which of the files inside are taken */
    static Unpacking of(SourceFile file, Container how, ContainerBytes bytes, UnpackProperties limits, Selection wanted)
            throws IOException {
        return new Unpacking(file, how, bytes, limits, wanted);
    }

    /** The next file that is wanted, or null after the last. */
    Archive.@Nullable Entry next() throws IOException {
        Archive.Entry entry = archive.next();
        while (entry != null && !wanted.names(entry.path())) {
            leftOut++;
            entry = archive.next();
        }
        ofThisFile = 0;
        if (entry == null) {
            return null;
        }
        if (entry.size() > limits.maxFileSize().toBytes()) {
            throw tooLarge();
        }
        if (!paths.add(entry.path())) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not unpack '" + file.path() + "': it holds '" + entry.path()
                    + "' twice, and nobody can tell which of them is meant. Pack it again.");
        }
        if (paths.size() > limits.maxFiles()) {
            throw tooMuch("it holds more than " + limits.maxFiles() + " files", "max-files");
        }
        return entry;
    }

    /**
     * Fills the first {@code length} bytes of {@code target} from the file that was come to last.
     *
     * @return how many there were: fewer only at its end
     */
    int fill(byte[] target, int length) throws IOException {
        int filled = archive.read(target, length);
        ofThisFile += filled;
        if (ofThisFile > limits.maxFileSize().toBytes()) {
            throw tooLarge();
        }
        count(filled);
        return filled;
    }

    /** Counts what comes out, whether it is taken or not. */
    private void count(long more) {
        unpacked += more;
        if (unpacked > limits.maxSize().toBytes()) {
            throw tooMuch("its files have more than " + limits.maxSize() + " together", "max-size");
        }
        if (unpacked > RATIO_COUNTS_FROM && unpacked / limits.maxRatio() > bytes.passed()) {
            throw new IngestionException(FailureKind.UNSAFE_CONTENT, "Could not unpack '" + file.path() + "': more than "
                    + limits.maxRatio()
                    + " bytes come out for each that goes in, as from an archive made to fill disks. If it is sound, raise weighbridge.transfer.unpack.max-ratio.");
        }
    }

    /** How many files were not wanted so far. */
    int leftOut() {
        return leftOut;
    }

    /**
     * Reads the container to its end.
     *
     * @throws IngestionException SIZE_MISMATCH or DIGEST_MISMATCH if it is not what was announced; then none of its files may be relied on
     */
    void verify(String finding) throws IOException {
        archive.finish();
        Announcement.verify(file, bytes.passed(), bytes.finish(), finding);
    }

    Set<String> paths() {
        return paths;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private IngestionException tooLarge() {
        return tooMuch("a file in it has more than " + limits.maxFileSize(), "max-file-size");
    }

    private IngestionException tooMuch(String why, String property) {
        return new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not unpack '" + file.path() + "': " + why
                + ". Add a smaller one, or raise weighbridge.transfer.unpack." + property + ".");
    }
}
