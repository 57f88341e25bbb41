package dev.weighbridge.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.UUID;

import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Section 4 of the wire contract: who sends X-Web-Hook is called when the job has ended. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WebHooksTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private static final String MODELS = "/zstack/v1/ai/models";

    private final TestNode node;

    private final DoorClient admin;

    private final Receiver receiver = Receiver.start();

    private final String job = DoorClient.jobUuid();

    WebHooksTest(TestDatabase database) throws IOException {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private DoorClient asking() {
        return admin.with("X-Job-UUID", job, "X-Web-Hook", receiver.url());
    }

    /** The call, which must be the answer of a poll. */
    private Receiver.Call called(boolean success) {
        Receiver.Call call = receiver.awaitOne();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.asked()).hasToString("/hook?token=of-the-receiver");
        assertThat(call.header("Content-Type")).startsWith("application/json");
        assertThat(call.header("X-Job-UUID")).isEqualTo(job);
        assertThat(call.header("X-Job-Success")).isEqualTo(Boolean.toString(success));
        assertThat(call.headers()).doesNotContainKeys("Authorization", "X-Job-Batch", "X-Weighbridge-Signature");
        var poll = DoorClient.anonymous(node).get("/zstack/v1/api-jobs/" + job, "X-JSON-Schema", "true");
        assertThat(poll.status()).isEqualTo(success ? 200 : 503);
        assertThat(call.body()).isEqualTo(poll.body());
        await().until(() -> node.bean(ApiJobs.class).callback(job).isEmpty());
        assertThat(receiver.calls()).hasSize(1);
        return call;
    }

    private String model(String name, String installPath, String centre) {
        return "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + installPath + "\",\"modelCenterUuid\":\"" + centre + "\"}}";
    }

    @Test
    void aJobThatEndsInTheCallIsToldWithTheSchemaThatJavaNeeds() {
        assertThat(asking().post(CENTERS, DoorClient.centreBody("hook-" + UUID.randomUUID(), "/a")).status()).isEqualTo(202);
        assertThat(called(true).body()).contains("\"inventory\":{",
                "\"schema\":{\"inventory\":\"org.zstack.ai.entity.ModelCenterInventory\"");
    }

    @Test
    void aJobThatFailsInTheCallIsTold() {
        asking().post(CENTERS, "{\"param\":{\"name\":\"a\"}}");
        assertThat(called(false).body()).startsWith("{\"error\":{\"code\":\"SYS.1007\"");
    }

    @Test
    void aDeletionIsTold() {
        String centre = admin.centre("/a");
        asking().delete(CENTERS + "/" + centre);
        assertThat(called(true).body()).isEqualTo("{}");
    }

    @Test
    void theEndOfAnIngestionIsTold() throws IOException {
        String name = "hooked-" + UUID.randomUUID();
        Files.write(Files.createDirectories(node.models().resolve(name)).resolve("weights.bin"), new byte[7]);
        asking().post(MODELS, model(name, node.models().resolve(name).toString(), admin.centre("/a")));
        assertThat(called(true).body()).contains("\"name\":\"" + name + "\"", "\"artifactSizeBytes\":7");
    }

    @Test
    void theFailureOfAnIngestionIsTold() {
        asking().post(MODELS, model("nothing", node.models().resolve("nothing-" + UUID.randomUUID()).toString(), admin.centre("/a")));
        assertThat(called(false).body()).contains("\"code\":\"SYS.1006\"");
    }

    @Test
    void everyCallerOfASharedIngestionIsCalled() throws IOException {
        try (Receiver other = Receiver.start(); FaultyHttpServer source = FaultyHttpServer.start()) {
            source.file("/later.bin", new byte[] {1}).refuseAlways(429, "Retry-After", "3600");
            String centre = admin.centre("/a");
            String body = model("shared-" + UUID.randomUUID(), source.url("/later.bin").toString(), centre);
            String second = DoorClient.jobUuid();
            asking().post(MODELS, body);
            admin.with("X-Job-UUID", second, "X-Web-Hook", other.url()).post(MODELS, body);
            assertThat(receiver.calls()).isEmpty();
            admin.delete(CENTERS + "/" + centre).ok();
            assertThat(called(false).body()).startsWith("{\"error\":");
            assertThat(other.awaitOne().header("X-Job-UUID")).isEqualTo(second);
        }
    }

    @Test
    void theUrlStandsInNoTableInClear() throws IOException {
        try (var held = new Held()) {
            admin.with("X-Job-UUID", job, "X-Web-Hook", held.url()).post(CENTERS, DoorClient.centreBody("hook", "/a"));
            assertThat(node.bean(JdbcTemplate.class).queryForObject("select web_hook from api_job where uuid = ?", String.class, job))
                    .isNotBlank().doesNotContain("127.0.0.1").doesNotContain("hook");
        }
    }

    /** A receiver that takes connections and says nothing, so that a call stays undone. */
    private static final class Held implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));

        Held() throws IOException {}

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
