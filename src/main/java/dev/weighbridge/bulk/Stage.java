package dev.weighbridge.bulk;

/** What is kept of a bulk import's state; the rest follows from its rows. */
enum Stage {
    /** Its rows come in; nothing of it runs yet. */
    READING,
    /** Rows are taken up as long as there are any. */
    OPEN, PAUSED, CANCELLED
}
