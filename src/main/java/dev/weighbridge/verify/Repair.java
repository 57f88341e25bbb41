package dev.weighbridge.verify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.PartSums;
import dev.weighbridge.store.WeighedBlob;
import dev.weighbridge.transfer.BlobCheck;
import dev.weighbridge.transfer.BlobRepair;
import dev.weighbridge.transfer.CheckedBlob;
import dev.weighbridge.transfer.RepairOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gets a damaged blob's bytes back: from another blob that has them, else from where they came from. */
@Component
class Repair {

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private static final String OR_ANEW = ", or import the model anew: the damaged blob is not used for it.";

    private static final String NOWHERE = "nothing tells any more where it came from. Import the model anew, for which the damaged blob is "
            + "not used, and verify this one again.";

    private final BlobPlaces places;

    private final BlobCheck check;

    private final BlobRepair repair;

    private final Entries entries;

    Repair(BlobPlaces places, BlobCheck check, BlobRepair repair, Entries entries) {
        this.places = places;
        this.check = check;
        this.repair = repair;
        this.entries = entries;
    }

    /** Enters fresh blobs before their first byte. */
    @Component
    record Entries(TransactionTemplate transaction, Turns turns, Blobs blobs) {

        String intend(TurnWatch watch) {
            String fresh = ResourceUuid.random();
            Progress next = watch.progress().writes(fresh);
            transaction.executeWithoutResult(status -> {
                turns.save(watch.turn(), next);
                blobs.intend(List.of(fresh));
            });
            watch.kept(next);
            return fresh;
        }
    }

    /**
     * Repairs a blob; references are the caller's to move.
     *
     * @param accountUuid whose model it is
     * @throws IngestionException STORE_UNAVAILABLE, and nothing else: what a source says is in the result
     */
    Mended mend(CheckedBlob damaged, String accountUuid, TurnWatch watch) throws InterruptedException {
        Optional<Mended> twin = twin(damaged.expected(), watch);
        if (twin.isPresent()) {
            return twin.get();
        }
        String why = null;
        for (BlobPlaces.Place place : places.of(damaged.expected().uuid(), accountUuid)) {
            try {
                return fetched(damaged, place, watch);
            } catch (IngestionException failed) {
                if (failed.kind() == FailureKind.STORE_UNAVAILABLE) {
                    throw failed;
                }
                LOG.info("The blob {} is not repaired from {}: {}", damaged.expected().uuid(), place.shown(), failed.getMessage());
                why = why == null ? why(place.shown(), failed.kind()) : why;
            }
        }
        return new Mended.Not(why == null ? NOWHERE : why);
    }

    /** A blob that was damaged before: its model may have been imported anew meanwhile. */
    private Optional<Mended> twin(WeighedBlob blob, TurnWatch watch) throws InterruptedException {
        Optional<WeighedBlob> twin = blob.ready() ? Optional.empty()
                : entries.blobs().ready(blob.sha256()).flatMap(entries.blobs()::weighed);
        if (twin.isEmpty()) {
            return Optional.empty();
        }
        boolean intact = check.check(twin.get(), null, (bytes, point) -> watch.read(bytes, null)).isIntact();
        return intact ? Optional.of(new Mended.Elsewhere(twin.get().uuid(), "The same bytes had been imported again meanwhile."))
                : Optional.empty();
    }

    private Mended fetched(CheckedBlob damaged, BlobPlaces.Place place, TurnWatch watch) throws InterruptedException {
        try {
            return written(damaged, place, watch);
        } catch (IngestionException changed) {
            if (changed.kind() != FailureKind.SOURCE_CHANGED) {
                throw changed;
            }
            BlobPlaces.Place now = BlobPlaces.asListedNow(place, damaged.expected()).filter(listed -> !listed.file().equals(place.file()))
                    .orElseThrow(() -> changed);
            return written(damaged, now, watch);
        }
    }

    private Mended written(CheckedBlob damaged, BlobPlaces.Place place, TurnWatch watch) throws InterruptedException {
        String fresh = entries.intend(watch);
        long before = watch.progress().counts().bytesFetched();
        PartSums sums = repair.write(new RepairOrder(damaged, place.source(), place.file(), place.access()), fresh, watch);
        long fetched = watch.progress().counts().bytesFetched() - before;
        return new Mended.Anew(fresh, sums, "Fetched " + fetched + " of " + damaged.expected().size() + " bytes again from "
                + place.shown() + parts(damaged.damagedParts(), fetched) + ".");
    }

    private static String parts(@Nullable List<Integer> damaged, long fetched) {
        if (damaged == null || damaged.isEmpty() || damaged.size() > 20 || fetched == 0) {
            return "";
        }
        return " (part " + damaged.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** Why, and what to do. */
    private static String why(String at, FailureKind kind) {
        return switch (kind) {
            case SOURCE_NOT_FOUND -> "its source has it no more (" + at + "). Put the file back and verify the model again" + OR_ANEW;
            case SOURCE_CHANGED, DIGEST_MISMATCH, SIZE_MISMATCH ->
                    "its source has other bytes now (" + at + "). Put the file back and verify the model again" + OR_ANEW;
            case SOURCE_DENIED, SOURCE_GATED, SOURCE_NOT_ALLOWED -> "its source may not be read (" + at
                    + "); the token of a single request is not kept. Give the model centre one and verify the model again" + OR_ANEW;
            case SOURCE_UNAVAILABLE, SOURCE_RATE_LIMITED ->
                    "its source does not answer (" + at + "). Verify the model again when it does" + OR_ANEW;
            case STORE_FULL -> "the store is full. Free space or let the collector run, and verify the model again.";
            default -> "its source could not be read (" + at + "). See the node's log, and verify the model again" + OR_ANEW;
        };
    }
}
