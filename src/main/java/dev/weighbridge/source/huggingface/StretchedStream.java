package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.util.function.Function;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;

/** Reads a file that is too large for one answer by one bounded request after the other, as if it were one stream. */
final class StretchedStream extends SourceStream {

    private final Function<Span, SourceStream> openings;

    private final Span span;

    private final long stretch;

    private SourceStream current;

    private final long startsAt;

    private long position;

    private long ends;

    private StretchedStream(Function<Span, SourceStream> openings, Span span, long stretch, SourceStream first) {
        this.openings = openings;
        this.span = span;
        this.stretch = stretch;
        this.current = first;
        this.startsAt = first.startsAt();
        this.position = startsAt;
        this.ends = part(span, stretch).to();
    }

    /**
     * Opens {@code span} of a file.
     *
     * @param openings asks for a span of the file
     * @param size the file's, in bytes
     * @param stretch bytes that are asked for at once
     */
    static SourceStream open(Function<Span, SourceStream> openings, Span span, long size, long stretch) throws IOException {
        SourceStream first = openings.apply(part(span, stretch));
        if (first.canBeginAnywhere() || first.startsAt() > 0) {
            return new StretchedStream(openings, new Span(span.from(), Math.max(span.from() + 1, Math.min(span.to(), size))), stretch,
                    first);
        }
        // It sends all of the file whatever it is asked for, so it is asked once.
        first.close();
        return openings.apply(span);
    }

    @Override
    public long startsAt() {
        return startsAt;
    }

    @Override
    public boolean canBeginAnywhere() {
        return true;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = current.read(target, offset, length);
        while (count < 0 && position == ends && position < span.to()) {
            goOn();
            count = current.read(target, offset, length);
        }
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void confirmUnchanged() throws IOException {
        current.confirmUnchanged();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    /** What waiting may cure is told as a broken connection: who reads opens the file again here. */
    private void goOn() throws IOException {
        current.close();
        try {
            Span next = part(new Span(position, span.to()), stretch);
            current = openings.apply(next);
            current.skipNBytes(position - current.startsAt());
            ends = next.to();
        } catch (IngestionException refused) {
            if (refused.kind().waitingHelps()) {
                throw new IOException(refused.getMessage(), refused);
            }
            throw refused;
        }
    }

    private static Span part(Span span, long stretch) {
        return new Span(span.from(), span.to() - span.from() > stretch ? span.from() + stretch : span.to());
    }
}
