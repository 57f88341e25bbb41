package dev.weighbridge.inspect.gpu;

import java.util.Arrays;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * A whole number from which memory is computed.
 *
 * @param name what rules call it
 * @param rule where it is read, such as "num_hidden_layers of config.json", or how it is computed from the inputs
 * @param file that it is read from, or null
 */
record Quantity(String name, long value, String rule, @Nullable String file, List<Quantity> inputs) {

    Quantity {
        inputs = List.copyOf(inputs);
    }

    static Quantity read(String name, long value, String rule, @Nullable String file) {
        return new Quantity(name, value, rule, file, List.of());
    }

    static Quantity computed(String name, long value, String rule, Quantity... inputs) {
        return new Quantity(name, value, rule, null, Arrays.asList(inputs));
    }

    static Quantity computed(String name, long value, String rule, List<Quantity> inputs) {
        return new Quantity(name, value, rule, null, inputs);
    }

    /** @throws ArithmeticException if the product leaves a long */
    static Quantity product(String name, String rule, Quantity... factors) {
        return computed(name, Arrays.stream(factors).mapToLong(Quantity::value).reduce(1, Math::multiplyExact), rule, factors);
    }

    /** @throws ArithmeticException if the sum leaves a long */
    static Quantity sum(String name, String rule, List<Quantity> summands) {
        return computed(name, summands.stream().mapToLong(Quantity::value).reduce(0, Math::addExact), rule, summands);
    }

    Quantity as(String otherName) {
        return new Quantity(otherName, value, rule, file, inputs);
    }

    Derivation derivation() {
        return new Derivation(name, Long.toString(value), rule, file, inputs.stream().map(Quantity::derivation).toList());
    }
}
