package dev.weighbridge.inspect.pickle;

import java.util.List;
import java.util.Set;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightShelf;
import org.jspecify.annotations.Nullable;

/** The files of a model that torch loads. Indexes of PyTorch files are looked at only if there is such a file: they often stay where the files do not. */
public final class PyTorchShelf {

    /** What a trainer leaves beside the weights (transformers/trainer.py: OPTIMIZER_NAME, SCHEDULER_NAME, TRAINING_ARGS_NAME, SCALER_NAME). */
    private static final Set<String> NO_WEIGHTS = Set.of("optimizer.pt", "optimizer.bin", "scheduler.pt", "training_args.bin", "scaler.pt",
            "rng_state.pth");

    private final ModelFolder folder;

    private final FactSheet sheet;

    private @Nullable WeightShelf shelf;

    public PyTorchShelf(ModelFolder folder, FactSheet sheet) {
        this.folder = folder;
        this.sheet = sheet;
    }

    /** @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT as {@link WeightShelf} does */
    public void add(OpenFile file, List<Tensor> tensors) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        if (tensors.isEmpty() || NO_WEIGHTS.contains(name) || name.startsWith("rng_state_")) {
            return;
        }
        if (shelf == null) {
            shelf = new WeightShelf("pytorch_model.bin", "adapter_model.bin", folder, sheet);
        }
        shelf.add(file, tensors);
    }

    /** The set that is loaded, or null if there is none or it is unknown, then with a finding. */
    public @Nullable WeightSet chosen() {
        return shelf == null ? null : shelf.chosen();
    }
}
