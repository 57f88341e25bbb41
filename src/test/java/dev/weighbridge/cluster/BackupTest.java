package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Section "One node, H2" of the operator's guide: a stopped node's folder is all that is needed to go on elsewhere. */
class BackupTest {

    @TempDir
    Path folder;

    @Test
    void aNodeGoesOnFromACopyOfItsFolder() throws Exception {
        Path home = folder.resolve("home");
        Path copy = folder.resolve("copy");
        String model;
        String hook;
        try (TestNode node = on(home)) {
            model = new Imports(node).run("saved", file(node, 300_000), null).modelUuid();
            hook = ApiClient.admin(node).postJson("/event-hooks", "{\"name\":\"h\",\"url\":\"http://127.0.0.1:9/x\",\"secret\":\"s\"}")
                    .with(201)
                    .text("/uuid");
        }
        FileSystemUtils.copyRecursively(home, copy);
        FileSystemUtils.deleteRecursively(home);

        try (TestNode restored = on(copy)) {
            ApiClient admin = ApiClient.admin(restored);
            assertThat(admin.get("/models/" + model + "/files").with(200).at("/items/0/size").asLong()).isEqualTo(300_000);
            String verification = admin.post("/models/" + model + "/verify").with(202).text("/uuid");
            var ended = await().atMost(Imports.LONG).until(() -> admin.get("/verifications/" + verification).with(200),
                    seen -> !seen.at("/endedAt").isNull());
            assertThat(ended.text("/state")).isEqualTo("SUCCEEDED");
            assertThat(ended.at("/intact").asInt()).isEqualTo(1);
            assertThat(admin.post("/event-hooks/" + hook + "/test").with(200).text("/flaw")).as("its address can be read with the key")
                    .isEqualTo("the connection failed");
            assertThat(new Imports(restored).run("new", file(restored, 10), null).failure()).isNull();
        }
    }

    private static TestNode on(Path home) {
        return TestNode.start(home, "jdbc:h2:file:" + home.resolve("weighbridge") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0", "sa",
                List.of());
    }

    private static String file(TestNode node, int size) {
        return Imports.file(node.models().resolve(ResourceUuid.random()), size, size).toString();
    }
}
