package dev.weighbridge.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.safety.SafetyPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads from the heads of the stored files what the model or dataset is, and keeps it for the commit. */
@Component
final class InspectStep implements AttemptStep {

    private static final Logger LOG = LoggerFactory.getLogger(InspectStep.class);

    private final Scales scales;

    private final IngestionFiles files;

    private final Attempts attempts;

    private final PipelineProperties properties;

    private final Failpoints failpoints;

    InspectStep(Scales scales, IngestionFiles files, Attempts attempts, PipelineProperties properties, Failpoints failpoints) {
        this.scales = scales;
        this.files = files;
        this.attempts = attempts;
        this.properties = properties;
        this.failpoints = failpoints;
    }

    /** What it weighs with. */
    @Component
    record Scales(Products products, SafetyPolicy safety, Admission admission, Clock clock) {

        Weighing weigh(Work work, List<StoredFile> stored) {
            ModelFacts facts = products.of(work).read(work, stored);
            List<SafetyFinding> dangers = safety.admit(work.named(), dangers(work, stored, facts));
            return Weighing.of(work, stored, facts, dangers, clock.instant());
        }

        /** As {@link #weigh}, of a model that is in: whatever is dangerous about it, it stays. {@code now} is when it came in. */
        Weighing weighAgain(Work work, List<StoredFile> stored, Instant now) {
            ModelFacts facts = products.of(work).read(work, stored);
            return Weighing.of(work, stored, facts, safety.shown(dangers(work, stored, facts)), now);
        }

        private static List<SafetyFinding> dangers(Work work, List<StoredFile> stored, ModelFacts facts) {
            ListingNotes notes = ListingNotes.of(work);
            List<SafetyFinding> all = new ArrayList<>(facts.dangers());
            all.addAll(notes == null ? List.of() : notes.scanned(stored));
            return all;
        }
    }

    @Override
    public void run(Attempt attempt, Work work) {
        if (work.weighing() != null) {
            return;
        }
        List<StoredFile> stored = files.stored(attempt.ingestionUuid());
        checkSize(work, stored);
        scales.admission().admitWeighed(work, stored.stream().mapToLong(StoredFile::size).sum());
        Weighing weighing = scales.weigh(work, stored);
        weighing.weighed().findings()
                .forEach(finding -> LOG.info("Found in {} (ingestion {}): {}", work.named(), work.ingestionUuid(), finding));
        attempts.weighed(attempt, weighing.toJson());
        failpoints.reached(Failpoint.INSPECTED);
    }

    private void checkSize(Work work, List<StoredFile> stored) {
        String difference = Weighing.sizeDifference(work, stored.stream().mapToLong(StoredFile::size).sum());
        if (properties.checkSize() && difference != null) {
            throw new IngestionException(FailureKind.SIZE_MISMATCH,
                    "Could not add " + work.named() + ": " + difference + ". Correct the size, or leave it out.");
        }
    }
}
