package dev.weighbridge.transfer;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;

/** A source does not bear several connections for a file: it is to be read by one, from where the last checkpoint is. */
final class OneLaneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private OneLaneException(String message) {
        super(message);
    }

    /** It was asked for one part and sent all of the file. */
    static OneLaneException rangesIgnored(SourceFile file) {
        return new OneLaneException("The source of '" + file.path() + "' does not begin where it is asked to.");
    }

    /** It has turned away a connection beside the first. */
    static OneLaneException refused(IngestionException refusal) {
        return new OneLaneException(refusal.getMessage());
    }
}
