package dev.weighbridge.source;

import java.util.List;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;

/**
 * A kind of place that models come from. Used by many threads at once; holds nothing between calls. Every failure is an
 * {@link dev.weighbridge.artifact.IngestionException} whose kind says whether waiting helps, and leaves no connection or file open.
 */
public interface ModelSource {

    /** One word for the kind of place, by which metrics tell them apart: {@code huggingface}. */
    String kind();

    /** What its references look like, for a person who gave one that nobody reads: {@code https://host/file}. */
    List<String> forms();

    /** Whether this source reads references of this form. Exactly one source says yes to a reference. */
    boolean reads(ModelReference reference);

    /**
     * Pins the revision and lists its files, sorted by path. The listing is kept by the caller, so that later attempts read what was pinned
     * then.
     *
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_NOT_FOUND, SOURCE_DENIED, SOURCE_NOT_ALLOWED, SOURCE_RATE_LIMITED,
     *     SOURCE_UNAVAILABLE, LIMIT_EXCEEDED (too many files), MALFORMED_ARTIFACT (a name that cannot be kept), INVALID_REQUEST
     */
    Listing list(ModelReference reference, SourceAccess access);

    /**
     * Asks the place itself whether it is there, as cheaply as it can be asked and without credentials. Nothing of what {@code reference} says beyond the
     * place needs to exist.
     *
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_UNAVAILABLE, SOURCE_NOT_ALLOWED, SOURCE_RATE_LIMITED (which is an answer); of local
     *     places also SOURCE_NOT_FOUND and SOURCE_DENIED
     */
    void reach(ModelReference reference);

    /**
     * Opens a listed file at the first byte of {@code span}. A source that cannot begin there begins at 0 and says so in {@link
     * SourceStream#startsAt()}. A span with an end leaves nothing unread behind it, so that a connection may be used again; a source that cannot
     * end there goes on.
     *
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_CHANGED if the file is no longer the one that was listed, and all that
     *     {@link #list} may throw
     */
    SourceStream open(SourceFile file, Span span, SourceAccess access);

    /** As {@link #open(SourceFile, Span, SourceAccess)}, to the file's end. */
    default SourceStream open(SourceFile file, long from, SourceAccess access) {
        return open(file, Span.from(from), access);
    }
}
