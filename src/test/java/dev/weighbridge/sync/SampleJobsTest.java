package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The files of {@code jobs/} that are there to be copied. */
class SampleJobsTest {

    private static final Path SAMPLES = Path.of("samples");

    @Test
    void theListAndThePolicyDoWhatTheySay() throws IOException {
        try (var node = TestNode.start(TestDatabase.H2, "weighbridge.bulk.files=jobs/list.yaml", "weighbridge.sync.files=jobs/sync-*.yaml",
                "weighbridge.sources.local-roots=" + SAMPLES)) {
            var sync = new SyncNode(node);
            JsonNode list = await().atMost(Imports.LONG).until(() -> sync.admin.get("/bulk-imports").with(200).at("/items/0"),
                    run -> "SUCCEEDED PARTIAL FAILED".contains(run.at("/state").asString("none")));
            assertThat(list.at("/state").asString()).as("%s", list).isEqualTo("SUCCEEDED");
            assertThat(list.at("/counts/succeeded").asInt()).as("%s", list).isEqualTo(3);

            JsonNode policy = sync.admin.get("/sync-policies").with(200).at("/items/0");
            assertThat(policy.at("/schedule/bandwidth").asString()).isEqualTo("20MB");
            try (Stream<Path> folders = Files.list(SAMPLES).filter(Files::isDirectory)) {
                SyncNode.counts(sync.run(policy.at("/uuid").asString()), (int) folders.count(), 0, 0, 0, 0);
            }
        }
    }
}
