package dev.weighbridge.source;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that set sets of the same weights apart: precisions and quantisations. */
final class Variant {

    /** Bits of a GGUF quantisation, the best first: the four that the field's tools take by default, then more, then fewer. */
    private static final List<Integer> BITS = List.of(4, 5, 6, 8, 16, 32, 3, 2, 1);

    /** The endings of quantisations of equal bits, the best first. */
    private static final List<String> ENDINGS = List.of("_K_M", "_K_L", "_K_XL", "_K_S", "_K", "");

    private static final List<String> PROJECTORS = List.of("F16", "BF16", "Q8_0", "F32");

    private static final List<String> PRECISIONS = List.of("BF16", "F16", "F32");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** What optimum and transformers.js append to an ONNX or OpenVINO file's name. */
    private static final Pattern APPENDED = Pattern
            .compile("(?<line>.+?)_(?<word>(?:b?fp?(?:16|32)|q?u?int[48]|q[48](?:f16)?|bnb4|nf4|quantized|o[1-4])"
                    + "(?:_(?:quantized|arm64|avx2|avx512(?:_vnni)?))?)", Pattern.CASE_INSENSITIVE);

    private Variant() {}

    /** A name without the variant that is appended to it, and that variant or an empty text. */
    record Appended(String line, String variant) {

        static Appended of(String stem) {
            Matcher appended = APPENDED.matcher(stem);
            return appended.matches() ? new Appended(appended.group("line"), appended.group("word")) : new Appended(stem, "");
        }
    }

    /** One spelling for all of a word: upper case, {@code F16} for fp16 and float16. */
    static String normal(String word) {
        return word.toUpperCase(Locale.ROOT).replace("FLOAT", "F").replace("FP16", "F16").replace("FP32", "F32");
    }

    static boolean areSame(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /** The place of a GGUF file's quantisation in the order of preference, small for the better. */
    static int rank(String line, String quantisation) {
        if (line.equals(GgufName.PROJECTOR)) {
            return place(PROJECTORS.indexOf(quantisation));
        }
        Matcher number = NUMBER.matcher(quantisation);
        if (!number.find()) {
            return Integer.MAX_VALUE;
        }
        int ending = place(ENDINGS.indexOf(quantisation.substring(number.end())));
        boolean isPlain = quantisation.substring(0, number.start()).equals("Q");
        return place(BITS.indexOf(Integer.parseInt(number.group()))) * 10_000 + (isPlain ? ending : 1000 + ending);
    }

    /** As {@link #rank(String, String)}, of the variants of another form. */
    static int rank(String variant) {
        return place(PRECISIONS.indexOf(normal(variant)));
    }

    private static int place(int index) {
        return index < 0 ? 99 : index;
    }
}
