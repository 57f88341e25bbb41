package dev.weighbridge.ingestion;

/** What can happen that others want to be told of. The names go out, so they stay as they are. */
public enum EventType {

    /** A model is in the inventory; the subject is its uuid. */
    MODEL_ADDED("model.added"),

    /** A model did not come in, or was cancelled; the subject is the uuid of its ingestion. */
    MODEL_FAILED("model.failed"),

    /** A model is no longer in the inventory; the subject is its uuid. */
    MODEL_DELETED("model.deleted"),

    /** A run of a sync policy has compared and requested all; the subject is the run's uuid. */
    SYNC_COMPLETED("sync.completed"),

    /** Nothing more happens to any row of a list; the subject is the uuid of the bulk import. */
    BULK_COMPLETED("bulk.completed");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** What it is called outside. */
    public String text() {
        return text;
    }
}
