package dev.weighbridge.queue;

import java.time.Instant;
import java.util.Optional;

/** Does one kind of work. A bean of this type is registered by its name; many threads and nodes call it at once, for different subjects. */
public interface WorkHandler {

    /** The name under which work is entered; stored, so it never changes. */
    String name();

    /**
     * Does the work. Called again when the node dies meanwhile or when it throws, so it must find out itself what is done already; two calls for one
     * subject may overlap when a node was taken for dead. Interrupted when the node shuts down: it should give up soon, and ask for another call.
     *
     * @param lane where the work was waiting
     * @param subject what to work on, as it was entered
     * @return whether it is done; whoever throws is called again after a pause
     */
    Outcome handle(Lane lane, String subject);

    /** Whether its work is done in turns. */
    default boolean takesTurns() {
        return false;
    }

    /** In which turn a subject is worked on that is due again: it was tried before, or its node has died. Nothing to have it called at once. */
    default Optional<Turn> turn(String subject) {
        return Optional.empty();
    }

    /** What comes after a call. */
    sealed interface Outcome {

        /** Nothing more to do. */
        record Done() implements Outcome {}

        /** Call again, not before {@code when}. */
        record Again(Instant when) implements Outcome {}
    }
}
