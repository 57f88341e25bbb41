package dev.weighbridge.front;

import java.util.Map;

import dev.weighbridge.artifact.FailureKind;

/** A request that does not reach its door, or whose door could not be found. The doors answer it in their own forms. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private final FailureKind kind;

    private final Map<String, String> headers;

    /** @param sentence for a person; nothing of the request stands in it */
    Refused(int status, FailureKind kind, String sentence, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.kind = kind;
        this.headers = headers;
    }

    Refused(int status, FailureKind kind, String sentence) {
        this(status, kind, sentence, Map.of());
    }

    /** Of the answer. */
    public int status() {
        return status;
    }

    public FailureKind kind() {
        return kind;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
