package dev.weighbridge.bulk;

import java.util.Map;

import dev.weighbridge.ingestion.IngestionState;

/**
 * How many rows of a bulk import are in which state, and how many bytes that makes.
 *
 * @param rows all of them
 * @param pending not requested yet
 * @param waiting for their source, their store or an approval
 * @param alreadyThere the inventory had them
 * @param planned by a dry run
 * @param bytesTotal of the models whose files are listed by now
 * @param bytesDone of these, fetched or found in the store
 * @param bytesToFetch what a dry run says would be fetched
 * @param bytesStored what a dry run found in the store
 */
public record BulkCounts(long rows, long pending, long queued, long running, long waiting, long paused, long succeeded, long failed,
        long cancelled, long alreadyThere, long planned, long bytesTotal, long bytesDone, long bytesToFetch, long bytesStored) {

    /** Sums over rows. */
    record Bytes(long total, long done, long toFetch, long stored) {}

    /** @param states how many rows by the name of their ingestion's state, or, without an ingestion, of their own */
    static BulkCounts of(Map<String, Long> states, Bytes bytes) {
        long all = states.values().stream().mapToLong(Long::longValue).sum();
        return new BulkCounts(all, count(states, RowState.PENDING), count(states, IngestionState.QUEUED),
                count(states, IngestionState.RUNNING),
                count(states, IngestionState.WAITING) + count(states, IngestionState.AWAITING_APPROVAL),
                count(states, IngestionState.PAUSED),
                count(states, IngestionState.SUCCEEDED), count(states, RowState.FAILED),
                count(states, RowState.CANCELLED) + count(states, RowState.REQUESTED), count(states, RowState.PRESENT),
                count(states, RowState.PLANNED), bytes.total(), bytes.done(), bytes.toFetch(), bytes.stored());
    }

    private static long count(Map<String, Long> states, Enum<?> state) {
        return states.getOrDefault(state.name(), 0L);
    }

    BulkState state(Stage stage) {
        if (stage == Stage.CANCELLED) {
            return BulkState.CANCELLED;
        }
        if (pending + queued + running + waiting + paused > 0 || stage == Stage.READING) {
            return stage == Stage.PAUSED ? BulkState.PAUSED : BulkState.RUNNING;
        }
        if (failed + cancelled == 0) {
            return BulkState.SUCCEEDED;
        }
        return succeeded + alreadyThere + planned == 0 ? BulkState.FAILED : BulkState.PARTIAL;
    }
}
