package dev.weighbridge.inspect.card;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * How the weights are quantised, in the words of the library that did it: method, format, bits. The members are those of transformers'
 * {@code quantization_config} (utils/quantization_config.py: GPTQ, AWQ, bitsandbytes, FP8, compressed-tensors, ModelOpt) and of MLX's
 * {@code quantization}.
 */
final class Quantization {

    static final List<String> MEMBERS = List.of("quant_method", "quant_algo", "format", "fmt", "bits", "w_bit", "load_in_4bit",
            "load_in_8bit", "bnb_4bit_quant_type", "config_groups.group_0.weights.num_bits");

    private static final List<String> BITS = List.of("bits", "w_bit", "config_groups.group_0.weights.num_bits");

    private static final List<String> FORMATS = List.of("quant_algo", "format", "fmt");

    private final JsonText text;

    private final String member;

    private final List<String> words = new ArrayList<>();

    private final List<String> read = new ArrayList<>();

    private Quantization(JsonText text, String member) {
        this.text = text;
        this.member = member;
    }

    /** @param member the object in the text that speaks of it, or {@code ""} for the whole text */
    static @Nullable Derivation of(JsonText text, String member) {
        return new Quantization(text, member).fact();
    }

    private @Nullable Derivation fact() {
        add("quant_method");
        addFirst(FORMATS, "");
        if (isTrue("load_in_4bit")) {
            add("bnb_4bit_quant_type");
            addBits("4", "load_in_4bit");
        } else if (isTrue("load_in_8bit")) {
            addBits("8", "load_in_8bit");
        } else {
            addFirst(BITS, "-bit");
        }
        if (words.isEmpty()) {
            return null;
        }
        String what = String.join(" and ", read) + (member.isEmpty() ? "" : " in " + member);
        return text.fact("quantization", String.join(" ", words), what);
    }

    private void addFirst(List<String> names, String after) {
        for (String name : names) {
            String value = value(name);
            if (value != null) {
                words.add(value + after);
                read.add(name);
                return;
            }
        }
    }

    private void add(String name) {
        addFirst(List.of(name), "");
    }

    private void addBits(String bits, String name) {
        words.add(bits + "-bit");
        read.add(name);
    }

    private boolean isTrue(String name) {
        return "true".equals(value(name));
    }

    private @Nullable String value(String name) {
        String value = text.text(member.isEmpty() ? name : member + "." + name);
        return value == null || value.isBlank() ? null : value;
    }
}
