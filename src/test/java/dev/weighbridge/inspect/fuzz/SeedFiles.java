package dev.weighbridge.inspect.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Seeds that are files, in a folder of the row's name. */
final class SeedFiles {

    private static final Path FOLDER = Path.of("src/test/resources/dev/weighbridge/inspect/seeds");

    private SeedFiles() {}

    static List<byte[]> of(String row) {
        if (!Files.isDirectory(FOLDER.resolve(row))) {
            return List.of();
        }
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(row))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
