package dev.weighbridge.inspect.gpu;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightTally;
import org.jspecify.annotations.Nullable;

/** The bytes of the weights that an engine loads. */
final class WeightBytes {

    private WeightBytes() {}

    /** All tensors as they are stored, all experts among them; an output matrix that is the embedding's twin only once. */
    static Quantity of(WeightSet set, @Nullable ShapeSource source) {
        WeightTally tally = set.tally();
        List<Quantity> byDtype = new ArrayList<>();
        tally.bytes()
                .forEach((dtype, bytes) -> byDtype.add(Quantity.read(dtype, bytes, "bytes of the tensors of type " + dtype, set.path())));
        String rule = "sum of the tensors' bytes in " + set.name();
        String method = source == null ? null : source.text("quantization_config.quant_method");
        if (method != null && source != null) {
            String bits = source.text("quantization_config.bits");
            rule += ", packed as " + OpenFile.shown(method) + (bits == null ? "" : " of " + OpenFile.shown(bits) + " bits") + " ("
                    + source.said("quantization_config.quant_method") + ")";
        }
        long twin = source != null && !source.isGguf() && source.says("tie_word_embeddings", "true") ? tally.twinBytes() : 0;
        if (twin > 0 && source != null) {
            byDtype.add(Quantity.read("tiedOutput", twin,
                    source.said("tie_word_embeddings") + " is true, so the stored output matrix is not loaded",
                    set.path()));
            rule += " − tiedOutput";
        }
        return new Quantity("weights", tally.totalBytes() - twin, rule, set.path(), byDtype);
    }
}
