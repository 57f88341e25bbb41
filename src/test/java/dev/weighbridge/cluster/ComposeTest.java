package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What must hold of the files for Docker, which no test can start. */
class ComposeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private static final JsonNode COMPOSE = yaml("docker-compose.yml");

    private static final Pattern PINNED = Pattern.compile("[a-z0-9/.-]+:v?[0-9]+\\.[0-9]+[^ ]*");

    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)([^}]*)}");

    @Test
    void everyImageIsPinned() throws IOException {
        List<String> images = new ArrayList<>(services().map(service -> service.getValue().at("/image").asString())
                .filter(image -> !image.equals("weighbridge:local")).toList());
        FROM.matcher(Files.readString(ROOT.resolve("src/docker/Dockerfile"))).results().forEach(from -> images.add(from.group(1)));
        assertThat(images).hasSize(6).allMatch(image -> PINNED.matcher(image).matches() && !image.contains("latest"));
    }

    @Test
    void noSecretHasADefaultAndMakeEnvMakesThemAll() throws IOException {
        var wanted = new TreeSet<String>();
        COMPOSE.at("/secrets").forEach(secret -> wanted.add(secret.at("/environment").asString()));
        VARIABLE.matcher(Files.readString(ROOT.resolve("docker-compose.yml"))).results()
                .filter(variable -> !variable.group(1).endsWith("_PORT")).forEach(variable -> {
                    assertThat(variable.group(2)).as(variable.group()).startsWith(":?");
                    wanted.add(variable.group(1));
                });
        List<String> made = Pattern.compile("(?m)^([A-Z_]+)=\\$\\(").matcher(Files.readString(ROOT.resolve("src/docker/make-env")))
                .results().map(line -> line.group(1)).toList();
        assertThat(made).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        services().forEach(service -> service.getValue().at("/volumes").forEach(volume -> {
            String from = volume.asString().split(":")[0];
            if (from.startsWith("./src")) {
                assertThat(ROOT.resolve(from)).exists();
            } else if (!from.startsWith("./")) {
                assertThat(COMPOSE.at("/volumes").has(from)).as(from).isTrue();
            }
        }));
    }

    @Test
    void everythingIsCheckedForItsHealthAndStartedAgain() throws IOException {
        assertThat(Files.readString(ROOT.resolve("src/docker/Dockerfile"))).contains("HEALTHCHECK").contains("USER 10001:10001");
        services().forEach(service -> {
            JsonNode whole = service.getValue();
            boolean ours = whole.at("/image").asString().equals("weighbridge:local");
            assertThat(ours || whole.has("healthcheck")).as(service.getKey()).isTrue();
            assertThat(ours || whole.at("/restart").asString().equals("unless-stopped")).as(service.getKey()).isTrue();
        });
    }

    @Test
    void nothingIsPublishedToTheNetworkAndANodeHasTimeToLeave() {
        services().forEach(service -> service.getValue().at("/ports")
                .forEach(port -> assertThat(port.asString()).as(service.getKey()).startsWith("127.0.0.1:")));
        assertThat(COMPOSE.at("/x-node/stop_grace_period").asString()).isEqualTo("35s");
    }

    private static Stream<Map.Entry<String, JsonNode>> services() {
        Stream<Map.Entry<String, JsonNode>> services = COMPOSE.at("/services").properties().stream();
        return services.map(service -> Map.entry(service.getKey(), merged(service.getValue())));
    }

    /** Jackson does not follow {@code <<}; the one merge at the top of a service is that of x-node. */
    private static JsonNode merged(JsonNode service) {
        return service.has("<<") ? ((ObjectNode) COMPOSE.at("/x-node").deepCopy())
                .setAll((ObjectNode) service) : service;
    }

    private static JsonNode yaml(String file) {
        return YAMLMapper.builder().build().readTree(ROOT.resolve(file));
    }
}
