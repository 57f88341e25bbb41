package dev.weighbridge.ingestion;

/** The names under which work waits in the queue. They are in its tables, so they stay as they are. */
public enum WorkName {

    /** Carry out an ingestion; the work's subject is its uuid. */
    INGEST("ingest"),

    /** Make the manifest of a model or dataset in the store agree with the inventory; the work's subject is its uuid. */
    MANIFEST("manifest"),

    /** Write the manifests of all models of a centre; the work's subject is the centre's uuid. */
    CENTER_MANIFESTS("center-manifests"),

    /** Bring back what manifests in the store are of; the work's subject is the API job's uuid. */
    REBUILD("rebuild"),

    /** Delete many models; the work's subject is the API job's uuid. */
    DELETE("delete"),

    /** Read again from the stored bytes what many models are; the work's subject is the API job's uuid. */
    DERIVE("derive"),

    /** Call back the caller of an API job; the work's subject is the job's uuid. */
    WEB_HOOK("web-hook"),

    /** Tell a hook of an event; the work's subject is the uuid of the delivery. */
    EVENT("event");

    private final String text;

    WorkName(String text) {
        this.text = text;
    }

    /** What the queue knows it by. */
    public String text() {
        return text;
    }
}
