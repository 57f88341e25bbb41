package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;

/** The catalogue of metrics says what a node answers, and a node answers what the catalogue says. */
class MetricsCatalogueTest {

    /** Name, type, tags, meaning. A name in brackets is there once something has happened that need not happen. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\(?)`([a-z_]+)`\\)? \\| (\\w+) \\|([^|]*)\\| ([^|]+) \\|$");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{([^}]*)\\})? \\S+$");

    private static final Pattern TAG = Pattern.compile("([a-z_]+)=\"");

    private static final Pattern OF_ITS_FORM = Pattern.compile("_(count|sum|max|bucket)$");

    private record Row(boolean rare, String type, Set<String> tags) {}

    @Test
    void whatIsAnsweredAndWhatIsWrittenAreTheSame() throws Exception {
        Map<String, Row> catalogue = catalogue();
        assertThat(catalogue).hasSizeGreaterThan(20);
        try (FaultyHttpServer server = FaultyHttpServer.start(); TestNode node = TestNode.start(TestDatabase.H2)) {
            server.file("/m.bin", new byte[300_000]);
            var imports = new Imports(node);
            for (String name : new String[] {"m", "again"}) {
                assertThat(imports.run(name, server.url("/m.bin").toString(), null).failure()).isNull();
            }
            assertThat(imports.run("n", node.models().resolve("not-there").toString(), null).failure()).isNotNull();
            ApiClient admin = ApiClient.admin(node);
            await().atMost(Imports.LONG)
                    .untilAsserted(() -> compare(catalogue, admin.exchange("GET", "/actuator/prometheus", "").with(200).body()));
        }
    }

    private static void compare(Map<String, Row> catalogue, String answer) {
        Map<String, Set<String>> answered = answered(answer);
        Set<String> ours = answered.keySet().stream().filter(name -> name.startsWith("weighbridge_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(catalogue.keySet()).as("what is answered and not written").containsAll(ours);
        catalogue.forEach((name, row) -> {
            if (!row.rare()) {
                assertThat(answered).as("what is written and not answered").containsKey(name);
            }
            if (answered.containsKey(name)) {
                assertThat(answered.get(name)).as(name).isEqualTo(row.tags());
                assertThat(answer).as(name).contains("# TYPE " + name + " " + row.type());
            }
        });
    }

    /** The names of samples, without what their form adds, with their tags. */
    private static Map<String, Set<String>> answered(String answer) {
        Map<String, Set<String>> answered = new TreeMap<>();
        SAMPLE.matcher(answer).results().forEach(sample -> {
            String name = OF_ITS_FORM.matcher(sample.group(1)).replaceAll("");
            boolean isGaugeOfAMaximum = sample.group(1).endsWith("_max");
            if (!isGaugeOfAMaximum) {
                Set<String> tags = answered.computeIfAbsent(name, any -> new TreeSet<>());
                if (sample.group(2) != null) {
                    TAG.matcher(sample.group(2)).results().map(tag -> tag.group(1)).forEach(tags::add);
                }
            }
        });
        return answered;
    }

    private static Map<String, Row> catalogue() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("src/docs/metrics.md"))).results().forEach(row -> {
            Set<String> tags = Arrays.stream(row.group(4).split("[`, ]+")).filter(tag -> !tag.isBlank())
                    .collect(Collectors.toCollection(TreeSet::new));
            Row before = rows.put(row.group(2), new Row(!row.group(1).isEmpty(), row.group(3), tags));
            assertThat(before).as(row.group(2) + " stands there twice").isNull();
        });
        return rows;
    }
}
