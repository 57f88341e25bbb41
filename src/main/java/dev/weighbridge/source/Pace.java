package dev.weighbridge.source;

import java.util.Locale;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/**
 * How fast files may be fetched.
 *
 * @param perSecond bytes a second, from {@value #LEAST} on
 */
public record Pace(DataSize perSecond) {

    /** Slower than that, a server takes the connection for dead. */
    static final long LEAST = 16 << 10;

    /** @throws IngestionException INVALID_REQUEST if it is too slow */
    public Pace {
        if (perSecond.toBytes() < LEAST) {
            throw unreadable("is less than 16KB");
        }
    }

    /**
     * Reads {@code 20MB}, bytes a second, of {@code KB}, {@code MB} and {@code GB} of 1024 each.
     *
     * @throws IngestionException INVALID_REQUEST if it is none
     */
    public static Pace parse(String text) {
        try {
            return new Pace(DataSize.parse(text.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException | ArithmeticException unread) {
            throw unreadable("cannot be read");
        }
    }

    /**
     * The field {@code bandwidth} of a JSON object; null if there is none.
     *
     * @throws IngestionException INVALID_REQUEST if it is no such text
     */
    public static @Nullable Pace of(JsonNode object) {
        JsonNode given = object.path("bandwidth");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isString()) {
            throw unreadable("is no text");
        }
        return parse(given.stringValue());
    }

    private static IngestionException unreadable(String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read how fast to fetch: 'bandwidth' " + why + ". Give bytes a second such as 512KB or 20MB, at least 16KB.");
    }
}
