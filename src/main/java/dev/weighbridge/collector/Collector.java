package dev.weighbridge.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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
public class Collector implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final int AT_ONCE = 500;

    private final Unreferenced unreferenced;

    private final Blobs blobs;

    private final BlobStore store;

    private final CollectorMeters meters;

    private final CollectorProperties properties;

    private final Clock clock;

    Collector(Rows rows, BlobStore store, CollectorMeters meters, CollectorProperties properties, Clock clock) {
        this.unreferenced = rows.unreferenced();
        this.blobs = rows.blobs();
        this.store = store;
        this.meters = meters;
        this.properties = properties;
        this.clock = clock;
    }

    /** What the database knows of blobs. */
    @Component
    record Rows(Unreferenced unreferenced, Blobs blobs) {}

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
        sweep();
    }

    /** Removes what has been unreferenced for as long as the operator lets such things lie. */
    public Sweep sweep() {
        return sweep(properties.grace());
    }

    /** Counts what {@link #sweep()} would remove now, and removes nothing. */
    public Sweep wouldRemove() {
        Sweep sweep = wouldRemove(properties.grace());
        LOG.info("Would remove {} blobs that nothing refers to and {} objects that no row knows", sweep.blobs(), sweep.objects());
        return sweep;
    }

    /** Removes what has been unreferenced for at least {@code grace}. */
    Sweep sweep(Duration grace) {
        Instant before = clock.instant().minus(grace);
        eachCandidate(before, unreferenced::giveUp);
        var sweep = new Sweep(deleteGivenUp(), eachUnknown(before, this::deleteUnknown));
        if (sweep.blobs() + sweep.objects() > 0) {
            LOG.info("Removed {} blobs that nothing referred to and {} objects that no row knew", sweep.blobs(), sweep.objects());
        }
        return sweep;
    }

    /** Counts what a sweep would remove now, and removes nothing. */
    Sweep wouldRemove(Duration grace) {
        Instant before = clock.instant().minus(grace);
        int counted = blobs.countGivenUp() + eachCandidate(before, uuid -> {});
        return new Sweep(counted, eachUnknown(before, uuid -> {}));
    }

    private int eachCandidate(Instant before, Consumer<String> blobUuids) {
        String after = "";
        int count = 0;
        List<String> candidates;
        do {
            candidates = unreferenced.candidates(before, after, AT_ONCE);
            candidates.forEach(blobUuids);
            after = candidates.isEmpty() ? after : candidates.getLast();
            count += candidates.size();
        } while (candidates.size() == AT_ONCE);
        return count;
    }

    private int deleteGivenUp() {
        int deleted = 0;
        List<String> givenUp;
        do {
            givenUp = blobs.givenUp(AT_ONCE);
            for (String uuid : givenUp) {
                store.delete(uuid);
                blobs.forget(uuid);
                meters.blob();
                deleted++;
            }
        } while (givenUp.size() == AT_ONCE);
        return deleted;
    }

    private void deleteUnknown(String uuid) {
        store.delete(uuid);
        meters.object();
    }

    /** The row is always written before the object, so an object that is old and has none was left behind. */
    private int eachUnknown(Instant before, Consumer<String> objectUuids) {
        var old = new LinkedHashSet<String>();
        store.list(before, old::add);
        List<String> objects = List.copyOf(old);
        int count = 0;
        for (int first = 0; first < objects.size(); first += AT_ONCE) {
            List<String> some = objects.subList(first, Math.min(first + AT_ONCE, objects.size()));
            Set<String> known = blobs.known(some);
            for (String uuid : some) {
                if (!known.contains(uuid)) {
                    objectUuids.accept(uuid);
                    count++;
                }
            }
        }
        return count;
    }
}
