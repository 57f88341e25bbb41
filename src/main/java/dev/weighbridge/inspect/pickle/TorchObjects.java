package dev.weighbridge.inspect.pickle;

import java.util.List;

import dev.weighbridge.inspect.pickle.Value.Made;
import dev.weighbridge.inspect.pickle.Value.Named;
import dev.weighbridge.inspect.pickle.Value.Other;
import dev.weighbridge.inspect.pickle.Value.Storage;
import dev.weighbridge.inspect.pickle.Value.Text;
import dev.weighbridge.inspect.pickle.Value.TorchTensor;
import dev.weighbridge.inspect.pickle.Value.Tuple;
import dev.weighbridge.inspect.pickle.Value.Whole;
import org.jspecify.annotations.Nullable;

/** What comes of the calls that torch writes for its tensors (torch/_utils.py, torch/_tensor.py; their arguments in that order). */
final class TorchObjects {

    private static final String UTILS = "torch._utils";

    private TorchObjects() {}

    /** What comes of a call. */
    static Value made(Import function, Value arguments) {
        Tuple given = arguments instanceof Tuple tuple ? tuple : new Tuple(List.of());
        Value result = function.module().equals(UTILS) ? rebuilt(function.name(), given) : null;
        if (function.is("torch._tensor", "_rebuild_from_type_v2") && given.at(0) instanceof Named(Import inner)
                && inner.module().equals(UTILS) && given.at(2) instanceof Tuple forInner) {
            result = rebuilt(inner.name(), forInner);
        } else if (function.is("torch.nn.parameter", "Parameter") && given.at(0) instanceof TorchTensor data) {
            result = data;
        } else if (function.is("torch", "Size") && given.at(0) instanceof Tuple shape) {
            result = shape;
        }
        return result == null ? new Made(function, arguments) : result;
    }

    private static @Nullable Value rebuilt(String function, Tuple given) {
        return switch (function) {
            case "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_qtensor" -> tensor(given, null);
            case "_rebuild_tensor_v3" -> given.at(6) instanceof Named(Import type) ? tensor(given, TorchType.of(type)) : null;
            case "_rebuild_parameter", "_rebuild_parameter_with_state" -> given.at(0) instanceof TorchTensor data ? data : null;
            default -> null;
        };
    }

    private static @Nullable Value tensor(Tuple given, @Nullable TorchType type) {
        if (given.at(0) instanceof Storage storage && given.at(2) instanceof Tuple shape && shape.product() >= 0) {
            return new TorchTensor(type == null ? storage.type() : type, shape.product(), storage);
        }
        return null;
    }

    /**
     * What torch gives for a persistent id: {@code ('storage', class, key, location, elements, …)}, or {@code ('module', class, file, source)}, which is
     * the class (torch/serialization.py, persistent_load). Null for any other.
     */
    static @Nullable Value persistent(Value id) {
        if (!(id instanceof Tuple tuple) || !(tuple.at(0) instanceof Text(String kind)) || !(tuple.at(1) instanceof Named type)) {
            return null;
        }
        if (kind.equals("module")) {
            return type;
        }
        TorchType elementType = TorchType.ofStorage(type.name());
        if (!kind.equals("storage")) {
            return null;
        }
        if (elementType != null && tuple.at(2) instanceof Text(String key) && tuple.at(4) instanceof Whole(long elements) && elements >= 0
                && elements <= Long.MAX_VALUE / 64) {
            return new Storage(elementType, key, elements);
        }
        return Other.PLAIN;
    }
}
