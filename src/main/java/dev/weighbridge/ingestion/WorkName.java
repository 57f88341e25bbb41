package dev.weighbridge.ingestion;

/** The names under which work waits in the queue. They are in its tables, so they stay as they are. */
public enum WorkName {

    /** Carry out an ingestion; the work's subject is its uuid. */
    INGEST("ingest"),

    /** Make a model's manifest in the store agree with the inventory; the work's subject is the model's uuid. */
    MANIFEST("manifest"),

    /** Call back the caller of an API job; the work's subject is the job's uuid. */
    WEB_HOOK("web-hook");

    private final String text;

    WorkName(String text) {
        this.text = text;
    }

    /** What the queue knows it by. */
    public String text() {
        return text;
    }
}
