package dev.weighbridge.inspect.pickle;

/**
 * What may be spent on one file, whatever is nested in it. A checkpoint of a model with thousands of tensors needs 2 MB of opcodes; the largest pickles
 * of plain Python objects (vocabularies, forests of trees) some hundreds.
 */
final class Budget {

    /** Bytes of opcodes; bytes that are skipped are free. */
    static final long MAX_WALKED = 256L << 20;

    /** Bytes that come out of compressed streams, counted again if a stream is read again. */
    static final long MAX_INFLATED = 8L << 30;

    static final int MAX_MEMBERS = 200_000;

    /** Archives in archives, and pickles in those. */
    static final int MAX_DEPTH = 4;

    private long walked;

    private long inflated;

    private int members;

    void walk(int bytes) {
        walked += bytes;
        if (walked > MAX_WALKED) {
            throw BrokenPickle.limit("has more than " + (MAX_WALKED >> 20) + " MiB of opcodes");
        }
    }

    /** Returns whether so many more are allowed. */
    boolean inflate(long bytes) {
        inflated += bytes;
        return inflated <= MAX_INFLATED;
    }

    boolean member() {
        return ++members <= MAX_MEMBERS;
    }
}
