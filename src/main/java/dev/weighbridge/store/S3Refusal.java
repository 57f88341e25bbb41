package dev.weighbridge.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** An answer of the server that is an error. Holds nothing of the request, which carries a signature. */
final class S3Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    /** As much of an answer is looked at. */
    static final int LONGEST_BODY = 64 << 10;

    private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9]{1,64})\\s*</Code>");

    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

    /** What Amazon says of a URL that was signed by a clock that is slow, or fast; its code is that of a missing permission. */
    private static final Pattern EXPIRED = Pattern.compile("(?i)request (has expired|is not (yet )?valid( yet)?)");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private static final DateTimeFormatter S3_DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** As far as clocks may differ, by Amazon's rule. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private static final Set<String> PASSING = Set.of("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "Busy",
            "OperationAborted", "BadDigest", "ServerBusy", "SlowDownRead", "SlowDownWrite", "TooManyRequests");

    private final int status;

    private final String code;

    S3Refusal(int status, String code) {
        super("the server answered " + status + (code.isEmpty() ? "" : " (" + code + ")"));
        this.status = status;
        this.code = code;
    }

    /**
     * Reads an answer. Where the server only says that it does not allow the request, its clock and its words may tell why.
     *
     * @param body XML that holds a code, or anything else
     * @param date the answer's header of this name
     * @param signed when the request was signed, as S3 writes it
     */
    static S3Refusal of(int status, String body, @Nullable String date, @Nullable String signed) {
        String code = first(CODE, body);
        boolean isDenied = (status == 401 || status == 403) && (code.isEmpty() || code.equals("AccessDenied"));
        String message = first(MESSAGE, body);
        if (isDenied && (EXPIRED.matcher(message).find() || clocksDiffer(date, signed))) {
            return new S3Refusal(status, "RequestTimeTooSkewed");
        }
        if (message.contains("UNSIGNED-PAYLOAD")) {
            return new S3Refusal(status, "UnsignedPayload");
        }
        return new S3Refusal(status, code);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static boolean clocksDiffer(@Nullable String date, @Nullable String signed) {
        try {
            return date != null && signed != null
                    && Duration.between(HTTP_DATE.parse(date, Instant::from), S3_DATE.parse(signed, Instant::from)).abs()
                            .compareTo(SKEW) > 0;
        } catch (DateTimeParseException unknown) {
            return false;
        }
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

    /** Whether what the request named is not there, while its bucket is. */
    boolean isGone() {
        return is("NoSuchUpload") || status == 404 && !is("NoSuchBucket");
    }

    /** Whether the same request may succeed within seconds. */
    boolean passesSoon() {
        return PASSING.contains(code) || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }
}
