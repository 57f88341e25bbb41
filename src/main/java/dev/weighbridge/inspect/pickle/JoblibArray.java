package dev.weighbridge.inspect.pickle;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.pickle.Value.Made;
import dev.weighbridge.inspect.pickle.Value.Other;
import dev.weighbridge.inspect.pickle.Value.Text;
import dev.weighbridge.inspect.pickle.Value.Tuple;
import dev.weighbridge.inspect.pickle.Value.Whole;

/**
 * The array that joblib writes behind a {@code NumpyArrayWrapper}: since 1.1 a byte that says how much padding follows and the padding, then the elements;
 * of objects another pickle (joblib/numpy_pickle.py, NumpyArrayWrapper.read_array).
 */
final class JoblibArray {

    private static final Pattern PLAIN_TYPE = Pattern.compile("[biufcmMSUV](?<size>[0-9]{1,9})");

    private JoblibArray() {}

    static boolean isOne(Made object) {
        Import type = object.type();
        return type != null && type.is("joblib.numpy_pickle", "NumpyArrayWrapper");
    }

    static boolean holdsObjects(Made wrapper) {
        return typeName(wrapper).startsWith("O");
    }

    static void skip(Made wrapper, PickleBytes bytes) {
        Map<String, Value> members = wrapper.members();
        Matcher type = PLAIN_TYPE.matcher(typeName(wrapper));
        long count = members.get("shape") instanceof Tuple shape ? shape.product() : -1;
        if (!type.matches() || count < 0) {
            throw BrokenPickle.limit("has an array of joblib whose size cannot be told");
        }
        if (members.get("numpy_array_alignment_bytes") instanceof Whole) {
            bytes.skip(bytes.u8());
        }
        int size = Integer.parseInt(type.group("size")) * (type.group().startsWith("U") ? 4 : 1);
        bytes.skip(Math.clamp(count, 0, Long.MAX_VALUE / Math.max(1, size)) * size);
    }

    /** As {@code numpy.dtype} is called with, such as {@code f8}. */
    private static String typeName(Made wrapper) {
        Value type = wrapper.members().getOrDefault("dtype", Other.UNKNOWN);
        return type instanceof Made made && made.arguments() instanceof Tuple given && given.at(0) instanceof Text(String name) ? name : "";
    }
}
