package dev.weighbridge.source;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a file lies: in a folder of its own, or in one that holds another form of what lies above it.
 *
 * @param folder whose weights these are, without a slash at its end
 * @param format what the folder below it says, or null if it says nothing
 * @param rest the path below that folder
 */
record WeightPlace(String folder, @Nullable WeightFormat format, String rest) {

    /** Folders that are another form of their parent, as optimum, sentence-transformers, Meta, Apple and OpenAI name them. */
    private static final Map<String, WeightFormat> FORMS = Map.ofEntries(
            Map.entry("onnx", WeightFormat.ONNX), Map.entry("openvino", WeightFormat.OPENVINO),
            Map.entry("original", WeightFormat.ORIGINAL),
            Map.entry("coreml", WeightFormat.COREML), Map.entry("tflite", WeightFormat.TFLITE), Map.entry("gguf", WeightFormat.GGUF),
            Map.entry("flax", WeightFormat.FLAX), Map.entry("tf", WeightFormat.TENSORFLOW),
            Map.entry("tensorflow", WeightFormat.TENSORFLOW),
            Map.entry("saved_model", WeightFormat.TENSORFLOW), Map.entry("metal", WeightFormat.METAL));

    static WeightPlace of(String path) {
        int begin = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', begin)) {
            WeightFormat format = form(path.substring(begin, slash).toLowerCase(Locale.ROOT));
            if (format != null) {
                return new WeightPlace(path.substring(0, Math.max(0, begin - 1)), format, path.substring(slash + 1));
            }
            begin = slash + 1;
        }
        return own(path);
    }

    /** The place of a file whose folder's name is not looked at. */
    static WeightPlace own(String path) {
        int slash = path.lastIndexOf('/');
        return new WeightPlace(path.substring(0, Math.max(0, slash)), null, path.substring(slash + 1));
    }

    private static @Nullable WeightFormat form(String folder) {
        return folder.endsWith(".mlpackage") || folder.endsWith(".mlmodelc") ? WeightFormat.COREML : FORMS.get(folder);
    }

    /** A path without its last segment. */
    static String folderOf(String path) {
        return own(path).folder();
    }

    /** What follows the name's last dot, in lower case; empty if there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
