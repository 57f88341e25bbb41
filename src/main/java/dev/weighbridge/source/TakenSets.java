package dev.weighbridge.source;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.source.WeightName.Role;

/** What is taken of a shelf, and what that means for all that is not. */
final class TakenSets {

    private final WeightShelf shelf;

    private final Map<Role, String> repeated;

    /** The best of each role first. */
    private final Map<Role, List<WeightSet>> taken = new LinkedHashMap<>();

    /** @param repeated of which nothing is taken, and why */
    TakenSets(WeightShelf shelf, WeightPreference preference, Map<Role, String> repeated) {
        this.shelf = shelf;
        this.repeated = repeated;
        shelf.roles().stream().filter(role -> !repeated.containsKey(role))
                .forEach(role -> taken.put(role, preference.taken(shelf.sets(role))));
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    /** The weights and indexes that are not taken, each with what completes "it is left out: ". A file that one set needs stays for all. */
    Map<String, String> leftOut() {
        Set<String> needed = new HashSet<>();
        taken.values().forEach(sets -> sets.forEach(set -> needed.addAll(set.paths())));
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (Role role : shelf.roles()) {
            for (WeightSet set : shelf.sets(role)) {
                set.paths().stream().filter(path -> !needed.contains(path)).forEach(path -> leftOut.putIfAbsent(path, why(role, set)));
            }
        }
        shelf.looseIndexes().forEach((index, name) -> {
            if (shelf.isUseless(name, taken.get(name.role()))) {
                leftOut.put(index, "it is an index, and none of the files that it would be of is taken");
            }
        });
        return leftOut;
    }

    private String why(Role role, WeightSet left) {
        String why = repeated.get(role);
        return why == null ? WeightPreference.why(left, taken.getOrDefault(role, List.of(left))) : why;
    }

    /** Sentences about sets that are not whole. */
    List<String> problems() {
        return taken.values().stream().flatMap(List::stream).filter(set -> !set.isComplete())
                .map(set -> "Of the " + set.name().parts() + " files that '" + set.paths().getFirst() + "' is one of, only "
                        + set.paths().size()
                        + " are there.")
                .toList();
    }

    /** What the sets are called, each word once: those of the model, or if there is none, of what there is instead. */
    List<String> labels() {
        boolean hasModel = taken.keySet().stream().anyMatch(Role::isModel);
        return taken.entrySet().stream().filter(role -> role.getKey().isModel() || !hasModel)
                .map(role -> role.getValue().getFirst().name().label()).distinct().toList();
    }
}
