package dev.weighbridge.front;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weighbridge.net.AddressRange;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often a client may ask: a bucket of a minute's requests that fills evenly. Kept in this node's memory, so behind a balancer a client may ask each node
 * that often. An IPv6 client is its /64, because it has all addresses in it. For many threads.
 */
@Component
class RateLimits {

    private static final String PROPERTY = "weighbridge.http.rate-limit-exempt";

    /** Beyond these the buckets are forgotten of those who asked least, which fills them; each has some hundred bytes. */
    private static final int MOST_CLIENTS = 100_000;

    /** After that a bucket is full again anyway. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private static final int NETWORK_BYTES = 8;

    private final int perMinute;

    private final List<AddressRange> exempt;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(MOST_CLIENTS).expireAfterAccess(FORGOTTEN).build();

    private final TimeMeter time;

    RateLimits(FrontProperties properties, Clock clock) {
        this.perMinute = properties.requestsPerMinute();
        this.exempt = properties.rateLimitExempt().stream().map(block -> AddressRange.parse(PROPERTY, block)).toList();
        this.time = new ClockMeter(clock);
    }

    /**
     * Counts a request.
     *
     * @param client its address, as text
     * @return null if it may pass, else when the client may ask again
     */
    @Nullable
    Duration wait(String client) {
        InetAddress address = literal(client);
        if (perMinute == 0 || address != null && exempt.stream().anyMatch(block -> block.contains(address))) {
            return null;
        }
        ConsumptionProbe probe = buckets.get(key(address), any -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket full() {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1))).build();
    }

    private static @Nullable InetAddress literal(String client) {
        try {
            return InetAddress.ofLiteral(client.replaceFirst("%.*", ""));
        } catch (IllegalArgumentException onlyAProxySaysThat) {
            return null;
        }
    }

    /** All whose address cannot be read share one. */
    private static String key(@Nullable InetAddress address) {
        if (address instanceof Inet6Address six) {
            return Arrays.toString(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
        }
        return address == null ? "" : address.getHostAddress();
    }

    private static final class ClockMeter implements TimeMeter {

        private final Clock clock;

        ClockMeter(Clock clock) {
            this.clock = clock;
        }

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
