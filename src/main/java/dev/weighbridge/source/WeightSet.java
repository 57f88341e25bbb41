package dev.weighbridge.source;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Files of which an engine loads all, or none.
 *
 * @param paths of its files, its index included if that has been read
 * @param index the path of the index that names them, or null
 */
record WeightSet(WeightName name, List<String> paths, @Nullable String index) {

    boolean isIndexed() {
        return index != null;
    }

    /** Whether as many files are there as their names say. */
    boolean isComplete() {
        return name.parts() <= 0 || paths.size() >= name.parts();
    }

    WeightFormat format() {
        return name.format();
    }
}
