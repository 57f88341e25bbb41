package dev.weighbridge.inspect.fuzz;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The long run of one row: Jazzer in a process of its own, which is started again where a find has ended it. {@code <home>/<row>} keeps its corpus,
 * which the next run goes on from, its finds, and its log.
 */
final class Hunt {

    private final FuzzRow row;

    private final Limits limits;

    private final Path folder;

    private final Coverage coverage = new Coverage(0);

    /** Of the processes that have ended. */
    private long spentBefore;

    private volatile @Nullable Process running;

    private long spent;

    Hunt(FuzzRow row, Limits limits, Path home) {
        this.row = row;
        this.limits = limits;
        this.folder = home.resolve(row.name());
    }

    /** Returns a line that says what was reached. */
    String run() throws IOException, InterruptedException {
        prepare();
        long end = limits.cap().toMillis();
        while (spent() < end && finds() < limits.finds() && !isQuiet()) {
            round(end);
            coverage.again();
        }
        return coverage.summary(row.name(), finds(), spent());
    }

    private void round(long end) throws IOException, InterruptedException {
        int before = finds();
        Process jazzer = new ProcessBuilder(JazzerCommand.of(row, folder)).redirectErrorStream(true).start();
        running = jazzer;
        Thread listener = Thread.ofPlatform().start(() -> listen(jazzer));
        try {
            while (!jazzer.waitFor(1, TimeUnit.SECONDS) && spent() < end && !isQuiet()) {
                // It hunts on.
            }
            boolean endedItself = !jazzer.isAlive();
            spentBefore = spent();
            running = null;
            // By signal 9: libFuzzer takes any other end for a find. Not by the process, which would close what the listener still reads.
            jazzer.toHandle().destroyForcibly();
            listener.join(Duration.ofSeconds(30));
            if (endedItself && finds() == before) {
                throw new IllegalStateException("Jazzer has ended without a find: see " + folder.resolve("log"));
            }
        } finally {
            jazzer.destroyForcibly();
        }
    }

    /** Not before it has read its corpus, which takes its time on a busy machine. */
    private boolean isQuiet() {
        return coverage.hasBegun() && coverage.quietMillis(spent()) > limits.quiet().toMillis();
    }

    private void listen(Process jazzer) {
        try (BufferedReader lines = jazzer.inputReader(StandardCharsets.ISO_8859_1);
                BufferedWriter log = Files.newBufferedWriter(folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                coverage.heard(line, spent());
                log.write(line);
                log.newLine();
                log.flush();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void prepare() throws IOException {
        for (String part : List.of("corpus", "finds", "seeds")) {
            Files.createDirectories(folder.resolve(part));
        }
        if (row.seeds().isEmpty()) {
            throw new IllegalStateException(
                    "the row " + row.name() + " has no seeds, and would be quiet soon for that: run in the project's folder");
        }
        Corpus.unpack(row.name(), folder.resolve("corpus"));
        for (int i = 0; i < row.seeds().size(); i++) {
            Files.write(folder.resolve("seeds").resolve("seed-" + i), row.seeds().get(i));
        }
        Files.write(folder.resolve("words"), row.tokens().stream().map(Hunt::dictionaryEntry).distinct().toList());
    }

    /** Of llvm.org/docs/LibFuzzer.html, "Dictionaries". */
    private static String dictionaryEntry(byte[] word) {
        var entry = new StringBuilder("\"");
        for (byte next : word) {
            entry.append("\\x%02X".formatted(next));
        }
        return entry.append('"').toString();
    }

    private int finds() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("finds"))) {
            return (int) files.count();
        }
    }

    /**
     * The milliseconds of a processor that the row has taken, so that a busy machine does not end it early. What a process took between the last
     * question and its own end is not counted.
     */
    private synchronized long spent() {
        Process now = running;
        long current = now == null ? 0 : now.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
        spent = Math.max(spent, spentBefore + current);
        return spent;
    }
}
