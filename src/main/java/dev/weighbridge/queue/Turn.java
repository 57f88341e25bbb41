package dev.weighbridge.queue;

/**
 * In which order work is taken, where much is waiting: that of a higher priority first; among equals each share in its turn, however much of it waits;
 * within a share what was entered first.
 *
 * @param share who takes turns with others, at most 64 characters
 * @param priority the higher the earlier, from 1 to {@value #HIGHEST}
 * @param next whether it goes before all of its priority: it was begun, and given back
 */
public record Turn(String share, int priority, boolean next) {

    /** Of work that takes no turns: there is little of it. */
    static final int WITHOUT_TURN = 100;

    static final int HIGHEST = WITHOUT_TURN - 1;

    public Turn {
        if (priority < 1 || priority > HIGHEST) {
            throw new IllegalArgumentException("no priority: " + priority);
        }
    }
}
