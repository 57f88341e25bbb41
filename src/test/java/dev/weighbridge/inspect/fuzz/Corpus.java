package dev.weighbridge.inspect.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files by which long runs have reached what they reached, a zip for each row: the next run goes on from them, and each build feeds them again. The names
 * are libFuzzer's, the SHA-1 of each.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/dev/weighbridge/inspect/corpus");

    /** The same files make the same zip. */
    private static final FileTime NO_TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private Corpus() {}

    /** The kept files of a row by their names; none if no run has kept any. */
    static Map<String, byte[]> of(String row) {
        Path zip = FOLDER.resolve(row + ".zip");
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.exists(zip)) {
            return files;
        }
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), entries.readAllBytes());
            }
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Puts the kept files of a row into a folder, beside what is there. */
    static void unpack(String row, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : of(row).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Keeps what is in a folder in the place of what was kept before. */
    static void keep(String row, Path folder) throws IOException {
        Files.createDirectories(FOLDER);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(FOLDER.resolve(row + ".zip")))) {
            for (Path file : files) {
                var entry = new ZipEntry(file.getFileName().toString());
                entry.setLastModifiedTime(NO_TIME);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
