package dev.weighbridge.source.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RetryAfter;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is an error.
 *
 * @param code S3's word for it; empty where there is none, as in every answer to HEAD and from servers that are no S3
 * @param region where the bucket lies, if the answer says so
 * @param retryAt when the server asks to be called again, if it does
 */
record S3Refusal(int status, String code, @Nullable String region, @Nullable Instant retryAt) {

    /** As much of an answer is looked at. */
    private static final int LONGEST_BODY = 64 << 10;

    private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9.]{1,64})\\s*</Code>");

    private static final Pattern REGION = Pattern.compile("<Region>\\s*([A-Za-z0-9_-]{1,63})\\s*</Region>");

    /** As far as clocks may differ, by Amazon's rule. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** Reads an answer. Where the server only says that it does not allow the request, its clock may tell why. */
    static S3Refusal of(OutboundResponse response, Instant now) throws IOException {
        String body = new String(response.bodyUpTo(LONGEST_BODY), StandardCharsets.UTF_8);
        String code = found(CODE, body);
        boolean isDenied = (response.status() == 401 || response.status() == 403) && (code == null || code.equals("AccessDenied"));
        if (isDenied && clocksDiffer(response.header("Date"), now)) {
            code = "RequestTimeTooSkewed";
        }
        String region = response.header("x-amz-bucket-region");
        return new S3Refusal(response.status(), code == null ? "" : code, region == null ? found(REGION, body) : region,
                RetryAfter.parse(response.header("Retry-After"), now));
    }

    boolean is(String other) {
        return code.equals(other);
    }

    /** Whether what the request named is not there, as far as the status tells. */
    boolean isGone() {
        return status == 404;
    }

    private static boolean clocksDiffer(@Nullable String date, Instant now) {
        Instant theirs = date == null ? null : DateUtils.parseStandardDate(date);
        return theirs != null && Duration.between(theirs, now).abs().compareTo(SKEW) > 0;
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : null;
    }
}
