package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.ModelSources;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the centres are there, as they are asked and as imports find them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CenterProbeTest {

    private static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    private final TestNode node;

    private final ModelCenters centers;

    private final CenterNews news;

    private final CenterProbe probe;

    private final List<String> asked = new ArrayList<>();

    private final HttpServer server;

    private volatile int status = 404;

    CenterProbeTest(TestDatabase database) throws IOException {
        node = TestNode.shared(database);
        centers = node.bean(ModelCenters.class);
        news = node.bean(CenterNews.class);
        probe = new CenterProbe(news, centers, node.bean(ModelSources.class),
                new CenterProperties(Duration.ofMinutes(5), Duration.ofSeconds(2)), node.bean(MeterRegistry.class));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String add(String url, String parameters) {
        return centers
                .add(ADMIN, new NewCenter(null, "probed", null, url, parameters, "127.0.0.1", 5000, null, null, null, null, null, null))
                .getUuid();
    }

    private String statusOf(String uuid) {
        return centers.find(uuid).orElseThrow().getStatus();
    }

    private String askedOf(String uuid) {
        probe.ask(List.of(uuid));
        return statusOf(uuid);
    }

    @Test
    void aPlaceThatAnswersIsConnectedAndOneThatDoesNotIsDisconnected() {
        String uuid = add(url() + "/models/", "{}");
        assertThat(statusOf(uuid)).isEqualTo("Connecting");
        assertThat(askedOf(uuid)).isEqualTo("Connected");
        status = 503;
        assertThat(askedOf(uuid)).isEqualTo("Disconnected");
        status = 200;
        assertThat(askedOf(uuid)).isEqualTo("Connected");
        server.stop(0);
        assertThat(askedOf(uuid)).isEqualTo("Disconnected");
    }

    @Test
    void everyKindOfPlaceIsAskedOnceWithoutItsCredentials() {
        for (String type : List.of("huggingface", "modelscope", "oci", "ollama", "s3", "http")) {
            asked.clear();
            String uuid = add(url(), "{\"type\":\"" + type + "\",\"token\":\"verysecret\"}");
            assertThat(askedOf(uuid)).as(type).isEqualTo("Connected");
            assertThat(asked).as(type).hasSize(1).first().asString().startsWith("HEAD /").endsWith(" null");
        }
    }

    @Test
    void aFolderIsConnectedWhileItIsThereAndAllowed() throws IOException {
        var folder = Files.createDirectories(node.models().resolve("probed-" + UUID.randomUUID()));
        String uuid = add(folder.toString(), "{}");
        assertThat(askedOf(uuid)).isEqualTo("Connected");
        Files.delete(folder);
        assertThat(askedOf(uuid)).isEqualTo("Disconnected");
        assertThat(askedOf(add("/etc", "{}"))).isEqualTo("Disconnected");
    }

    @Test
    void aPlaceThatKeepsSilentIsDisconnectedWhenItsTimeIsOver() throws IOException {
        try (var silent = new ServerSocket(0)) {
            assertThat(askedOf(add("http://127.0.0.1:" + silent.getLocalPort() + "/", "{}"))).isEqualTo("Disconnected");
        }
    }

    @Test
    void theNetworkPolicyApplies() {
        assertThat(askedOf(add("http://169.254.169.254/latest/", "{}"))).isEqualTo("Disconnected");
    }

    @Test
    void aCentreIsDueAtOnceAndThenNotBeforeItsTime() {
        String uuid = add(url(), "{}");
        assertThat(news.due(100_000)).contains(uuid);
        probe.ask(List.of(uuid));
        assertThat(news.due(100_000)).doesNotContain(uuid);
        node.bean(CenterChanges.class).change(uuid, new NewCenter(null, null, null, url() + "/other", null, null, null, null, null, null,
                null, null, null));
        assertThat(statusOf(uuid)).isEqualTo("Connecting");
        assertThat(news.due(100_000)).contains(uuid);
    }

    @Test
    void anAnswerAboutWhatTheCentreWasBeforeIsNoNews() {
        String uuid = add(url(), "{}");
        var next = news.now().plusSeconds(300);
        news.isAsked(uuid, next);
        node.bean(JdbcClient.class).sql("update model_center set probe_due = null where uuid = :uuid").param("uuid", uuid).update();
        assertThat(news.hasAnswered(uuid, next, CenterStatus.DISCONNECTED)).isFalse();
        assertThat(statusOf(uuid)).isEqualTo("Connecting");
    }

    @Test
    void whatImportsFindIsNewsAboutTheirOwnCentreOnly() {
        String uuid = add(url(), "{}");
        var here = ModelReference.of(url() + "/file", null);
        var elsewhere = ModelReference.of("https://elsewhere.example/file", null);
        var down = new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not: down. Wait.");
        news.reached(uuid, elsewhere);
        news.failed(uuid, elsewhere, down);
        news.failed(uuid, here, new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not: no such file. Check it."));
        assertThat(statusOf(uuid)).isEqualTo("Connecting");
        news.reached(uuid, here);
        ModelCenter reached = centers.find(uuid).orElseThrow();
        assertThat(reached.getStatus()).isEqualTo("Connected");
        news.reached(uuid, here);
        assertThat(centers.find(uuid).orElseThrow().getLastOpDate()).as("no news").isEqualTo(reached.getLastOpDate());
        news.failed(uuid, here, down);
        assertThat(statusOf(uuid)).isEqualTo("Disconnected");
    }
}
