package dev.weighbridge.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Which set of the same weights goes before which: what was asked for, else the order that {@link FileChoice} states. */
final class WeightPreference {

    private final @Nullable String asked;

    private final Comparator<WeightSet> order;

    /** @param asked a form, a variant or a quantisation, or null */
    WeightPreference(@Nullable String asked) {
        this.asked = asked;
        this.order = Comparator.comparing((WeightSet set) -> !matches(set))
                .thenComparing(set -> set.name().line().equals(GgufName.PROJECTOR))
                .thenComparing(set -> set.format().isTorch() ? WeightFormat.SAFETENSORS : set.format())
                .thenComparing(WeightPreference::isMarked)
                .thenComparing(WeightSet::format)
                .thenComparing(set -> !set.isIndexed())
                .thenComparing(set -> !set.isComplete())
                .thenComparingInt(WeightPreference::rank)
                .thenComparingInt(set -> set.name().parts())
                .thenComparing(set -> set.name().variant())
                .thenComparing(set -> set.name().line());
    }

    /** Whether the set is one that was asked for by name. */
    boolean matches(WeightSet set) {
        String variant = set.name().variant();
        return asked != null && (set.format().isCalled(asked) || !variant.isEmpty() && Variant.areSame(variant, asked));
    }

    /** A quantisation is no mark: the sets of a GGUF folder are all marked. */
    private static boolean isMarked(WeightSet set) {
        return set.format() != WeightFormat.GGUF && !set.name().variant().isEmpty();
    }

    private static int rank(WeightSet set) {
        WeightName name = set.name();
        return name.format() == WeightFormat.GGUF ? Variant.rank(name.line(), name.variant()) : Variant.rank(name.variant());
    }

    /**
     * What is taken of sets that hold the same weights: of the best form one set for each line.
     *
     * @param sets at least one
     * @return the best first
     */
    List<WeightSet> taken(Collection<WeightSet> sets) {
        List<WeightSet> sorted = sets.stream().sorted(order).toList();
        WeightFormat best = sorted.getFirst().format();
        Map<String, WeightSet> lines = new LinkedHashMap<>();
        for (WeightSet set : sorted) {
            if (set.format() == best) {
                lines.putIfAbsent(set.name().line(), set);
            }
        }
        return List.copyOf(lines.values());
    }

    /** Why a set is not taken, completing "it is left out: ". */
    static String why(WeightSet left, List<WeightSet> taken) {
        WeightSet best = taken.getFirst();
        if (left.format() != best.format()) {
            return "it is " + left.name().label() + ", and the same weights are taken as " + best.name().label();
        }
        WeightSet instead = taken.stream().filter(set -> set.name().line().equals(left.name().line())).findFirst().orElse(best);
        if (!left.name().differsOnlyInParts(instead.name())) {
            return "it is " + left.name().label() + ", and the same weights are taken as " + instead.name().label();
        }
        return instead.index() != null ? "the index '" + instead.index() + "' does not name it"
                : "the same weights are taken from '" + instead.paths().getFirst() + "'";
    }
}
