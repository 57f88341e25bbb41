package dev.weighbridge.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelChanges;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads again from a committed model's stored bytes what it is, as this release reads it, and puts that in the place of what was read before. What somebody
 * gave stays. No byte is fetched and none is moved. A model that the safety policy would not let in any more stays, with the danger shown: taking it away is
 * for a person to decide.
 */
@Component
final class Rederiving {

    private final Inventory inventory;

    private final Attempts attempts;

    private final InspectStep.Scales scales;

    private final ModelCenters centers;

    private final Writing writing;

    Rederiving(Inventory inventory, Attempts attempts, InspectStep.Scales scales, ModelCenters centers, Writing writing) {
        this.inventory = inventory;
        this.attempts = attempts;
        this.centers = centers;
        this.scales = scales;
        this.writing = writing;
    }

    /** Writes it down. */
    @Component
    record Writing(TransactionTemplate transaction, ModelChanges changes, WorkQueue queue) {

        boolean write(String modelUuid, WeighedModel weighed) {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                boolean there = changes.weighAgain(modelUuid, weighed);
                if (there) {
                    queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), modelUuid);
                }
                return there;
            }));
        }
    }

    /** @throws IngestionException NOT_FOUND if the model is gone, MALFORMED_ARTIFACT, STORE_UNAVAILABLE. The model is as it was then */
    void derive(String modelUuid) {
        Model model = inventory.find(modelUuid).orElseThrow(() -> gone(modelUuid));
        List<StoredFile> files = inventory.files(modelUuid);
        Weighing weighing = scales.weighAgain(work(model), files, model.getCreateDate());
        if (!writing.write(modelUuid, withTheSameVersion(weighing.weighed(), model))) {
            throw gone(modelUuid);
        }
    }

    /** What came in, without what an update may have given since: that is kept beside the model. */
    private Work work(Model model) {
        Optional<Work> imported = attempts.workThatMade(model.getUuid());
        GivenFields given = imported.map(Work::given).orElseGet(() -> of(model));
        var known = new PinnedRevision(null, null, model.getSourceTime(), null);
        return new Work(imported.map(Work::ingestionUuid).orElse(""), model.getAccountUuid(),
                imported.map(Work::origin).orElse(Origin.API), Makes.MODEL, withoutEither(given, model), null, model.getUuid(), "", 0, 0,
                imported.map(Work::pinned).orElse(known), null, model.getCreateDate());
    }

    private static GivenFields of(Model model) {
        return new GivenFields(model.getName(), model.getInstallPath(), model.getModelCenterUuid(), null, null, null, null, null,
                model.getSize() == model.getArtifactSizeBytes() ? null : Long.valueOf(model.getSize()), model.getVersion(), null, null,
                null,
                model.getModelId(), null, null, null, null, null, null, null);
    }

    /** A model outlives the centre that it came in by if it was moved to another. */
    private GivenFields withoutEither(GivenFields given, Model model) {
        String center = centers.find(given.modelCenterUuid()).isPresent() ? given.modelCenterUuid() : model.getModelCenterUuid();
        return new GivenFields(given.name(), given.installPath(), center, null, null, null, null, null, given.size(),
                given.version(), null, null, null, given.modelId(), null, null, null, null, null, null, null);
    }

    /** A pseudo-version of what has no time of its own names the moment of the import, which is not kept anywhere else. */
    private WeighedModel withTheSameVersion(WeighedModel weighed, Model model) {
        List<Derivation> before = inventory.derivations(model.getUuid());
        Derivation old = version(before);
        Derivation now = version(weighed.derivations());
        if (old == null || now == null || weighed.sourceTime() != null || !old.rule().equals(now.rule())
                || !old.value().startsWith("0.0.0-")) {
            return weighed;
        }
        List<Derivation> all = new ArrayList<>(weighed.derivations());
        all.set(all.indexOf(now), old);
        return new WeighedModel(weighed.artifactChecksum(), weighed.artifactSizeBytes(), old.value(), null, all, weighed.findings(),
                weighed.dangers());
    }

    private static @Nullable Derivation version(List<Derivation> derivations) {
        return derivations.stream().filter(one -> one.field().equals("versionSemver")).findFirst().orElse(null);
    }

    private static IngestionException gone(String modelUuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not read the model " + modelUuid + " again: it was deleted. Add it again if it is needed.");
    }
}
