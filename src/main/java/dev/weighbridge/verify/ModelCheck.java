package dev.weighbridge.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.weighbridge.inventory.ModelBlobs;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.WeighedBlob;
import dev.weighbridge.transfer.BlobCheck;
import dev.weighbridge.transfer.CheckedBlob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Goes through a model's blobs in the order of their uuids, and repairs those that are damaged. For many threads. */
@Component
class ModelCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCheck.class);

    private static final int AT_ONCE = 500;

    /** How many paths of a blob's files a finding names. */
    private static final int PATHS = 20;

    private final ModelBlobs models;

    private final Blobs blobs;

    private final BlobCheck check;

    private final Repair repair;

    private final Outcome outcome;

    ModelCheck(ModelBlobs models, Blobs blobs, BlobCheck check, Repair repair, Outcome outcome) {
        this.models = models;
        this.blobs = blobs;
        this.check = check;
        this.repair = repair;
        this.outcome = outcome;
    }

    /** Where it is written down. */
    @Component
    record Outcome(Verdict verdict, VerifyMeters meters) {}

    /**
     * Goes on from where {@code watch} is. When it returns, every blob was looked at.
     *
     * @throws dev.weighbridge.artifact.IngestionException STORE_UNAVAILABLE
     * @throws TurnOverException if this turn may not go on
     * @throws InterruptedException when the node shuts down
     */
    void run(Verification verification, TurnWatch watch) throws InterruptedException {
        watch.keep();
        String model = verification.modelUuid();
        for (List<String> some = next(model, watch); !some.isEmpty(); some = next(model, watch)) {
            Set<String> own = outcome.verdict().written(watch.turn(), watch.progress());
            for (String blob : some) {
                if (own.contains(blob)) {
                    watch.move(watch.progress().passed(blob));
                } else {
                    look(verification, blob, watch);
                }
            }
        }
        watch.keep();
    }

    private List<String> next(String modelUuid, TurnWatch watch) {
        return models.of(modelUuid, watch.progress().afterBlob(), AT_ONCE);
    }

    private void look(Verification verification, String blobUuid, TurnWatch watch) throws InterruptedException {
        boolean settled = false;
        while (!settled) {
            Optional<WeighedBlob> blob = blobs.weighed(blobUuid);
            if (blob.isEmpty()) {
                watch.move(watch.progress().passed(blobUuid));
                return;
            }
            watch.reads(blobUuid);
            CheckedBlob checked = check.check(blob.get(), watch.progress().pointIn(blobUuid), watch);
            settled = checked.isIntact() ? intact(blob.get(), watch) : damaged(verification, checked, watch);
        }
    }

    private boolean intact(WeighedBlob blob, TurnWatch watch) throws InterruptedException {
        Progress next = watch.progress().intact(blob.uuid(), blob.size());
        if (blob.ready()) {
            watch.move(next);
        } else {
            outcome.verdict().sound(watch.turn(), next, blob.uuid());
            watch.kept(next);
        }
        outcome.meters().intact();
        return true;
    }

    /** False if the blob is to be looked at again, because it was replaced meanwhile. */
    private boolean damaged(Verification verification, CheckedBlob checked, TurnWatch watch) throws InterruptedException {
        watch.keep();
        WeighedBlob blob = checked.expected();
        if (blobs.weighed(blob.uuid()).isEmpty()) {
            return false;
        }
        ModelBlobs.Files files = models.files(verification.modelUuid(), blob.uuid(), PATHS);
        if (files.count() == 0) {
            watch.move(watch.progress().passed(blob.uuid()));
            return true;
        }
        LOG.warn("The blob {} of model {} ('{}'{}) is damaged: {}", blob.uuid(), verification.modelUuid(), files.paths().getFirst(),
                files.count() == 1 ? "" : " and " + (files.count() - 1) + " more files", Findings.found(checked));
        Mended mended = repair.mend(checked, verification.accountUuid(), watch);
        Finding finding = Findings.of(checked, files, mended);
        boolean isRepaired = !(mended instanceof Mended.Not);
        Progress next = watch.progress().damaged(blob.uuid(), blob.size(), isRepaired);
        boolean written = isRepaired ? outcome.verdict().repaired(watch.turn(), next, blob, mended, finding)
                : outcome.verdict().notRepaired(watch.turn(), next, finding);
        if (written) {
            watch.kept(next);
            outcome.meters().damaged(isRepaired);
            LOG.info("{}", finding.message());
        }
        return written;
    }
}
