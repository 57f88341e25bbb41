package dev.weighbridge.sync;

import java.util.List;
import java.util.stream.Stream;

/**
 * What of a centre is followed. All are paths relative to the centre, or full references.
 *
 * @param folders each folder (or prefix of a bucket) directly below one of them is a model
 * @param names patterns of which one must match, over the whole of what a model is called at its place or its last part; empty for all
 */
public record Follow(List<String> organisations, List<String> collections, List<String> models, List<String> folders,
        List<String> repositories, List<String> names) {

    /** Everything that is followed but the names. */
    Stream<String> places() {
        return Stream.of(organisations, collections, models, folders, repositories).flatMap(List::stream);
    }
}
