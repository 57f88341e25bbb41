package dev.weighbridge.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;

/** Pays for what is read of its files, after each read: by waiting until it was due, or by looking whether it is still wanted. */
public final class TolledSource implements ModelSource {

    private final ModelSource source;

    private final Toll toll;

    public TolledSource(ModelSource source, Toll toll) {
        this.source = source;
        this.toll = toll;
    }

    /** What a read costs. Of many streams and threads. */
    public interface Toll {

        /**
         * Called after each read, with the bytes that it brought. Whatever it throws ends the fetch.
         *
         * @param bytes from 1 to {@link #most}
         */
        void pay(int bytes) throws InterruptedException;

        /** How many bytes may be read before the next payment. */
        default int most() {
            return Integer.MAX_VALUE;
        }

        /** Whether each file has to come by one connection. */
        default boolean byOneConnection() {
            return false;
        }
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public List<String> forms() {
        return source.forms();
    }

    @Override
    public boolean reads(ModelReference reference) {
        return source.reads(reference);
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        return source.list(reference, access);
    }

    @Override
    public void reach(ModelReference reference) {
        source.reach(reference);
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        return new TolledStream(source.open(file, span, access));
    }

    private final class TolledStream extends SourceStream {

        private final SourceStream stream;

        TolledStream(SourceStream stream) {
            this.stream = stream;
        }

        @Override
        public long startsAt() {
            return stream.startsAt();
        }

        @Override
        public boolean canBeginAnywhere() {
            return !toll.byOneConnection() && stream.canBeginAnywhere();
        }

        @Override
        public void confirmUnchanged() throws IOException {
            stream.confirmUnchanged();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = stream.read(target, offset, Math.min(length, toll.most()));
            paid(read);
            return read;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }

        private void paid(int bytes) throws IOException {
            if (bytes <= 0) {
                return;
            }
            try {
                toll.pay(bytes);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while it paid for what it has read");
            }
        }
    }
}
