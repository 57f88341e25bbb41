package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Locale;

/** Says what a model needs in at most 512 characters, for a person. Gigabytes are 10^9 bytes. */
final class GpuSentence {

    private GpuSentence() {}

    static String of(Estimate estimate, List<GpuCounts.Fit> fits, GpuConstants constants) {
        Need usual = estimate.recommended();
        var text = new StringBuilder("Needs ").append(gigabytes(estimate.least().total("").value())).append(" of GPU memory for ")
                .append(estimate.least().load()).append(", ").append(gigabytes(usual.total("").value())).append(" for ")
                .append(usual.load())
                .append(" (weights ").append(gigabytes(usual.weights().value()));
        Quantity cache = usual.cache();
        if (cache != null) {
            text.append(", cache ").append(gigabytes(cache.value()));
        }
        text.append(", activations ").append(gigabytes(usual.activations().value())).append(", engine ")
                .append(gigabytes(usual.engine().value())).append(").");
        if (fits.isEmpty()) {
            text.append(" No number of GPUs up to ").append(constants.counts().getLast()).append(" is enough and divides its heads.");
        } else {
            text.append(" Enough: ").append(String.join(", ",
                    fits.stream().map(fit -> fit.count() + (fit.count() == 1 ? " GPU of " : " of ") + fit.gpu().name()).toList()))
                    .append('.');
        }
        return estimate.unsaid().isEmpty() ? text.toString() : text.append(' ').append(estimate.unsaid()).toString();
    }

    /** Megabytes or bytes, if it is that little. */
    static String gigabytes(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%,d bytes", bytes);
        }
        return bytes < 100_000_000 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }
}
