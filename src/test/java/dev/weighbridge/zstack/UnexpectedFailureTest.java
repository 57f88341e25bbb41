package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.door.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What comes out of the door when something breaks that nobody thought of, and what goes into the log. */
@ExtendWith(OutputCaptureExtension.class)
class UnexpectedFailureTest {

    @Controller
    static class BrokenController {

        @GetMapping("/zstack/v1/ai/broken")
        Answer fail() {
            throw new IllegalStateException("the reason");
        }
    }

    @Test
    void theCallerGetsAnIdThatTheLogHasAndNoStackTrace(CapturedOutput log) {
        try (var node = TestNode.start(TestNode.newHome(), TestDatabase.H2.freshUrl(), TestDatabase.H2.user(),
                List.of(BrokenController.class))) {
            var reply = DoorClient.admin(node).get("/zstack/v1/ai/broken").failedWith("SYS.1000");
            assertThat(reply.body()).doesNotContain("the reason").doesNotContain("Exception").doesNotContain("dev.weighbridge");
            var id = Pattern.compile("error id ([0-9a-f]{32})").matcher(reply.body());
            assertThat(id.find()).isTrue();
            assertThat(log).contains(id.group(1)).contains("the reason");
        }
    }

    @Test
    void theLogHasNoSessionNoJobAndNoSecret(CapturedOutput log) {
        DoorClient admin = DoorClient.admin();
        String job = DoorClient.jobUuid();
        String session = DoorClient.anonymous().logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        DoorClient caller = DoorClient.anonymous().with("Authorization", "OAuth " + session);
        String body = DoorClient.centreBody("logged", "/a").replace("{\"name\"",
                "{\"parameters\":\"{\\\"token\\\":\\\"hf_hidden\\\"}\",\"name\"");
        caller.post("/zstack/v1/ai/model-centers", body, "X-Job-UUID", job);
        caller.post("/zstack/v1/ai/model-centers", body, "X-Job-UUID", job).refusedWith(400);
        caller.post("/zstack/v1/ai/models", "{\"param\":{\"token\":\"hf_hidden\"}}").failedWith("SYS.1007");
        caller.post("/zstack/v1/ai/models", "{\"param\":{\"token\":\"hf_hidden\"").refusedWith(400);
        admin.get("/zstack/v1/api-jobs/" + job).ok();
        DoorClient.anonymous().delete("/zstack/v1/accounts/sessions/" + session);
        assertThat(log.getAll()).doesNotContain(job).doesNotContain(session).doesNotContain("hf_hidden")
                .doesNotContain(DoorClient.sha512(TestNode.ADMIN_PASSWORD));
    }
}
