package dev.weighbridge.inspect.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What would lie on the unpickler's stack, as far as it matters. Values refer to one another and are never copied, compared or written out whole: they may be cyclic. */
sealed interface Value {

    /** Whatever else; only what it is not matters. */
    enum Other implements Value {
        /** None, a list, bytes, a number with a point: nothing that can be called. */
        PLAIN,
        /** What came of something that could not be followed. */
        UNKNOWN,
        /** The number with which a file of torch's old format begins (torch/serialization.py, MAGIC_NUMBER). */
        TORCH_MAGIC
    }

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    /** A name that was looked up: a function, a class, anything. */
    record Named(Import name) implements Value {}

    record Storage(TorchType type, String key, long elements) implements Value {

        long bytes() {
            return elements * type.bytes();
        }
    }

    /** @param elements the product of its shape */
    record TorchTensor(TorchType type, long elements, Storage storage) implements Value {}

    /** The first of its items. */
    final class Tuple implements Value {

        private static final int KEPT = 16;

        private final List<Value> items;

        private final int length;

        Tuple(List<Value> items) {
            this.items = List.copyOf(items.subList(0, Math.min(items.size(), KEPT)));
            this.length = items.size();
        }

        int length() {
            return length;
        }

        Value at(int index) {
            return index < items.size() ? items.get(index) : Other.UNKNOWN;
        }

        /** The product of its items, if they are whole numbers from 0 on; else -1. */
        long product() {
            long product = 1;
            for (int i = 0; i < length; i++) {
                if (!(at(i) instanceof Whole(long number)) || number < 0 || number > 0 && product > Long.MAX_VALUE / 64 / number) {
                    return -1;
                }
                product *= number;
            }
            return product;
        }
    }

    /** A dict, or an object with what was set in it. Only members with short names are kept. */
    final class Made implements Value {

        private final @Nullable Import type;

        private final Value arguments;

        private @Nullable Map<String, Value> members;

        Made(@Nullable Import type, Value arguments) {
            this.type = type;
            this.arguments = arguments;
        }

        /** What it was made by; null for a plain dict. */
        @Nullable
        Import type() {
            return type;
        }

        Value arguments() {
            return arguments;
        }

        Map<String, Value> members() {
            return members == null ? Map.of() : Collections.unmodifiableMap(members);
        }

        /** Takes over all members of the state of an object: its {@code __dict__}, or a pair of that and its slots. */
        List<Map.Entry<String, Value>> stateOf(Value state) {
            List<Map.Entry<String, Value>> found = new ArrayList<>();
            if (state instanceof Made dict) {
                found.addAll(dict.members().entrySet());
            } else if (state instanceof Tuple pair && pair.length() == 2) {
                found.addAll(stateOf(pair.at(0)));
                found.addAll(stateOf(pair.at(1)));
            }
            return found;
        }

        void set(String name, Value value) {
            if (members == null) {
                members = new LinkedHashMap<>();
            }
            members.put(name, value);
        }
    }
}
