package dev.weighbridge.inspect.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The files of a model that hold tensors in one format: checks each with the indexes that name it, and says which weight set is loaded. Of a file only
 * sums are kept once it was checked.
 */
public final class WeightShelf {

    /** Without a variant such as {@code .fp16.} (diffusers, {@code WEIGHTS_NAME} and transformers, {@code SAFE_WEIGHTS_NAME}). */
    private static final Pattern USUAL = Pattern.compile("^[^/]+/(diffusion_pytorch_model|model)\\.[a-z]+$");

    private final String whole;

    private final String adapter;

    private final FactSheet sheet;

    private final List<ShardIndex> indexes;

    private final Map<String, WeightTally> indexed = new HashMap<>();

    private final Map<String, WeightTally> loose = new HashMap<>();

    /**
     * Reads the indexes.
     *
     * @param whole the name of the file that holds all weights where there are no shards, such as {@code model.safetensors}; an index is named
     *     {@code <whole>.index.json}
     * @param adapter the name of a file that holds an adapter only
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if an index is broken, or names a shard that is not there
     */
    public WeightShelf(String whole, String adapter, ModelFolder folder, FactSheet sheet) {
        this.whole = whole;
        this.adapter = adapter;
        this.sheet = sheet;
        this.indexes = indexes(folder, whole.substring(whole.lastIndexOf('.')) + ".index.json");
    }

    private static List<ShardIndex> indexes(ModelFolder folder, String suffix) {
        List<ShardIndex> indexes = new ArrayList<>();
        for (String path : folder.paths()) {
            if (path.endsWith(suffix)) {
                try (OpenFile file = folder.open(path)) {
                    indexes.add(ShardIndex.read(file, folder.paths()));
                }
            }
        }
        return indexes;
    }

    /** @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if the file is broken or lacks a tensor that an index says it has */
    public void add(OpenFile file, List<Tensor> tensors) {
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

    private WeightTally shard(OpenFile file, List<Tensor> tensors, ShardIndex index, Set<String> named) {
        var tally = new WeightTally();
        Set<String> missing = new HashSet<>(named);
        long unnamed = 0;
        for (Tensor tensor : tensors) {
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

    private static void add(WeightTally tally, Tensor tensor) {
        tally.add(tensor);
    }

    /** Whether no file was added. */
    public boolean isEmpty() {
        return indexed.isEmpty() && loose.isEmpty();
    }

    /** The set that is loaded: an index's, else one file or split, else unknown, with a finding. */
    @Nullable
    public WeightSet chosen() {
        compareTotals();
        if (!indexed.isEmpty()) {
            return chosenIndex();
        }
        List<WeightSet> sets = looseSets();
        for (WeightSet set : sets) {
            if (set.path().equals(whole) || sets.size() == 1) {
                return set;
            }
        }
        if (sets.size() > 1) {
            sheet.find("There are " + sets.size()
                    + " weight files or splits and neither an index nor a '" + whole + "'; which of them is loaded is unknown.");
        }
        return null;
    }

    /**
     * The sets of a model whose components have folders of their own, by folder: an index's, else the file or split of the usual name, else the only
     * one. A folder in which several might be loaded is left out.
     */
    public Map<String, WeightSet> components() {
        Map<String, WeightSet> components = new TreeMap<>();
        looseSets().stream().filter(set -> set.path().indexOf('/') > 0).collect(Collectors.groupingBy(set -> folder(set.path())))
                .forEach((folder, sets) -> sets.stream().filter(set -> sets.size() == 1 || USUAL.matcher(set.path()).find()).findFirst()
                        .ifPresent(set -> components.put(folder, set)));
        indexed.forEach((path, tally) -> {
            if (path.indexOf('/') > 0) {
                components.merge(folder(path), new WeightSet("the shards of '" + path + "'", path, tally),
                        (one, other) -> one.tally().totalBytes() <= other.tally().totalBytes() ? one : other);
            }
        });
        return components;
    }

    private static String folder(String path) {
        return path.substring(0, path.indexOf('/'));
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
            if (index.path().equals(whole + ".index.json")) {
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
        boolean isAdapter = path.equals(adapter) || path.endsWith("/" + adapter);
        if (isAdapter) {
            sheet.find("'" + path + "' is an adapter; its base model's weights are not here, and it is not counted as weights.");
        }
        return isAdapter;
    }
}
