package dev.weighbridge.inspect.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.Tensor;
import dev.weighbridge.inspect.pickle.Value.Made;
import dev.weighbridge.inspect.pickle.Value.Storage;
import dev.weighbridge.inspect.pickle.Value.TorchTensor;

/**
 * The weights in what torch loads: by the names under which they are set, of the dict that holds the weights where a checkpoint holds other things, too.
 * Tensors that share a storage count its bytes and elements once.
 */
final class StateDict {

    /** Where checkpoints keep their weights: PyTorch Lightning, timm, fairseq, DeepSpeed, Real-ESRGAN; the first that has tensors. */
    private static final List<String> HOLDERS = List.of("state_dict", "model_state_dict", "model", "module", "params_ema", "params", "net",
            "generator", "weights");

    /** What checkpoints keep beside their weights; a name that begins so. */
    private static final List<
            String> ASIDE = List.of("optim", "lr_sched", "scheduler", "scaler", "rng", "ema", "callbacks", "loops", "hyper",
                    "amp");

    /** The members of torch.nn.Module that hold its tensors; they are no part of a tensor's name. */
    private static final Set<String> OF_MODULE = Set.of("_modules", "_parameters", "_buffers");

    private static final int MAX_DEPTH = 32;

    private final List<Tensor> tensors = new ArrayList<>();

    private final Map<String, Storage> storages = new HashMap<>();

    private final Map<String, Long> counted = new HashMap<>();

    private final Set<Made> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Gathers the weights. There may be one more than {@link FileNotes#MAX_TENSORS}, then no more are looked for. */
    StateDict(Value object) {
        if (object instanceof TorchTensor tensor) {
            add("tensor", tensor);
        } else if (object instanceof Made made) {
            gather(holder(made), "", 0);
        }
    }

    private static Made holder(Made checkpoint) {
        Made holder = checkpoint;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Made inner = null;
            for (String name : HOLDERS) {
                if (inner == null && holder.members().get(name) instanceof Made made
                        && holdsTensors(made, Collections.newSetFromMap(new IdentityHashMap<>()), 0)) {
                    inner = made;
                }
            }
            boolean isWeights = holder.members().values().stream().anyMatch(TorchTensor.class::isInstance);
            if (inner == null || isWeights || inner == holder || isModule(holder)) {
                return holder;
            }
            holder = inner;
        }
        return holder;
    }

    private static boolean isModule(Made object) {
        return object.members().containsKey("_parameters");
    }

    private static boolean holdsTensors(Made made, Set<Made> seen, int depth) {
        if (depth == MAX_DEPTH || !seen.add(made)) {
            return false;
        }
        return made.members().values().stream()
                .anyMatch(value -> value instanceof TorchTensor || value instanceof Made inner && holdsTensors(inner, seen, depth + 1));
    }

    private void gather(Made made, String prefix, int depth) {
        if (depth == MAX_DEPTH || !seen.add(made)) {
            return;
        }
        for (Map.Entry<String, Value> member : made.members().entrySet()) {
            String name = member.getKey();
            if (member.getValue() instanceof TorchTensor tensor) {
                add(prefix + name, tensor);
            } else if (member.getValue() instanceof Made inner && (depth > 0 || ASIDE.stream().noneMatch(name::startsWith))) {
                gather(inner, isModule(made) && OF_MODULE.contains(name) ? prefix : prefix + name + ".", depth + 1);
            }
        }
    }

    private void add(String name, TorchTensor tensor) {
        if (tensors.size() > FileNotes.MAX_TENSORS) {
            return;
        }
        Storage storage = tensor.storage();
        storages.putIfAbsent(storage.key(), storage);
        int size = tensor.type().bytes();
        long left = storage.bytes() - counted.getOrDefault(storage.key(), 0L);
        long bytes = Math.min(tensor.elements() * size, left) / size * size;
        counted.merge(storage.key(), bytes, Long::sum);
        tensors.add(new Tensor(name, tensor.type().name(), bytes / size, bytes));
    }

    List<Tensor> tensors() {
        return tensors;
    }

    /** The storages of the weights. */
    Iterable<Storage> storages() {
        return storages.values();
    }
}
