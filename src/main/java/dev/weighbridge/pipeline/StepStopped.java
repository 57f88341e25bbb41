package dev.weighbridge.pipeline;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.FencedException;
import dev.weighbridge.ingestion.WishException;
import org.springframework.batch.core.job.JobInterruptedException;

/**
 * Carries a step's failure out of Spring Batch, which keeps 2,500 characters of what it sees in its tables and its log: so it sees a sentence without
 * secrets, no cause and no stack trace. Unchecked, because Spring Batch 6.0.6 swallows a checked exception of a tasklet and calls it again, for ever. The handler, which alone decides what the failure means, finds the whole of it here.
 */
final class StepStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Exception failure;

    StepStopped(Exception failure) {
        super(sentence(failure), isNoFault(failure) ? new JobInterruptedException(sentence(failure)) : null, false, false);
        this.failure = failure;
    }

    /** By its cause Spring Batch sees that a step was stopped, not broken: it then says so calmly, and sets STOPPED. */
    private static boolean isNoFault(Exception failure) {
        return failure instanceof InterruptedException || failure instanceof LaneChange || failure instanceof WishException
                || failure instanceof FencedException;
    }

    Exception failure() {
        return failure;
    }

    private static String sentence(Exception failure) {
        return failure instanceof IngestionException known ? known.kind() + ": " + known.getMessage() : failure.getClass().getSimpleName();
    }
}
