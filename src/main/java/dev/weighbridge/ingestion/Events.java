package dev.weighbridge.ingestion;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells those outside who have asked to be told. For many threads. */
public interface Events {

    /**
     * Sees to it, in the caller's transaction, that whoever wants to know is told: if, and only if, that commits.
     *
     * @param happened asked only if anybody wants to be told of this type
     */
    void tell(EventType type, Supplier<Stream<Event>> happened);
}
