package dev.weighbridge.source.modelscope;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success.
 *
 * @param status of HTTP, which is 200 for some failures
 * @param said null if the body is no envelope
 * @param retryAt when the hub wants to be asked again, if it says so
 * @param secrets what was sent and must not be shown; empty when nobody signed in
 */
record HubAnswer(int status, @Nullable Envelope said, @Nullable Instant retryAt, List<String> secrets) {

    private static final int SHOWN = 200;

    boolean signedIn() {
        return !secrets.isEmpty();
    }

    /** The hub's own number for what went wrong, else the status. */
    long code() {
        return said == null || said.code() == 200 ? status : said.code();
    }

    /** The hub's words on one line, without secrets, without queries of URLs, and not too long. */
    String message() {
        String text = said == null ? "" : said.message();
        for (String secret : secrets) {
            text = text.replace(secret, "…");
        }
        String line = text.replaceAll("(https?://[^\\s?]*)\\?\\S*", "$1?…").replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ").strip();
        return line.codePointCount(0, line.length()) <= SHOWN ? line : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
    }

    /** {@code (code 10010205001, 'record not found')}, or {@code (status 404)}. */
    String shown() {
        String message = message();
        String number = said == null ? "status " + status : "code " + said.code();
        return " (" + number + (message.isEmpty() ? "" : ", '" + message + "'") + ")";
    }
}
