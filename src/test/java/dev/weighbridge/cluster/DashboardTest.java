package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Dashboard and alerts ask for metrics that a node has. */
class DashboardTest {

    /** A name before a selector, a range, a closing bracket, a comparison or the end. */
    private static final Pattern NAME = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+|up)\\b(?=[{\\[)]|\\s*$|\\s*[>=<])");

    /** Of Prometheus itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)[{ ]");

    @TempDir
    Path home;

    @Test
    void everyMetricIsThereOnARunningNode() throws Exception {
        Set<String> wanted = wanted();
        assertThat(wanted).contains("weighbridge_ingestions_open", "weighbridge_ingestions_ended_total", "weighbridge_net_requests_total")
                .hasSizeGreaterThan(12);
        try (FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess node = NodeProcess.start(home, LastingDatabase.of(TestDatabase.H2, home)).ready()) {
            server.file("/m.bin", new byte[10]);
            String center = node.addCenter("https://example.invalid");
            assertThat(node.end(node.addModel(center, "m", server.url("/m.bin").toString())).statusCode()).isEqualTo(200);
            assertThat(node.end(node.addModel(center, "n", "/not/there")).statusCode()).isEqualTo(503);
            await().atMost(NodeProcess.LONG).untilAsserted(() -> assertThat(exposed(node)).containsAll(wanted));
        }
    }

    private static Set<String> exposed(NodeProcess node) {
        return SAMPLE.matcher(node.get("/actuator/prometheus").body()).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> wanted() throws IOException {
        var expressions = new TreeSet<String>();
        JsonNode dashboard = JsonMapper.shared().readTree(Path.of("src/docker/grafana/dashboards/weighbridge.json"));
        dashboard.at("/panels").forEach(panel -> panel.at("/targets").forEach(target -> expressions.add(target.at("/expr").asString())));
        JsonNode alerts = YAMLMapper.builder().build().readTree(Files.readString(Path.of("src/docker/alerts.yml")));
        alerts.at("/groups/0/rules").forEach(rule -> expressions.add(rule.at("/expr").asString()));
        var names = new TreeSet<String>();
        for (String expression : expressions) {
            List<String> found = NAME.matcher(expression.replaceAll("by \\([^)]*\\)", "")).results().map((MatchResult one) -> one.group(1))
                    .toList();
            assertThat(found).as(expression).isNotEmpty();
            names.addAll(found);
        }
        names.removeAll(OF_PROMETHEUS);
        return names;
    }
}
