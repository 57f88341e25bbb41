package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What one load of a model takes.
 *
 * @param load for whom, such as "8 sequences of 8,192 tokens"
 * @param cache what is kept of sequences, or null if nothing is
 * @param engine what the engine takes for itself
 */
record Need(String load, Quantity weights, @Nullable Quantity cache, Quantity activations, Quantity engine) {

    Quantity total(String name) {
        List<Quantity> parts = Stream.of(weights, cache, activations, engine).filter(Objects::nonNull).toList();
        return Quantity.sum(name, String.join(" + ", parts.stream().map(Quantity::name).toList()) + ", for " + load, parts);
    }
}
