package dev.weighbridge.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.weighbridge.manifest.Strangers;
import dev.weighbridge.queue.RecurringWork;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.Blobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes blobs that nothing refers to, and objects that no row knows, but none that a manifest names whose model this inventory does not know: the database
 * may be older than the store, or another one. A blob is first given up in the database, so that nobody can find it any more, then
 * its object is deleted, then its row: a sweep that dies in between is finished by the next. Runs on one node at a time; calling it on several does no
 * harm.
 */
@Component
public class Collector implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final int AT_ONCE = 500;

    private final Unreferenced unreferenced;

    private final Blobs blobs;

    private final Strangers strangers;

    private final BlobStore store;

    private final CollectorMeters meters;

    private final CollectorProperties properties;

    private final Clock clock;

    Collector(Rows rows, BlobStore store, CollectorMeters meters, CollectorProperties properties, Clock clock) {
        this.unreferenced = rows.unreferenced();
        this.blobs = rows.blobs();
        this.strangers = rows.strangers();
        this.store = store;
        this.meters = meters;
        this.properties = properties;
        this.clock = clock;
    }

    /** What the database knows of blobs, and what manifests know that it does not. */
    @Component
    record Rows(Unreferenced unreferenced, Blobs blobs, Strangers strangers) {}

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
        var kept = new KeptByManifests(strangers);
        eachCandidate(before, kept, unreferenced::giveUp);
        var sweep = new Sweep(deleteGivenUp(), eachUnknown(before, kept, this::deleteUnknown), kept.manifests());
        meters.unknownManifests(kept.manifests());
        if (sweep.blobs() + sweep.objects() > 0) {
            LOG.info("Removed {} blobs that nothing referred to and {} objects that no row knew", sweep.blobs(), sweep.objects());
        }
        return sweep;
    }

    /** Counts what a sweep would remove now, and removes nothing. */
    Sweep wouldRemove(Duration grace) {
        Instant before = clock.instant().minus(grace);
        var kept = new KeptByManifests(strangers);
        int counted = blobs.countGivenUp() + eachCandidate(before, kept, uuid -> {});
        return new Sweep(counted, eachUnknown(before, kept, uuid -> {}), kept.manifests());
    }

    private int eachCandidate(Instant before, KeptByManifests kept, Consumer<String> blobUuids) {
        String after = "";
        int count = 0;
        List<String> candidates;
        do {
            candidates = unreferenced.candidates(before, after, AT_ONCE);
            List<String> free = candidates.stream().filter(uuid -> !kept.keeps(uuid)).toList();
            free.forEach(blobUuids);
            after = candidates.isEmpty() ? after : candidates.getLast();
            count += free.size();
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
    private int eachUnknown(Instant before, KeptByManifests kept, Consumer<String> objectUuids) {
        var old = new LinkedHashSet<String>();
        store.list(before, old::add);
        List<String> objects = List.copyOf(old);
        int count = 0;
        for (int first = 0; first < objects.size(); first += AT_ONCE) {
            List<String> some = objects.subList(first, Math.min(first + AT_ONCE, objects.size()));
            for (String uuid : free(some, kept)) {
                objectUuids.accept(uuid);
                count++;
            }
        }
        return count;
    }

    /** Those that no row knows and no manifest keeps. A model that comes back in this moment is known to one of the two: rows are asked once more. */
    private List<String> free(List<String> objects, KeptByManifests kept) {
        List<String> free = withoutRow(objects).stream().filter(uuid -> !kept.keeps(uuid)).toList();
        return free.isEmpty() ? free : withoutRow(free);
    }

    private List<String> withoutRow(List<String> objects) {
        Set<String> known = blobs.known(objects);
        return objects.stream().filter(uuid -> !known.contains(uuid)).toList();
    }
}
