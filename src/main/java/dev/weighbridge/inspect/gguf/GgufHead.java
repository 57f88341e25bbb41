package dev.weighbridge.inspect.gguf;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.weights.WeightTally;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the tensors' bytes of a GGUF file.
 *
 * @param path of the file
 * @param isBigEndian whether its numbers, and so its tensors, are big-endian
 * @param texts the string values of interest by key
 * @param numbers the whole-number values of interest by key, booleans as 0 and 1; how many tokens there are as {@code tokenizer.ggml.tokens.length}
 * @param lists the short lists of whole numbers or booleans by key, one for each layer as a rule
 * @param tensors how many tensors it has
 * @param tally of these tensors
 */
public record GgufHead(String path, boolean isBigEndian, Map<String, String> texts, Map<String, Long> numbers,
        Map<String, List<Long>> lists, long tensors, WeightTally tally) {

    /** {@code llama_ftype} of llama.cpp include/llama.h, as far as gguf.md lists it, and BF16. */
    private static final Map<Long, String> FILE_TYPES = Map.ofEntries(Map.entry(0L, "ALL_F32"), Map.entry(1L, "MOSTLY_F16"),
            Map.entry(2L, "MOSTLY_Q4_0"),
            Map.entry(3L, "MOSTLY_Q4_1"), Map.entry(4L, "MOSTLY_Q4_1_SOME_F16"), Map.entry(7L, "MOSTLY_Q8_0"), Map.entry(8L, "MOSTLY_Q5_0"),
            Map.entry(9L, "MOSTLY_Q5_1"), Map.entry(10L, "MOSTLY_Q2_K"), Map.entry(11L, "MOSTLY_Q3_K_S"), Map.entry(12L, "MOSTLY_Q3_K_M"),
            Map.entry(13L, "MOSTLY_Q3_K_L"), Map.entry(14L, "MOSTLY_Q4_K_S"), Map.entry(15L, "MOSTLY_Q4_K_M"),
            Map.entry(16L, "MOSTLY_Q5_K_S"),
            Map.entry(17L, "MOSTLY_Q5_K_M"), Map.entry(18L, "MOSTLY_Q6_K"), Map.entry(32L, "MOSTLY_BF16"));

    /** Whether it is a model of its own: not a projector, draft head, adapter, or vocabulary. */
    public boolean isModel() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean isSidecar = name.startsWith("mmproj-") || name.startsWith("mtp-") || "clip".equals(texts.get("general.architecture"));
        String type = texts.getOrDefault("general.type", "model");
        boolean isPartOfSplit = numbers.getOrDefault("split.count", 1L) > 1;
        return !isSidecar && type.equals("model") && (tensors > 0 || isPartOfSplit);
    }

    /** What a key says as a fact about a field, the file type by its name in llama.cpp; null if it does not. */
    @Nullable
    public Derivation fact(String field, String key) {
        Long fileType = key.equals("general.file_type") ? numbers.get(key) : null;
        String value = fileType == null ? texts.get(key) : FILE_TYPES.get(fileType);
        return value == null ? null : new Derivation(field, value, key + " of " + path, path);
    }

    /** Name, size class and quantisation as the file says them, for a person. */
    public String label() {
        Long fileType = numbers.get("general.file_type");
        StringBuilder label = new StringBuilder();
        append(label, texts.get("general.name"));
        append(label, texts.get("general.size_label"));
        append(label, fileType == null ? null : FILE_TYPES.getOrDefault(fileType, "file_type " + fileType));
        append(label, isBigEndian ? "big-endian" : null);
        return label.isEmpty() ? "" : " (" + label + ")";
    }

    private static void append(StringBuilder label, @Nullable String text) {
        if (text != null) {
            label.append(label.isEmpty() ? "" : ", ").append(text.length() <= 64 ? text.replaceAll("\\p{Cc}", "?") : "…");
        }
    }
}
