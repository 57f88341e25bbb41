package dev.weighbridge.pipeline;

import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.NewDataset;
import org.springframework.stereotype.Component;

/** A dataset: its files are looked at for dangers, and for nothing else. */
@Component
record DatasetProduct(Inspection inspection, Datasets datasets) implements Product {

    @Override
    public ArtifactKind kind() {
        return ArtifactKind.DATASET;
    }

    @Override
    public ModelFacts read(Work work, List<StoredFile> stored) {
        return inspection.ofDangers(stored);
    }

    @Override
    public void enter(Work work, Weighing weighing, List<StoredFile> stored) {
        PinnedRevision pinned = work.pinned();
        String revision = pinned == null ? null : pinned.revision();
        datasets.add(new NewDataset(work.modelUuid(), work.accountUuid(), work.makes().system(), work.given(), revision, weighing.weighed(),
                stored));
    }
}
