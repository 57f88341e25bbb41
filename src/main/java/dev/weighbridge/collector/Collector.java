package dev.weighbridge.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.weighbridge.queue.RecurringWork;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.Blobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes blobs that nothing refers to, and objects that no row knows. A blob is first given up in the database, so that nobody can find it any more, then
 * its object is deleted, then its row: a sweep that dies in between is finished by the next. Runs on one node at a time; calling it on several does no
 * harm.
 */
@Component
class Collector implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final int AT_ONCE = 500;

    private final Unreferenced unreferenced;

    private final Blobs blobs;

    private final BlobStore store;

    private final CollectorProperties properties;

    private final Clock clock;

    Collector(Unreferenced unreferenced, Blobs blobs, BlobStore store, CollectorProperties properties, Clock clock) {
        this.unreferenced = unreferenced;
        this.blobs = blobs;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "collector";
    }

    @Override
    public Duration interval() {
        return properties.interval();
    }

    @Override
    public void run() {
        sweep(properties.grace());
    }

    /** Removes what has been unreferenced for at least {@code grace}. */
    public Sweep sweep(Duration grace) {
        Instant before = clock.instant().minus(grace);
        giveUp(before);
        var sweep = new Sweep(deleteGivenUp(), deleteUnknown(before));
        if (sweep.blobs() + sweep.objects() > 0) {
            LOG.info("Removed {} blobs that nothing referred to and {} objects that no row knew", sweep.blobs(), sweep.objects());
        }
        return sweep;
    }

    private void giveUp(Instant before) {
        String after = "";
        List<String> candidates;
        do {
            candidates = unreferenced.candidates(before, after, AT_ONCE);
            candidates.forEach(unreferenced::giveUp);
            after = candidates.isEmpty() ? after : candidates.getLast();
        } while (candidates.size() == AT_ONCE);
    }

    private int deleteGivenUp() {
        int deleted = 0;
        List<String> givenUp;
        do {
            givenUp = blobs.givenUp(AT_ONCE);
            for (String uuid : givenUp) {
                store.delete(uuid);
                blobs.forget(uuid);
                deleted++;
            }
        } while (givenUp.size() == AT_ONCE);
        return deleted;
    }

    /** The row is always written before the object, so an object that is old and has none was left behind. */
    private int deleteUnknown(Instant before) {
        var objects = new ArrayList<String>();
        store.list(before, objects::add);
        int deleted = 0;
        for (int first = 0; first < objects.size(); first += AT_ONCE) {
            List<String> some = objects.subList(first, Math.min(first + AT_ONCE, objects.size()));
            Set<String> known = blobs.known(some);
            for (String uuid : some) {
                if (!known.contains(uuid)) {
                    store.delete(uuid);
                    deleted++;
                }
            }
        }
        return deleted;
    }
}
