package dev.weighbridge.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The safetensors files of a model: checks each with the indexes that name it, and says which weight set is loaded. Of a header only sums are kept once
 * it was checked.
 */
final class SafetensorsShelf {

    private static final String ADAPTER = "adapter_model.safetensors";

    private final FactSheet sheet;

    private final List<ShardIndex> indexes;

    private final Map<String, WeightTally> indexed = new HashMap<>();

    private final Map<String, WeightTally> loose = new HashMap<>();

    SafetensorsShelf(ModelFolder folder, FactSheet sheet) {
        this.sheet = sheet;
        this.indexes = indexes(folder);
    }

    private static List<ShardIndex> indexes(ModelFolder folder) {
        List<ShardIndex> indexes = new ArrayList<>();
        for (String path : folder.paths()) {
            if (path.endsWith(ShardIndex.SUFFIX)) {
                try (OpenFile file = folder.open(path)) {
                    indexes.add(ShardIndex.read(file, folder.paths()));
                }
            }
        }
        return indexes;
    }

    /** @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if the file is broken or lacks a tensor that an index says it has */
    void add(OpenFile file) {
        List<SafetensorsTensor> tensors = SafetensorsReader.read(file);
        boolean isIndexed = false;
        for (ShardIndex index : indexes) {
            Set<String> named = index.tensorsOfShard().get(file.path());
            if (named != null) {
                isIndexed = true;
                indexed.computeIfAbsent(index.path(), any -> new WeightTally()).add(shard(file, tensors, index, named));
            }
        }
        if (!isIndexed) {
            var tally = new WeightTally();
            tensors.forEach(tensor -> add(tally, tensor));
            loose.put(file.path(), tally);
        }
    }

    private WeightTally shard(OpenFile file, List<SafetensorsTensor> tensors, ShardIndex index, Set<String> named) {
        var tally = new WeightTally();
        Set<String> missing = new HashSet<>(named);
        long unnamed = 0;
        for (SafetensorsTensor tensor : tensors) {
            if (missing.remove(tensor.name())) {
                add(tally, tensor);
            } else {
                unnamed++;
            }
        }
        if (!missing.isEmpty()) {
            throw file.malformed("tensor " + OpenFile.shown(missing.stream().sorted().findFirst().orElse("")) + ", which '" + index.path()
                    + "' says it holds, is not in its header", 8);
        }
        if (unnamed > 0) {
            sheet.find("'" + file.path() + "' holds " + unnamed + " tensors that '" + index.path()
                    + "' does not name; they are not counted as weights.");
        }
        return tally;
    }

    private static void add(WeightTally tally, SafetensorsTensor tensor) {
        tally.add(tensor.dtype().name(), tensor.end() - tensor.begin(), tensor.elements());
    }

    /** The set that is loaded: an index's, else one file or split, else unknown, with a finding. */
    @Nullable
    WeightSet chosen() {
        compareTotals();
        if (!indexed.isEmpty()) {
            return chosenIndex();
        }
        List<WeightSet> sets = looseSets();
        for (WeightSet set : sets) {
            if (set.path().equals("model.safetensors") || sets.size() == 1) {
                return set;
            }
        }
        if (sets.size() > 1) {
            sheet.find("There are " + sets.size()
                    + " weight files or splits and neither an index nor a 'model.safetensors'; which of them is loaded is unknown.");
        }
        return null;
    }

    private void compareTotals() {
        for (ShardIndex index : indexes) {
            WeightTally tally = indexed.getOrDefault(index.path(), new WeightTally());
            Long stated = index.totalSize();
            if (stated != null && stated != tally.totalBytes()) {
                sheet.find("'" + index.path() + "' states a total_size of " + stated + " bytes; the tensors that it names have "
                        + tally.totalBytes() + ".");
            }
        }
    }

    private @Nullable WeightSet chosenIndex() {
        WeightSet smallest = null;
        for (ShardIndex index : indexes) {
            WeightTally tally = indexed.get(index.path());
            if (tally == null) {
                continue;
            }
            var set = new WeightSet(
                    "the shards of '" + index.path() + "'" + (indexed.size() > 1 ? ", the smallest of " + indexed.size() + " indexes" : ""),
                    index.path(), tally);
            if (index.path().equals("model" + ShardIndex.SUFFIX)) {
                return new WeightSet("the shards of '" + index.path() + "'", index.path(), tally);
            }
            smallest = smallest == null || tally.totalBytes() < smallest.tally().totalBytes() ? set : smallest;
        }
        return smallest;
    }

    private List<WeightSet> looseSets() {
        List<WeightSet> sets = new ArrayList<>();
        List<String> paths = loose.keySet().stream().sorted().filter(path -> !isAdapter(path)).toList();
        for (List<String> group : SplitName.groups(paths, sheet)) {
            var tally = new WeightTally();
            group.forEach(path -> tally.add(loose.getOrDefault(path, new WeightTally())));
            String first = group.getFirst();
            sets.add(new WeightSet(group.size() == 1 ? "'" + first + "'" : "the " + group.size() + " files from '" + first + "' on", first,
                    tally));
        }
        return sets;
    }

    private boolean isAdapter(String path) {
        boolean isAdapter = path.equals(ADAPTER) || path.endsWith("/" + ADAPTER);
        if (isAdapter) {
            sheet.find("'" + path + "' is an adapter; its base model's weights are not here, and it is not counted as weights.");
        }
        return isAdapter;
    }
}
