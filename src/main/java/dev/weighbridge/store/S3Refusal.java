package dev.weighbridge.store;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of the server that is an error. Holds nothing of the request, which carries a signature. */
final class S3Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    /** As much of an answer is looked at. */
    static final int LONGEST_BODY = 64 << 10;

    private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9]{1,64})\\s*</Code>");

    private static final Set<String> PASSING = Set.of("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "Busy",
            "OperationAborted", "BadDigest", "ServerBusy", "SlowDownRead", "SlowDownWrite", "TooManyRequests");

    private final int status;

    private final String code;

    S3Refusal(int status, String code) {
        super("the server answered " + status + (code.isEmpty() ? "" : " (" + code + ")"));
        this.status = status;
        this.code = code;
    }

    /** @param body XML that holds a code, or anything else */
    static S3Refusal of(int status, String body) {
        Matcher code = CODE.matcher(body);
        return new S3Refusal(status, code.find() ? code.group(1) : "");
    }

    int status() {
        return status;
    }

    /** S3's word for the error; empty where there is none, as in every answer to HEAD. */
    String code() {
        return code;
    }

    boolean is(String other) {
        return code.equals(other);
    }

    /** Whether the same request may succeed within seconds. */
    boolean passesSoon() {
        return PASSING.contains(code) || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }
}
