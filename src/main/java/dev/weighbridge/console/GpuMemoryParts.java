package dev.weighbridge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * What GPU memory is made of, taken from the derivation of {@code recommendedGpuMemory}, and what it would be for another load. Only the cache depends on the
 * load; where the derivation says something else, or in a way that is not known here, nothing is computed.
 */
record GpuMemoryParts(List<Part> parts) {

    static final String FIELD = "recommendedGpuMemory";

    private static final String CACHE = "kvCache";

    private static final Set<String> LOAD = Set.of("tokens", "sequences");

    /** @param kind 1 weights, 2 cache, 3 activations, 4 engine */
    record Part(String name, long bytes, int kind) {}

    /** How many sequences of how many tokens each. */
    record Load(long tokens, long sequences) {}

    /** Nothing for a model whose memory is not known, or is no sum. */
    static Optional<GpuMemoryParts> of(List<Derivation> fields) {
        return derivation(fields).map(sum -> new GpuMemoryParts(sum.inputs().stream().flatMap(part -> parts(part).stream()).toList()));
    }

    /** For another load; nothing if that does not follow from the derivation. */
    static Optional<GpuMemoryParts> of(List<Derivation> fields, Load load) {
        Derivation sum = derivation(fields).orElse(null);
        if (sum == null || sum.inputs().stream().noneMatch(part -> part.field().equals(CACHE))
                || sum.inputs().stream().anyMatch(part -> !part.field().equals(CACHE) && dependsOnLoad(part))) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (Derivation part : sum.inputs()) {
            if (!part.field().equals(CACHE)) {
                parts.addAll(parts(part));
                continue;
            }
            Long bytes = cache(part, load);
            if (bytes == null) {
                return Optional.empty();
            }
            parts.add(new Part(CACHE, bytes, kind(CACHE)));
        }
        return Optional.of(new GpuMemoryParts(parts));
    }

    /** The load that the inventory's figure is for; nothing if it has none. */
    static Optional<Load> load(List<Derivation> fields) {
        Long tokens = derivation(fields).map(sum -> input(sum, "tokens")).orElse(null);
        Long sequences = derivation(fields).map(sum -> input(sum, "sequences")).orElse(null);
        return tokens == null || sequences == null ? Optional.empty() : Optional.of(new Load(tokens, sequences));
    }

    /** The most tokens that the model can take, where the derivation says so. */
    static Optional<Long> mostTokens(List<Derivation> fields) {
        return derivation(fields).map(sum -> find(sum, "tokens")).filter(tokens -> tokens.inputs().size() == 2)
                .map(tokens -> Long.valueOf(tokens.inputs().getLast().value()));
    }

    long total() {
        return parts.stream().flatMapToLong(part -> LongStream.of(part.bytes())).sum();
    }

    private static Optional<Derivation> derivation(List<Derivation> fields) {
        return fields.stream().filter(one -> one.field().equals(FIELD) && !one.wasGiven() && !one.inputs().isEmpty()).findFirst();
    }

    /** Weights by their types, where these are all of it. */
    private static List<Part> parts(Derivation part) {
        long bytes = Long.parseLong(part.value());
        int kind = kind(part.field());
        if (kind == 1 && part.inputs().stream().mapToLong(type -> Long.parseLong(type.value())).sum() == bytes) {
            return part.inputs().stream().map(type -> new Part(type.field(), Long.parseLong(type.value()), kind)).toList();
        }
        return List.of(new Part(part.field(), bytes, kind));
    }

    private static int kind(String name) {
        return switch (name) {
            case "weights" -> 1;
            case CACHE -> 2;
            case "activations" -> 3;
            default -> 4;
        };
    }

    private static boolean dependsOnLoad(Derivation part) {
        return LOAD.contains(part.field()) || part.inputs().stream().anyMatch(GpuMemoryParts::dependsOnLoad);
    }

    private static @Nullable Long cache(Derivation sum, Load load) {
        long bytes = 0;
        for (Derivation layers : sum.inputs()) {
            if (layers.inputs().isEmpty()) {
                return null;
            }
            long each = Long.parseLong(layers.inputs().getFirst().value());
            Long window = input(layers, "window");
            if (layers.rule().startsWith("bytes per token × tokens × sequences")) {
                bytes = Math.addExact(bytes, product(each, load.tokens(), load.sequences()));
            } else if (layers.rule().startsWith("bytes per token × min(tokens, window) × sequences") && window != null) {
                bytes = Math.addExact(bytes, product(each, Math.min(load.tokens(), window), load.sequences()));
            } else if (layers.rule().startsWith("bytes for each sequence × sequences")) {
                bytes = Math.addExact(bytes, Math.multiplyExact(each, load.sequences()));
            } else {
                return null;
            }
        }
        return bytes;
    }

    private static long product(long each, long tokens, long sequences) {
        return Math.multiplyExact(Math.multiplyExact(each, tokens), sequences);
    }

    private static @Nullable Long input(Derivation within, String name) {
        Derivation found = find(within, name);
        return found == null ? null : Long.valueOf(found.value());
    }

    private static @Nullable Derivation find(Derivation within, String name) {
        for (Derivation input : within.inputs()) {
            Derivation found = input.field().equals(name) ? input : find(input, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
