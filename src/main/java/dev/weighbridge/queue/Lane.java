package dev.weighbridge.queue;

/** Work of one lane never waits for work of another. */
public enum Lane {
    /** What ends within seconds or minutes. New ingestions begin here. */
    SMALL("queue_small"),
    /** What may take hours. */
    LARGE("queue_large"),
    /** What nobody waits for: manifests, sweeps. */
    BACKGROUND("queue_background"),
    /** Calls to receivers outside, which may be slow to answer. */
    HOOKS("queue_hooks");

    private final String table;

    Lane(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }
}
