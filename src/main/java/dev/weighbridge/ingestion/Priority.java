package dev.weighbridge.ingestion;

/** What goes first. Work of a higher priority is begun before all of a lower one; what is running is not interrupted. */
public enum Priority {
    URGENT(80), HIGH(65), NORMAL(50), LOW(35);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** As the queue orders by it, the highest first. Stored, so it never changes. */
    public int rank() {
        return rank;
    }
}
