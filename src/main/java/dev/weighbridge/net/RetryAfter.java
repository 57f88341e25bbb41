package dev.weighbridge.net;

import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** When a server asks to be called again: the header {@code Retry-After} of RFC 9110, section 10.2.3. */
public final class RetryAfter {

    /** A server may not ask for more; the ingestion's own deadline ends the waiting earlier anyway. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /**
     * @param header seconds or an HTTP date (not the two obsolete forms), or null when there was none
     * @return a time between {@code now} and a day later, or null if the header says nothing that can be read
     */
    public static @Nullable Instant parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        Instant asked = text.matches("[0-9]{1,9}") ? now.plusSeconds(Long.parseLong(text)) : DateUtils.parseStandardDate(text);
        if (asked == null || asked.isBefore(now)) {
            return asked == null ? null : now;
        }
        Instant latest = now.plus(LONGEST);
        return asked.isAfter(latest) ? latest : asked;
    }
}
