package dev.weighbridge.inspect.graph;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;

/** Notes the tensors of a file, as long as there are not too many, and none is larger than can be true: their sum stays a long. */
public final class TensorList {

    /** Far beyond the largest tensors, and 250,000 of them together still fit into a long. */
    private static final long MOST = 1L << 44;

    private final OpenFile file;

    private final FileNotes notes;

    public TensorList(OpenFile file, FileNotes notes) {
        this.file = file;
        this.notes = notes;
    }

    /**
     * @param place where in the file the tensor is described
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if it is one too many, or too large
     */
    public void add(Tensor tensor, long place) {
        if (tensor.elements() > MOST || tensor.bytes() > MOST) {
            throw file.malformed("tensor " + OpenFile.shown(tensor.name()) + " is too large to be true", place);
        }
        if (notes.tensors().size() == FileNotes.MAX_TENSORS) {
            throw file.malformed("there are more than " + FileNotes.MAX_TENSORS + " tensors", place);
        }
        notes.tensor(tensor);
    }
}
