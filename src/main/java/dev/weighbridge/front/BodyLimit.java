package dev.weighbridge.front;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * How much a request may carry, and how long it may take over that.
 *
 * @param largest the size of a body
 * @param longest from its first byte to its last
 */
record BodyLimit(DataSize largest, Duration longest) {

    private static final BodyLimit CALL = new BodyLimit(DataSize.ofMegabytes(2), Duration.ofMinutes(1));

    /** Lists of many thousand models. */
    private static final BodyLimit LIST = new BodyLimit(DataSize.ofMegabytes(64), Duration.ofMinutes(10));

    static BodyLimit of(String path) {
        return path.startsWith("/api/v1/bulk-imports") || path.equals("/console/lists") ? LIST : CALL;
    }
}
