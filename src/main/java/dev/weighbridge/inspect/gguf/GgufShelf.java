package dev.weighbridge.inspect.gguf;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.weights.SplitName;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightTally;
import org.jspecify.annotations.Nullable;

/** The GGUF files of a model: which of them, or which split, is the model; several quantisations: the smallest. */
public final class GgufShelf {

    private final Map<String, GgufHead> heads = new TreeMap<>();

    private final FactSheet sheet;

    public GgufShelf(FactSheet sheet) {
        this.sheet = sheet;
    }

    /** Whether it begins as one. A file that is named so is one, too: it is refused if it does not begin so. */
    public static boolean recognises(OpenFile file) {
        return file.path().endsWith(GgufReader.EXTENSION) || GgufReader.begins(file);
    }

    /** @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if the file is broken */
    public GgufHead add(OpenFile file) {
        GgufHead head = GgufReader.read(file);
        heads.put(file.path(), head);
        return head;
    }

    /** Nothing if there is none that is a model of its own. */
    @Nullable
    public WeightSet chosen() {
        List<String> models = heads.values().stream().filter(GgufHead::isModel).map(GgufHead::path).toList();
        List<WeightSet> sets = SplitName.groups(models, sheet).stream().map(this::set).toList();
        Optional<WeightSet> smallest = sets.stream()
                .min(Comparator.comparingLong((WeightSet set) -> set.tally().totalBytes()).thenComparing(WeightSet::path));
        return smallest.map(set -> sets.size() == 1 ? set
                : new WeightSet(set.name() + ", the smallest of " + sets.size() + " GGUF models", set.path(), set.tally())).orElse(null);
    }

    /** The head that speaks for the model: the chosen set's first file, else the first file of all. */
    @Nullable
    public GgufHead speaker(@Nullable WeightSet chosen) {
        if (chosen != null) {
            return heads.get(chosen.path());
        }
        return heads.isEmpty() ? null : heads.values().iterator().next();
    }

    private WeightSet set(List<String> group) {
        var tally = new WeightTally();
        String label = "";
        for (String path : group) {
            GgufHead head = heads.get(path);
            if (head != null) {
                tally.add(head.tally());
                label = label.isEmpty() ? head.label() : label;
            }
        }
        String first = group.getFirst();
        return new WeightSet((group.size() == 1 ? "'" + first + "'" : "the " + group.size() + " files from '" + first + "' on") + label,
                first, tally);
    }
}
