package dev.weighbridge.inspect.head;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.store.BlobReader;
import org.jspecify.annotations.Nullable;

/** A file whose bytes are being read, and the words for what is wrong with it. */
public final class OpenFile implements Closeable {

    /** Why a file that {@link #isGitLfsPointer} is no weights. */
    public static final String LFS_POINTER = "it is a Git LFS pointer instead of the file it stands for ('git lfs pull' fetches that)";

    private static final byte[] LFS_START = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    /** Enough for what every reader asks to recognise a file. */
    private static final int START = 8 * 1024;

    /** A file of no more is fetched whole, at once: it is looked at from both ends, and an object store is slow to begin an answer, not to go on. */
    private static final int SMALL = 128 * 1024;

    private static final int LONGEST_REASON = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final String path;

    private final BlobReader reader;

    private byte @Nullable [] start;

    private OpenFile(String path, BlobReader reader) {
        this.path = path;
        this.reader = reader;
    }

    public static OpenFile open(StoredFile file, BlobOpener opener) {
        try {
            return new OpenFile(file.path(), opener.open(file));
        } catch (IOException failed) {
            throw unavailable(file.path(), failed);
        }
    }

    public String path() {
        return path;
    }

    public long size() {
        return reader.size();
    }

    /** Reads this stretch of the file; where it was fetched already, from there. */
    public void read(long position, byte[] target, int offset, int length) {
        byte[] known = start;
        if (known != null && position >= 0 && position <= known.length - length) {
            System.arraycopy(known, (int) position, target, offset, length);
            return;
        }
        try {
            reader.read(position, target, offset, length);
        } catch (IOException failed) {
            throw unavailable(path, failed);
        }
    }

    /** The first bytes, at most this many. A few thousand are fetched once, however often they are asked for. */
    public byte[] head(int length) {
        byte[] known = start;
        if (known == null) {
            known = fetchHead(size() <= SMALL ? SMALL : START);
            start = known;
        }
        return length <= known.length || known.length == size() ? Arrays.copyOf(known, Math.min(length, known.length)) : fetchHead(length);
    }

    private byte[] fetchHead(int length) {
        byte[] head = new byte[(int) Math.min(length, size())];
        read(0, head, 0, head.length);
        return head;
    }

    /** Whether it begins with these bytes. */
    public boolean beginsWith(byte[] mark) {
        return Arrays.equals(head(mark.length), mark);
    }

    /** Whether it is the text that Git keeps in place of a large file. */
    public boolean isGitLfsPointer() {
        return beginsWith(LFS_START);
    }

    /** The bytes from one position to before another, fetched in pieces as they are read. */
    public InputStream stream(long from, long to) {
        return new RangeStream(this, from, to);
    }

    /** @param why what is broken, as the rest of a sentence that begins with "Could not read the file:"; names in it, or a library's words, are made fit to be shown */
    public IngestionException malformed(String why, long position) {
        String shown = CONTROL.matcher(why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…").replaceAll("?");
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not read the head of '" + path + "': " + shown + ", at byte " + position + " of "
                        + size() + ". Get the file again from where it was published, or leave it out.");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failed) {
            throw unavailable(path, failed);
        }
    }

    /** A name read from a file, fit to be shown. */
    public static String shown(String name) {
        String start = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        return "'" + CONTROL.matcher(start).replaceAll("?") + "'";
    }

    private static IngestionException unavailable(String path, IOException cause) {
        return new IngestionException(FailureKind.STORE_UNAVAILABLE,
                "Could not read '" + path + "' from the store: " + cause + ". It is tried again later.", cause);
    }
}
