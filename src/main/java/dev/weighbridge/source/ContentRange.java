package dev.weighbridge.source;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Content-Range} of RFC 9110, section 14.4: {@code bytes 0-99/1234}, {@code bytes 0-99/*} or {@code bytes *}{@code
 * /1234}.
 *
 * @param first the first byte sent, or -1 when none is
 * @param total the whole file's length, or -1 when it is not told
 */
public record ContentRange(long first, long total) {

    private static final Pattern FORM = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    /** Null if the header is absent or says something else. */
    public static @Nullable ContentRange parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var match = FORM.matcher(header.strip());
        if (!match.matches()) {
            return null;
        }
        String first = match.group(1);
        String total = match.group(2);
        return new ContentRange(first == null ? -1 : Long.parseLong(first),
                total == null || total.equals("*") ? -1 : Long.parseLong(total));
    }
}
