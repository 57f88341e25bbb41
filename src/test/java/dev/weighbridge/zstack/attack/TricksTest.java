package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Paths that mean another path, hosts that are none, names that would be lines of the log, and guessing at jobs. */
@ExtendWith(OutputCaptureExtension.class)
class TricksTest {

    private static final String CENTRES = "/zstack/v1/ai/model-centers";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin();

    private final DoorClient nobody = DoorClient.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"/zstack/v1/ai/models;a=b", "/zstack/v1/ai/models;", "//zstack/v1/ai/models", "/zstack//v1/ai/models",
            "/zstack/./v1/ai/models",
            "/zstack/v1/accounts/login/../../ai/models", "/zstack/v1/%61i/models", "/zstack/v1/ai/models%2f", "/zstack/v1/ai%2fmodels",
            "/zstack/v1/ai/models%00", "/ZSTACK/v1/ai/models", "/zstack/v1/ai/models.json",
            "/zstack/v1/accounts/sessions/a/valid/../../../../ai/models",
            "/api/v1/models/", "/api/v1;/models", "/api//v1/models", "/api/v1/%6dodels", "/actuator/health/../prometheus",
            "/actuator/health/..%2fprometheus",
            "/actuator;/prometheus", "/actuator/health/..;/prometheus", "/actuator//prometheus", "/%61ctuator/prometheus",
            "\\actuator\\prometheus"})
    void noSpellingOfAPathNeedsNoCredentials(String path) {
        String answer = DoorClient.raw(node, "GET " + path + " HTTP/1.1", nobody);
        assertThat(answer).doesNotStartWith("HTTP/1.1 200").doesNotContain("inventories").doesNotContain("jvm_memory")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate.example/evil?", "gate.example\tevil", "user@gate.example", "gate.example#", "<script>", "a b"})
    void aHostThatIsNoneIsNotAnsweredWithALocation(String host) {
        String answer = DoorClient.raw(node, "DELETE " + CENTRES + "/" + UUID.randomUUID().toString().replace("-", "") + " HTTP/1.1",
                admin.with("X-Job-UUID", DoorClient.jobUuid(), "Host", host));
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("location").doesNotContain("evil").doesNotContain("<script>");
    }

    @Test
    void aNameIsNoLineOfTheLog(CapturedOutput log) {
        String mark = "forged-" + UUID.randomUUID();
        for (String end : List.of("\\n", "\\r", "\\r\\n", "\\u0085", "\\u2028", "\\u001b[2K")) {
            String name = "a" + end + mark + " ERROR all is lost";
            admin.post(CENTRES, DoorClient.centreBody(name, "https://hub.invalid"));
            admin.post(CENTRES, DoorClient.centreBody("b", "https://hub.invalid/" + name));
            admin.post("/zstack/v1/ai/models",
                    "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"/" + name + "\",\"modelCenterUuid\":\""
                            + admin.centre("/a") + "\"}}");
            nobody.logIn(name.replace("\\", ""), "p");
        }
        assertThat(log.getAll().lines().filter(line -> line.startsWith(mark))).isEmpty();
        assertThat(log.getAll()).doesNotContain("\u001b[2K" + mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000000000000000000000000000", "0", "%25", "' or '1'='1", "*", "_______________________________x"})
    void aJobThatIsGuessedAtIsNotThere(String guess) {
        String path = "/zstack/v1/api-jobs/" + guess.replace(" ", "%20");
        assertThat(nobody.get(path).refusedWith(404).body()).isEqualTo("the job has been expired");
    }
}
