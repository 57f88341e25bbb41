package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The sets of weights among the files of a model, by what they are the weights of. */
final class WeightShelf {

    private final Map<WeightName.Role, Map<WeightName, WeightSet>> roles = new LinkedHashMap<>();

    /** Indexes that name no set: they go with the split files of their name. */
    private final Map<String, WeightName> looseIndexes = new LinkedHashMap<>();

    /** Puts a file to those of its name. */
    void add(WeightName name, String path) {
        setsOf(name).computeIfAbsent(name, first -> new WeightSet(name, new ArrayList<>(), null)).paths().add(path);
    }

    /** Puts what an index names together, whatever the names say. */
    void addIndexed(WeightName name, String index, Collection<String> shards) {
        WeightName indexed = name.withParts(WeightName.INDEXED);
        List<String> paths = new ArrayList<>(shards);
        paths.add(index);
        setsOf(indexed).putIfAbsent(indexed, new WeightSet(indexed, paths, index));
    }

    void addLooseIndex(WeightName name, String index) {
        looseIndexes.put(index, name);
    }

    private Map<WeightName, WeightSet> setsOf(WeightName name) {
        return roles.computeIfAbsent(name.role(), role -> new LinkedHashMap<>());
    }

    Set<WeightName.Role> roles() {
        return roles.keySet();
    }

    /** The sets that hold the same weights. */
    Collection<WeightSet> sets(WeightName.Role role) {
        Map<WeightName, WeightSet> sets = roles.get(role);
        return sets == null ? List.of() : sets.values();
    }

    /** All sets of which one can be asked for: those of models, or if there is no model, of what there is instead. */
    List<WeightSet> askable() {
        List<WeightSet> all = roles.values().stream().flatMap(sets -> sets.values().stream()).toList();
        List<WeightSet> models = all.stream().filter(set -> set.name().role().isModel()).toList();
        return models.isEmpty() ? all : models;
    }

    Map<String, WeightName> looseIndexes() {
        return looseIndexes;
    }

    /** Whether an index that was not read is of no use beside these sets; one that stands alone is not known to be useless. */
    boolean isUseless(WeightName index, @Nullable Collection<WeightSet> taken) {
        return taken != null && !taken.isEmpty()
                && taken.stream()
                        .noneMatch(set -> (set.name().parts() > 0 || set.paths().size() > 1) && set.name().differsOnlyInParts(index));
    }
}
