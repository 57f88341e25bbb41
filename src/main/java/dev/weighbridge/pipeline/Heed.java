package dev.weighbridge.pipeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.source.TolledSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Looks every other second whether an attempt's bytes are still wanted, so that nobody who asks a slow import to stop waits for its next part. */
final class Heed implements TolledSource.Toll {

    private static final Logger LOG = LoggerFactory.getLogger(Heed.class);

    private static final long EVERY = Duration.ofSeconds(2).toNanos();

    private final Fence fence;

    private final Attempt attempt;

    private final AtomicLong looked = new AtomicLong(System.nanoTime());

    Heed(Fence fence, Attempt attempt) {
        this.fence = fence;
        this.attempt = attempt;
    }

    @Override
    public void pay(int bytes) {
        long now = System.nanoTime();
        long last = looked.get();
        if (now - last > EVERY && looked.compareAndSet(last, now)) {
            look();
        }
    }

    /** A database that is away is for the next checkpoint to find out: it may be back by then. */
    private void look() {
        try {
            fence.look(attempt);
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("Could not look whether {} is still wanted", attempt, away);
        }
    }
}
