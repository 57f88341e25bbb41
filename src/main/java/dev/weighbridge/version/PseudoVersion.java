package dev.weighbridge.version;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Go's form of a version for what nobody gave a version, {@code 0.0.0-<UTC yyyymmddhhmmss>-<12 hex digits>} (go.dev/ref/mod#pseudo-versions). */
final class PseudoVersion {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{12,}");

    private PseudoVersion() {}

    /**
     * Makes a pre-release of 0.0.0 that sorts by time: time and digits are one alphanumeric identifier of constant width, which SemVer compares in ASCII order.
     *
     * @param time of the commit, or Last-Modified; to the second; what four digits cannot tell as a year becomes the first or last second that they can
     * @param hexOfCommitOrChecksum at least 12 hexadecimal digits, of which the first 12 are taken, in lower case
     * @throws IllegalArgumentException if there are fewer, or other characters
     */
    public static String of(Instant time, String hexOfCommitOrChecksum) {
        String hex = hexOfCommitOrChecksum.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not 12 or more hexadecimal digits: " + hexOfCommitOrChecksum);
        }
        Instant shown = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return "0.0.0-" + TIME.format(shown) + "-" + hex.substring(0, 12);
    }
}
