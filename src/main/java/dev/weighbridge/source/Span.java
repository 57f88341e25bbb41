package dev.weighbridge.source;

/**
 * Which of a file's bytes are wanted.
 *
 * @param from the first byte
 * @param to the byte after the last; {@link #OPEN} for all that come
 */
public record Span(long from, long to) {

    public static final long OPEN = Long.MAX_VALUE;

    public Span {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no bytes lie between " + from + " and " + to);
        }
    }

    /** From this byte to the file's end. */
    public static Span from(long from) {
        return new Span(from, OPEN);
    }

    public boolean isOpen() {
        return to == OPEN;
    }
}
