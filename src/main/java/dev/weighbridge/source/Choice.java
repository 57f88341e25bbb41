package dev.weighbridge.source;

import java.util.List;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a listing are taken. Each file of the listing is in exactly one of the two lists, in the listing's order.
 *
 * @param taken never empty
 * @param leftOut what is not taken, and why
 * @param weights the form of the weights that are taken and their variant, {@code safetensors} or {@code gguf Q4_K_M}, several joined by
 *     {@code ", "}; null if nothing was chosen among weights
 * @param rule a sentence: how it was chosen
 * @param problems sentences about what is wrong with the files, such as shards that are not there
 */
public record Choice(List<SourceFile> taken, List<LeftOut> leftOut, @Nullable String weights, String rule, List<String> problems) {

    /**
     * A file that is not taken.
     *
     * @param why what completes "it is left out: "
     */
    public record LeftOut(SourceFile file, String why) {}
}
