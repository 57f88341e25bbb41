package dev.weighbridge.api;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * Which bytes of a file are sent.
 *
 * @param first position of the first
 * @param end position behind the last
 * @param size of the whole file
 * @param isPart whether a range was asked for and is answered, even if it is the whole file
 */
record FileRange(long first, long end, long size, boolean isPart) {

    /**
     * Reads a {@code Range} header by RFC 9110, section 14. A header that is malformed, speaks of another unit, or wants several ranges is passed over, as
     * the section allows.
     *
     * @return the whole file if there is no header to follow; nothing if the range begins behind the file's end (status 416)
     */
    static Optional<FileRange> of(@Nullable String header, long size) {
        List<HttpRange> ranges = parse(header);
        if (ranges.size() != 1) {
            return Optional.of(new FileRange(0, size, size, false));
        }
        long first = ranges.getFirst().getRangeStart(size);
        return first >= size ? Optional.empty() : Optional.of(new FileRange(first, ranges.getFirst().getRangeEnd(size) + 1, size, true));
    }

    private static List<HttpRange> parse(@Nullable String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    long length() {
        return end - first;
    }

    /** Of the header of this name. */
    String contentRange() {
        return "bytes " + first + "-" + (end - 1) + "/" + size;
    }
}
