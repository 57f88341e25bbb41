package dev.weighbridge.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How fast imports move, from what was seen of them. For one thread. */
final class Rates {

    /** So many imports are remembered. */
    private static final int MOST = 2000;

    /** What the latest span counts for beside all before it: a rate follows within a few spans and does not jump. */
    private static final double LATEST = 0.3;

    private final Clock clock;

    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };

    Rates(Clock clock) {
        this.clock = clock;
    }

    private record Seen(long bytes, Instant at, @Nullable Double rate) {}

    /** Bytes for each second; null while there is nothing to compare with. */
    @Nullable
    Double of(String uuid, long bytes) {
        Instant now = clock.instant();
        Seen before = seen.get(uuid);
        if (before == null) {
            seen.put(uuid, new Seen(bytes, now, null));
            return null;
        }
        double seconds = Duration.between(before.at(), now).toMillis() / 1000.0;
        if (seconds <= 0 || bytes < before.bytes()) {
            return before.rate();
        }
        double latest = (bytes - before.bytes()) / seconds;
        double rate = before.rate() == null ? latest : LATEST * latest + (1 - LATEST) * before.rate();
        seen.put(uuid, new Seen(bytes, now, rate));
        return rate;
    }
}
