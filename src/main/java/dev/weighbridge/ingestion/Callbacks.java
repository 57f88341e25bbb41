package dev.weighbridge.ingestion;

/** What becomes of the URLs at which callers want to be called when their API job has ended. For many threads. */
public interface Callbacks {

    /** The URL as it may stand in a table. */
    String sealed(String jobUuid, String url);

    /** Sees to it, in the caller's transaction, that the job's caller is called. */
    void due(String jobUuid);
}
