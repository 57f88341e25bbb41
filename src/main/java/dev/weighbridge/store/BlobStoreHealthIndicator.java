package dev.weighbridge.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the store answers: it is asked for an object that it cannot have. An answer counts for some seconds, because anybody may ask this node for its
 * health, and meanwhile nobody waits for the store. For many threads.
 */
@Component
final class BlobStoreHealthIndicator implements HealthIndicator {

    private static final Duration COUNTS = Duration.ofSeconds(5);

    private final BlobStore store;

    private final StoreProperties properties;

    private final Clock clock;

    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Answer last;

    BlobStoreHealthIndicator(BlobStore store, StoreProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    private record Answer(Health health, Instant at) {}

    @Override
    public Health health() {
        Answer known = last;
        if (known == null) {
            asking.lock();
        } else if (known.at().plus(COUNTS).isAfter(clock.instant()) || !asking.tryLock()) {
            return known.health();
        }
        try {
            Answer meanwhile = last;
            if (meanwhile != null && !meanwhile.equals(known)) {
                return meanwhile.health();
            }
            Health asked = ask();
            last = new Answer(asked, clock.instant());
            return asked;
        } finally {
            asking.unlock();
        }
    }

    private Health ask() {
        Health.Builder health = Health.up().withDetail("type", properties.store().type());
        try {
            var _ = store.find(ResourceUuid.random());
            store.free().ifPresent(free -> health.withDetail("freeBytes", free));
        } catch (IngestionException away) {
            health.down().withDetail("kind", away.kind()).withDetail("why", away.getMessage());
        }
        return health.build();
    }
}
