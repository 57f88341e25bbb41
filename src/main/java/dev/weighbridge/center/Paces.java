package dev.weighbridge.center;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.weighbridge.queue.Nodes;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.Pace;
import dev.weighbridge.source.TolledSource;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import org.springframework.stereotype.Component;

/**
 * Holds fetches to their bandwidth. Those of one account from one centre at one pace share it, however many imports there are: so a policy has one, whatever
 * runs. Each node takes its part: the pace by the number of workers that live, looked up anew every ten seconds. For many threads.
 */
@Component
class Paces {

    private static final int STRETCH = 16 << 10;

    private static final Duration COUNTED = Duration.ofSeconds(10);

    /** A bucket that nobody has drunk from for so long is full. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private final Cache<Shared, Bucket> buckets = Caffeine.newBuilder().expireAfterAccess(FORGOTTEN).build();

    private final LoadingCache<Class<?>, Integer> workers;

    Paces(Nodes nodes) {
        workers = Caffeine.newBuilder().refreshAfterWrite(COUNTED).build(any -> Math.max(1, nodes.workers()));
    }

    /** @param centerUuid where from, together with the account who shares it */
    record Shared(String accountUuid, String centerUuid, Pace pace) {}

    /** The source, held to the pace. */
    ModelSource paced(ModelSource source, Shared shared) {
        return new TolledSource(source, new Due(shared));
    }

    /** Waits until what was read was due. Each file comes by one connection, so that what waits holds few buffers. */
    private final class Due implements TolledSource.Toll {

        private final Shared shared;

        Due(Shared shared) {
            this.shared = shared;
        }

        @Override
        public void pay(int bytes) throws InterruptedException {
            var bucket = buckets.get(shared, Paces::full).asBlocking();
            // Each byte costs as much as there are nodes that may fetch some.
            for (int part = workers.get(Paces.class); part > 0; part--) {
                bucket.consume(bytes, BlockingStrategy.PARKING);
            }
        }

        /** More would come in jumps. */
        @Override
        public int most() {
            return STRETCH;
        }

        @Override
        public boolean byOneConnection() {
            return true;
        }
    }

    /** A second's bytes may come at once, and no more. */
    private static Bucket full(Shared shared) {
        long perSecond = shared.pace().perSecond().toBytes();
        return Bucket.builder().addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1))).build();
    }
}
