package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of {@code src/docs/gpu-memory.md} against what the code computes. */
class PublishedModelsTest {

    private static final Map<String, Long> OURS = new LinkedHashMap<>();

    private record Row(String figure, long ours, long published, String ratio, String source) {}

    @BeforeAll
    static void compute() {
        OURS.putAll(PublishedModels.figures());
    }

    @Test
    void theTableHasWhatIsComputed() throws IOException {
        Map<String, Long> table = new LinkedHashMap<>();
        rows().forEach(row -> table.put(row.figure(), row.ours()));
        assertThat(table).isEqualTo(OURS);
    }

    @Test
    void ratiosAreThoseOfTheFiguresAndNearOne() throws IOException {
        for (Row row : rows()) {
            double ratio = (double) OURS.getOrDefault(row.figure(), 0L) / row.published();
            assertThat(row.ratio()).as(row.figure()).isEqualTo(String.format(Locale.ROOT, "%.4f", ratio));
            assertThat(ratio).as(row.figure()).isBetween(0.85, 1.15);
        }
    }

    @Test
    void bytesOfAnIndexAreExact() throws IOException {
        List<Row> indexes = rows().stream().filter(row -> row.source().startsWith("`metadata.total_size`")).toList();
        assertThat(indexes).hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(row -> assertThat(OURS.get(row.figure())).as(row.figure()).isEqualTo(row.published()));
    }

    @Test
    void atLeastFifteenArchitecturesAreCompared() throws IOException {
        assertThat(rows().stream().map(row -> row.figure().substring(0, row.figure().indexOf(" |"))).distinct())
                .hasSizeGreaterThanOrEqualTo(25);
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("src/docs/gpu-memory.md")).stream().map(line -> line.split(" ?\\| ?", -1))
                .filter(cells -> cells.length == 9 && cells[3].matches("[0-9]+"))
                .map(cells -> new Row(cells[1] + " | " + cells[2], Long.parseLong(cells[3]), Long.parseLong(cells[4]), cells[5], cells[6]))
                .toList();
    }
}
