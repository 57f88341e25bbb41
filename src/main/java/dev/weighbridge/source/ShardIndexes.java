package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.weighbridge.artifact.SourceFile;

/** Reads the safetensors indexes of a model: each names the files of one set, and so whether all of them are there. */
final class ShardIndexes {

    /** How many are read; a pipeline of diffusers has at most a handful. */
    private static final int MAX_READ = 64;

    private final Known known;

    private final SmallFiles reader;

    private final Consumer<String> problems;

    private int read;

    /**
     * What an index may name.
     *
     * @param considered the files that are chosen among
     * @param listed the paths of these and of all others
     */
    record Known(Map<String, SourceFile> considered, Set<String> listed, WeightNames names) {

        /** Whether it is a weights file that can be taken: an index is believed about nothing else. */
        boolean isThere(String path) {
            return considered.containsKey(path) && names.of(path) != null;
        }

        boolean isFilteredOut(String path) {
            return listed.contains(path) && !considered.containsKey(path);
        }
    }

    ShardIndexes(Known known, SmallFiles reader, Consumer<String> problems) {
        this.known = known;
        this.reader = reader;
        this.problems = problems;
    }

    /** Puts the set that the index names on the shelf, or the index alone. */
    void shelve(SourceFile index, WeightName name, WeightShelf shelf) {
        List<String> shards = index.path().contains(".safetensors.index.") ? shards(index) : List.of();
        List<String> present = shards.stream().filter(known::isThere).toList();
        report(index.path(), shards.stream().filter(shard -> !known.listed().contains(shard)).toList(), "which the source does not list");
        if (present.isEmpty()) {
            shelf.addLooseIndex(name, index.path());
            return;
        }
        report(index.path(), shards.stream().filter(known::isFilteredOut).toList(),
                "which 'include' and 'exclude' leave out");
        shelf.addIndexed(name, index.path(), present);
    }

    private List<String> shards(SourceFile index) {
        if (index.size() > IndexFile.MAX_BYTES || ++read > MAX_READ) {
            problems.accept(
                    "'" + shown(index.path()) + "' was not read: it is larger than " + IndexFile.MAX_BYTES + " bytes, or one of more than "
                            + MAX_READ + " indexes. Which files belong together was told by their names.");
            return List.of();
        }
        Set<String> names = IndexFile.shards(reader.read(index, IndexFile.MAX_BYTES));
        if (names == null) {
            problems.accept(
                    "'" + shown(index.path()) + "' is no index of weights, although its name says so. Which files belong together was"
                            + " told by their names.");
            return List.of();
        }
        String folder = WeightPlace.folderOf(index.path());
        List<String> shards = new ArrayList<>();
        names.forEach(name -> shards.add(folder.isEmpty() ? name : folder + "/" + name));
        return shards;
    }

    private void report(String index, List<String> absent, String why) {
        if (!absent.isEmpty()) {
            String more = absent.size() == 1 ? "" : " and " + (absent.size() - 1) + " more";
            problems.accept("'" + shown(index) + "' names '" + shown(absent.getFirst()) + "'" + more + ", " + why + ".");
        }
    }

    /** Short and on one line, as somebody else wrote it. */
    private static String shown(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }
}
