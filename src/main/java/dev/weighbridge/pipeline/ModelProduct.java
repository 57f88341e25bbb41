package dev.weighbridge.pipeline;

import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import org.springframework.stereotype.Component;

/** A model: read for all that its files say of it. */
@Component
record ModelProduct(Inspection inspection, Inventory inventory) implements Product {

    private static final String ADDED_BY_A_PERSON = "Custom";

    private static final String OF_THE_PLATFORM = "System";

    @Override
    public ArtifactKind kind() {
        return ArtifactKind.MODEL;
    }

    @Override
    public ModelFacts read(Work work, List<StoredFile> stored) {
        return inspection.of(work, stored);
    }

    @Override
    public void enter(Work work, Weighing weighing, List<StoredFile> stored) {
        String type = work.makes().system() ? OF_THE_PLATFORM : ADDED_BY_A_PERSON;
        inventory.add(new NewModel(work.modelUuid(), work.accountUuid(), type, work.given(), weighing.weighed(), stored));
    }
}
