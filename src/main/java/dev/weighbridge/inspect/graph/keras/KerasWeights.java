package dev.weighbridge.inspect.graph.keras;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.graph.hdf.HdfDataset;
import dev.weighbridge.inspect.graph.hdf.HdfFile;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;

/** The datasets of a file as a model's tensors: all but the optimizer's, which nobody loads to use the model. */
final class KerasWeights {

    private KerasWeights() {}

    /** @param shown what the file is called in sentences */
    static void note(HdfFile hdf, TensorList tensors, FileNotes notes, String shown) {
        for (HdfDataset dataset : hdf.datasets()) {
            if (!dataset.path().startsWith("optimizer/") && !dataset.path().startsWith("optimizer_weights/")) {
                tensors.add(new Tensor(dataset.path(), dataset.dtype(), dataset.elements(), dataset.bytes()), dataset.place());
            }
        }
        for (String path : hdf.elsewhere()) {
            notes.warn(SafetyKind.DISGUISED,
                    OpenFile.shown(path) + " in " + shown + " takes its bytes from another file: who loads it reads that.");
        }
        if (!hdf.isFollowed()) {
            notes.find("Some groups in " + shown + " are kept in a way that is not looked into; their tensors are not counted.");
        }
    }
}
