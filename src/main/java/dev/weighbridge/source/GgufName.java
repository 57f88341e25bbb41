package dev.weighbridge.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The names of GGUF files: {@code <model>-<quantisation>[-00001-of-00003].gguf} (ggml, docs/gguf.md), with a dot before the quantisation, in
 * lower case, cut by hand ({@code .gguf-split-a}, {@code .gguf.part1of2}), or in a folder that is named by the quantisation.
 */
final class GgufName {

    /** The line of projectors, of which a model needs one. */
    static final String PROJECTOR = "mmproj";

    private static final Pattern ENDING = Pattern.compile("\\.gguf(?:-split-[a-z]{1,2}|\\.part[0-9]{1,3}of[0-9]{1,3})?$");

    private static final Pattern QUANTISATION = Pattern.compile("(?<![A-Za-z0-9])(?:UD-)?(?:IQ[1-4](?:_(?:XXS|XS|S|M|NL))?|TQ[12]_0"
            + "|Q[2-8](?:_K(?:_(?:XXL|XL|L|M|S))?|_[01](?:_[48]_[48])?)?|MXFP4(?:_MOE)?|NVFP4|BF16|FP?16|FP?32)(?![A-Za-z0-9])",
            Pattern.CASE_INSENSITIVE);

    /** What goes with any model: an adapter, a vocabulary, the statistics behind a quantisation. */
    private static final Pattern NO_MODEL = Pattern.compile("lora|vocab|imatrix");

    /** @param rest what is left of the text, in lower case and without separators at its ends */
    private record Quantised(String rest, String quantisation) {

        static Quantised of(String text) {
            Matcher found = QUANTISATION.matcher(text);
            int begin = -1;
            int end = -1;
            while (found.find()) {
                begin = found.start();
                end = found.end();
            }
            if (begin < 0) {
                return new Quantised(trimmed(text), "");
            }
            String around = trimmed(text.substring(0, begin)) + text.substring(end);
            return new Quantised(trimmed(around), Variant.normal(text.substring(begin, end)));
        }

        private static String trimmed(String text) {
            int begin = 0;
            int end = text.length();
            while (end > begin && "-._".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            while (begin < end && "-._".indexOf(text.charAt(begin)) >= 0) {
                begin++;
            }
            return text.substring(begin, end).toLowerCase(Locale.ROOT);
        }
    }

    private GgufName() {}

    static @Nullable WeightName of(String folder, String name) {
        Matcher ending = ENDING.matcher(name.toLowerCase(Locale.ROOT));
        if (!ending.find() || NO_MODEL.matcher(name.toLowerCase(Locale.ROOT)).find()) {
            return null;
        }
        String stem = name.substring(0, ending.start());
        Matcher split = TorchName.SPLIT.matcher(stem);
        int parts = split.find() ? Integer.parseInt(split.group(1)) : 0;
        Quantised file = Quantised.of(parts == 0 ? stem : stem.substring(0, split.start()));
        Quantised above = Quantised.of(folder.substring(folder.lastIndexOf('/') + 1));
        boolean isFolderOfIt = !above.quantisation().isEmpty()
                && (file.quantisation().isEmpty() || file.quantisation().equals(above.quantisation()));
        String line = file.rest().contains(PROJECTOR) ? PROJECTOR : file.rest();
        return new WeightName(WeightName.Role.model(isFolderOfIt ? WeightPlace.folderOf(folder) : folder), WeightFormat.GGUF, line,
                isFolderOfIt ? above.quantisation() : file.quantisation(), parts);
    }
}
