package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.huggingface.FakeHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlansApiTest {

    private static TestNode node;

    private static FakeHub hub;

    private static String center;

    @BeforeAll
    static void start() {
        node = TestNode.start(TestDatabase.H2, "weighbridge.sources.allowed-networks=127.0.0.0/8,localhost",
                "weighbridge.sources.local-roots=" + Path.of("samples").toAbsolutePath(),
                "weighbridge.add-model.max-bytes-per-account=300KB");
        hub = FakeHub.start();
        center = node.bean(ModelCenters.class)
                .add(Imports.ADMIN, new NewCenter(null, "hub", null, hub.endpoint(), "{\"type\":\"huggingface\"}", "127.0.0.1", 443,
                        null, null, null, null, null, null))
                .getUuid();
    }

    @AfterAll
    static void stop() {
        hub.close();
        node.close();
    }

    @Test
    void saysWhatWouldBeDoneWithoutFetchingAWeight() throws IOException {
        Path weights = Path.of("samples/tiny-bert-1.0/model.safetensors");
        hub.model("org/bert")
                .putAll(Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8), "model.safetensors", Files.readAllBytes(weights),
                        "pytorch_model.bin", new byte[100]))
                .detail("cardData", Map.of("license", "apache-2.0")).detail("gated", "auto").tag("v1.2").letIn("t0ken");
        hub.token("t0ken");

        ApiClient.Reply plan = ApiClient.admin(node).postJson("/plans", """
                {"installPath": "org/bert@v1.2", "modelCenterUuid": "%s", "token": "t0ken"}""".formatted(center)).with(200);

        assertThat(plan.text("/commit")).isEqualTo(hub.model("org/bert").newest());
        assertThat(plan.text("/licence")).isEqualTo("apache-2.0");
        assertThat(plan.text("/gated")).isEqualTo("auto");
        assertThat(plan.text("/versionSemver")).isEqualTo("1.2.0");
        assertThat(plan.text("/weights")).isEqualTo("safetensors");
        assertThat(plan.at("/files").size()).isEqualTo(3);
        assertThat(plan.text("/files/0/digest")).as("as `git hash-object` says")
                .isEqualTo("git-sha1:9e26dfeeb6e641a33dae4961196235bdb965b21b");
        assertThat(plan.at("/files/1/taken").asBoolean()).isTrue();
        assertThat(plan.at("/files/2/taken").asBoolean()).isFalse();
        assertThat(plan.text("/files/2/why")).isNotBlank();
        assertThat(plan.at("/bytesToFetch").asLong()).isEqualTo(2 + Files.size(weights));
        assertThat(plan.at("/bytesStored").asLong()).isZero();
        assertThat(plan.at("/problems").size()).isZero();
        assertThat(hub.cdnCalls()).isEmpty();
        assertThat(plan.body()).doesNotContain("t0ken");
    }

    @Test
    void saysWhatTheAccountHasNoRoomFor() {
        hub.model("org/large").put("model.safetensors", new byte[310 * 1024]);
        ApiClient.Reply plan = ApiClient.admin(node).postJson("/plans",
                "{\"installPath\": \"org/large\", \"modelCenterUuid\": \"" + center + "\"}").with(200);
        assertThat(plan.text("/problems/0")).startsWith("Could not add the model 'org/large'").contains("max-bytes-per-account");
    }

    @Test
    void takesTheFilesThatAreAskedFor() {
        hub.model("org/several").putAll(Map.of("a.txt", new byte[1], "b/c.txt", new byte[2], "b/d.bin", new byte[3]));
        ApiClient.Reply plan = ApiClient.admin(node).postJson("/plans", """
                {"installPath": "org/several", "modelCenterUuid": "%s", "include": ["b/"], "exclude": "*.bin"}""".formatted(center))
                .with(200);
        assertThat(plan.at("/bytesToFetch").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                  | 400 | INVALID_REQUEST
            {"modelCenterUuid": "%s"}                                           | 400 | INVALID_REQUEST
            {"installPath": 1, "modelCenterUuid": "%s"}                         | 400 | INVALID_REQUEST
            {"installPath": "org/x", "modelCenterUuid": "%s", "weights": 1}     | 400 | INVALID_REQUEST
            {"installPath": "org/none", "modelCenterUuid": "%s"}                | 422 | SOURCE_NOT_FOUND
            {"installPath": "org/x", "modelCenterUuid": "00000000000040008000000000000000"} | 404 | NOT_FOUND
            {"installPath": "gopher://x/y", "modelCenterUuid": "%s"}            | 400 | INVALID_REQUEST
            """)
    void saysWhyThereIsNoPlan(String body, int status, String kind) {
        ApiClient.admin(node).postJson("/plans", body.replace("%s", center)).problem(status, kind);
    }

    /** The plan that the samples show; the time is that of the checkout's youngest file. */
    @Test
    void theSampleIsWhatIsAnswered() throws IOException {
        String samples = node.bean(ModelCenters.class).add(Imports.ADMIN, new NewCenter(null, "samples", null,
                Path.of("samples").toAbsolutePath().toString(), null, "127.0.0.1", 443, null, null, null, null, null, null)).getUuid();
        ApiClient.Reply plan = ApiClient.admin(node).postJson("/plans", """
                {"installPath": "tiny-llama", "modelCenterUuid": "%s", "exclude": ["README.md"]}""".formatted(samples)).with(200);
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var shown = (ObjectNode) json.readTree(plan.body());
        shown.put("sourceTime", "2026-11-24T00:00:00Z");
        assertThat(json.readTree(Path.of("samples/tiny-llama.plan.json"))).as(json.writeValueAsString(shown)).isEqualTo(shown);
    }

    @Test
    void isForThoseWhoLoggedIn() {
        ApiClient.anonymous(node).postJson("/plans", "{}").problem(401, "NOT_AUTHENTICATED");
    }
}
