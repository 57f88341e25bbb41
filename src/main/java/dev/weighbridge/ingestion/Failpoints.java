package dev.weighbridge.ingestion;

/** Told at each {@link Failpoint}; does nothing in production. */
@FunctionalInterface
public interface Failpoints {

    void reached(Failpoint failpoint);
}
