package dev.weighbridge.pipeline;

import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.ModelFacts;

/** What stored files become: all that the steps do differently for a model and for a dataset. One for each kind. */
interface Product {

    ArtifactKind kind();

    /** Reads what the files are, and what is dangerous in them. */
    ModelFacts read(Work work, List<StoredFile> stored);

    /** Enters it in the inventory, in the caller's transaction. */
    void enter(Work work, Weighing weighing, List<StoredFile> stored);
}
