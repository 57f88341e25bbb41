package dev.weighbridge.inspect.gpu;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Over how many GPUs a model can be spread, and how large each of them must be. */
final class GpuCounts {

    private final GpuConstants constants;

    /**
     * A count that works.
     *
     * @param gpu the smallest whose share is enough
     * @param each bytes on each
     */
    record Fit(int count, GpuConstants.Gpu gpu, Quantity each) {}

    GpuCounts(GpuConstants constants) {
        this.constants = constants;
    }

    List<Fit> of(Estimate estimate) {
        List<Fit> fits = new ArrayList<>();
        for (int count : constants.counts()) {
            if (divides(count, estimate.heads(), estimate.kvHeads())) {
                Quantity each = each(count, estimate);
                constants.gpus().stream().filter(gpu -> each.value() <= gpu.bytes() / 100 * constants.bytes("usable-percent")).findFirst()
                        .ifPresent(gpu -> fits.add(new Fit(count, gpu, each)));
            }
        }
        return fits;
    }

    /** vLLM: the attention heads must be divisible by the tensor parallel size; heads of keys and values are divided, or repeated. */
    private static boolean divides(int count, @Nullable Quantity heads, @Nullable Quantity kvHeads) {
        if (heads == null) {
            return count == 1;
        }
        boolean fits = kvHeads == null || kvHeads.value() % count == 0 || count % kvHeads.value() == 0;
        return heads.value() % count == 0 && fits;
    }

    private Quantity each(int count, Estimate estimate) {
        Need need = estimate.recommended();
        List<Quantity> parts = new ArrayList<>();
        parts.add(share(need.weights(), count));
        Quantity cache = need.cache();
        Quantity kvHeads = estimate.kvHeads();
        if (cache != null) {
            parts.add(share(cache, kvHeads == null ? 1 : Math.min(count, kvHeads.value())));
        }
        parts.add(need.activations());
        parts.add(need.engine());
        if (count > 1) {
            parts.add(constants.quantity("parallel", "parallel-bytes"));
        }
        return Quantity.sum("onEachOf" + count,
                "bytes on each of " + count + " GPUs: weights and cache are shared, the rest is needed on each", parts);
    }

    private static Quantity share(Quantity whole, long count) {
        return count == 1 ? whole
                : Quantity.computed(whole.name(), Math.ceilDiv(whole.value(), count), "1/" + count + " of " + whole.name());
    }
}
