package dev.weighbridge.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;

class HooksOutliveNodesTest {

    @Test
    void aCallThatANodeCouldNotMakeIsMadeByTheNext() throws IOException {
        Path home = TestNode.newHome();
        String url = TestDatabase.H2.freshUrl();
        String job = DoorClient.jobUuid();
        try (Receiver receiver = Receiver.start()) {
            try (TestNode first = TestNode.start(home, url, TestDatabase.H2.user(), List.of(), "weighbridge.roles=api")) {
                DoorClient.admin(first).with("X-Job-UUID", job, "X-Web-Hook", receiver.url())
                        .post("/zstack/v1/ai/model-centers", DoorClient.centreBody("a", "/a"));
            }
            assertThat(receiver.calls()).isEmpty();
            try (TestNode second = TestNode.start(home, url, TestDatabase.H2.user(), List.of())) {
                Receiver.Call call = receiver.awaitOne();
                assertThat(call.header("X-Job-UUID")).isEqualTo(job);
                assertThat(DoorClient.anonymous(second).get("/zstack/v1/api-jobs/" + job).ok().text("/inventory/name")).isEqualTo("a");
            }
        }
    }
}
