package dev.weighbridge.inspect.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.weighbridge.inspect.FakeBlobs;

/**
 * What is needed to feed one reader.
 *
 * @param name of the row, of its folders and of the property {@code fuzz.rows}
 * @param path what the fed file is called in the model
 * @param reads the simple names of the classes that this row aims at
 * @param seeds whole files from which the damaged ones are made
 * @param tokens words of the format that a generator should not have to guess
 * @param beside other files of the model, by path
 */
record FuzzRow(String name, String path, Set<String> reads, List<byte[]> seeds, List<byte[]> tokens, Map<String, byte[]> beside) {

    /** With the seeds that lie in its folder. */
    static FuzzRow of(String name, String path, String... reads) {
        return new FuzzRow(name, path, Set.of(reads), SeedFiles.of(name), List.of(), Map.of());
    }

    FuzzRow seeds(byte[]... more) {
        return new FuzzRow(name, path, reads, joined(seeds, Arrays.asList(more)), tokens, beside);
    }

    FuzzRow seeds(String... texts) {
        return seeds(bytes(texts));
    }

    FuzzRow tokens(String... words) {
        return tokens(bytes(words));
    }

    FuzzRow tokens(byte[]... more) {
        return new FuzzRow(name, path, reads, seeds, joined(tokens, Arrays.asList(more)), beside);
    }

    FuzzRow beside(String otherPath, byte[] bytes) {
        Map<String, byte[]> all = new TreeMap<>(beside);
        all.put(otherPath, bytes);
        return new FuzzRow(name, path, reads, seeds, tokens, all);
    }

    /** The model with these bytes in the place of the fed file, which claims to have {@code tail} more, all zero. */
    FakeBlobs model(byte[] fed, long tail) {
        var blobs = new FakeBlobs();
        beside.forEach(blobs::with);
        return blobs.with(path, fed, fed.length + tail);
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toArray(byte[][]::new);
    }

    private static List<byte[]> joined(List<byte[]> some, List<byte[]> more) {
        List<byte[]> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
