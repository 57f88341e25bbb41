package dev.weighbridge.transfer;

import java.io.IOException;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stretches of a file from its source and opens it again where it broke, with what has arrived kept. It gives up when the connection breaks several
 * times in a row without having brought a stretch of bytes. For one thread.
 */
final class ReopeningReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReopeningReader.class);

    private static final int BREAKS = 5;

    private static final long STRETCH = 64 << 10;

    private final ModelSource source;

    private final SourceFile file;

    private final SourceAccess access;

    private @Nullable SourceStream stream;

    private long position;

    private long to = Span.OPEN;

    /** Where the open stream ends. */
    private long streamEnds;

    private long brokeAt;

    private int breaks;

    private boolean beginsAnywhere;

    private Arrivals arrivals = (reader, bytes) -> {};

    /** Is told of each read. */
    @FunctionalInterface
    interface Arrivals {

        void arrived(ReopeningReader reader, int bytes);
    }

    ReopeningReader(ModelSource source, SourceFile file, SourceAccess access, long position) {
        this.source = source;
        this.file = file;
        this.access = access;
        this.position = position;
        this.brokeAt = position;
    }

    /**
     * Goes on at {@code from}. An open stream that is there already and goes far enough is kept.
     *
     * @param end nothing behind this byte is asked for; {@link Span#OPEN} to read on to the file's end
     */
    void moveTo(long from, long end) {
        if (stream != null && (position != from || end > streamEnds)) {
            close();
        }
        position = from;
        brokeAt = from;
        breaks = 0;
        to = end;
    }

    /** Whether the source was sure, when it was last opened, to begin wherever it is asked to. */
    boolean beginsAnywhere() {
        return beginsAnywhere;
    }

    ReopeningReader telling(Arrivals listener) {
        arrivals = listener;
        return this;
    }

    /**
     * Fills the first {@code length} bytes of {@code target}.
     *
     * @return how many there were: fewer only at the file's end
     * @throws IngestionException SOURCE_UNAVAILABLE when it gives up, and whatever the source says
     * @throws OneLaneException if the source began elsewhere, and an end was set
     */
    int fill(byte[] target, int length) throws InterruptedException {
        return fill(target, length, new CRC32C());
    }

    /**
     * As {@link #fill(byte[], int)}.
     *
     * @param sum is updated with the bytes while they are in the processor's cache
     */
    int fill(byte[] target, int length, Checksum sum) throws InterruptedException {
        int filled = 0;
        while (filled < length) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                int read = opened().read(target, filled, length - filled);
                if (read < 0) {
                    return filled;
                }
                sum.update(target, filled, read);
                filled += read;
                position += read;
                arrivals.arrived(this, read);
            } catch (IOException broken) {
                broke(broken);
            }
        }
        return filled;
    }

    /** To be called after the last byte: fails if the file changed while it was read. */
    void confirmUnchanged() {
        try {
            opened().confirmUnchanged();
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    @Override
    public void close() {
        SourceStream open = stream;
        stream = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException broken) {
            LOG.debug("The connection to the source of '{}' did not close cleanly", file.path(), broken);
        }
    }

    private SourceStream opened() throws IOException {
        SourceStream open = stream;
        if (open == null) {
            open = source.open(file, new Span(position, to), access);
            stream = open;
            streamEnds = to;
            beginsAnywhere = open.canBeginAnywhere();
            pass(open, position - open.startsAt());
        }
        return open;
    }

    /** A source that cannot begin at an offset sends again what is here already: it is read and dropped, if the file is sure to be the same. */
    private void pass(SourceStream open, long known) throws IOException {
        if (position > 0 && file.validator() == null && file.announced() == null) {
            throw new IngestionException(FailureKind.SOURCE_CHANGED, "Could not go on with the file '" + file.path()
                    + "': its source does not tell whether it is still the same. It is begun anew.");
        }
        if (known > 0 && to != Span.OPEN) {
            throw OneLaneException.rangesIgnored(file);
        }
        if (known > 0) {
            LOG.info("The source of '{}' knows no ranges: {} bytes that are here already are fetched again", file.path(), known);
            open.skipNBytes(known);
        }
    }

    private void broke(IOException broken) throws InterruptedException {
        close();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        breaks = position - brokeAt >= STRETCH ? 1 : breaks + 1;
        brokeAt = position;
        if (breaks > BREAKS) {
            throw unavailable(broken);
        }
        LOG.info("The connection to the source of '{}' broke at byte {} ({}); it is opened again there", file.path(), position,
                broken.toString());
    }

    private IngestionException unavailable(IOException broken) {
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                "Could not read the file '" + file.path() + "' from its source: the connection broke at byte "
                        + position + " again and again (" + broken.getMessage() + "). It is tried again later, from there.",
                broken);
    }
}
