package dev.weighbridge.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.store.BlobReader;

/** A file whose bytes are being read, and the words for what is wrong with it. */
final class OpenFile implements Closeable {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String path;

    private final BlobReader reader;

    private OpenFile(String path, BlobReader reader) {
        this.path = path;
        this.reader = reader;
    }

    static OpenFile open(StoredFile file, BlobOpener opener) {
        try {
            return new OpenFile(file.path(), opener.open(file));
        } catch (IOException failed) {
            throw unavailable(file.path(), failed);
        }
    }

    String path() {
        return path;
    }

    long size() {
        return reader.size();
    }

    void read(long position, byte[] target, int offset, int length) {
        try {
            reader.read(position, target, offset, length);
        } catch (IOException failed) {
            throw unavailable(path, failed);
        }
    }

    /** The first bytes, at most this many. */
    byte[] head(int length) {
        byte[] head = new byte[(int) Math.min(length, size())];
        read(0, head, 0, head.length);
        return head;
    }

    /** The bytes from one position to before another, fetched in pieces as they are read. */
    InputStream stream(long from, long to) {
        return new RangeStream(this, from, to);
    }

    /** @param why what is broken, as the rest of a sentence that begins with "Could not read the file:" */
    IngestionException malformed(String why, long position) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not read the head of '" + path + "': " + why + ", at byte " + position + " of "
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
    static String shown(String name) {
        String start = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        return "'" + CONTROL.matcher(start).replaceAll("?") + "'";
    }

    private static IngestionException unavailable(String path, IOException cause) {
        return new IngestionException(FailureKind.STORE_UNAVAILABLE,
                "Could not read '" + path + "' from the store: " + cause + ". It is tried again later.", cause);
    }
}
