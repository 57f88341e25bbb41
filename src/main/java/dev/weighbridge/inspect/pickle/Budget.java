package dev.weighbridge.inspect.pickle;

/**
 * What may be spent on one file, whatever is nested in it. A checkpoint of a model with thousands of tensors needs 2 MB of opcodes; the largest pickles
 * of plain Python objects (vocabularies, forests of trees) some hundreds.
 */
final class Budget {

    /** Bytes of opcodes; bytes that are skipped are free. */
    static final long MAX_WALKED = 256L << 20;

    /** Bytes that come out of compressed streams, counted again if a stream is read again. */
    static final long MAX_INFLATED = 2L << 30;

    /** Enough to see what a compressed stream holds. */
    private static final long MAX_INFLATED_TO_RECOGNISE = 64L << 20;

    static final int MAX_MEMBERS = 200_000;

    /** Archives in archives, and pickles in those. */
    static final int MAX_DEPTH = 4;

    private final long maxInflated;

    private long walked;

    private long inflated;

    private int members;

    Budget() {
        this(MAX_INFLATED);
    }

    private Budget(long maxInflated) {
        this.maxInflated = maxInflated;
    }

    /** For a first look, after which the file is read anew. */
    static Budget toRecognise() {
        return new Budget(MAX_INFLATED_TO_RECOGNISE);
    }

    /** Whether not all that was asked for was given. */
    boolean isSpent() {
        return inflated > maxInflated || walked > MAX_WALKED;
    }

    void walk(int bytes) {
        walked += bytes;
        if (walked > MAX_WALKED) {
            throw BrokenPickle.limit("has more than " + (MAX_WALKED >> 20) + " MiB of opcodes");
        }
    }

    /** Returns whether so many more are allowed. */
    boolean inflate(long bytes) {
        inflated += bytes;
        return inflated <= maxInflated;
    }

    boolean member() {
        return ++members <= MAX_MEMBERS;
    }
}
