package dev.weighbridge.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Lists that the operator names are gone through when nodes start. */
@ExtendWith(OutputCaptureExtension.class)
class BulkFilesTest {

    @TempDir
    Path folder;

    private final Path home = TestNode.newHome();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachContentIsTakenInOnceByOneNode(TestDatabase database, CapturedOutput output) throws IOException {
        Imports.file(home.resolve("models/m"), 100, 1);
        Imports.file(home.resolve("models/n"), 100, 2);
        Files.writeString(folder.resolve("one.yaml"), "kind: bulk\nname: ours\ncentre: {name: c, url: " + home.resolve("models")
                + "}\nfrom: one.csv\n");
        Files.writeString(folder.resolve("one.csv"), "name,installPath\nm,m\n");
        Files.writeString(folder.resolve("wrong.yaml"), "kind: bulk\nmodel: []\n");
        String url = database.freshUrl();
        try (TestNode first = start(database, url)) {
            assertThat(ended(first, 1)).extracting(BulkRun::name, BulkRun::state)
                    .containsExactly(tuple("ours", BulkState.SUCCEEDED));
            assertThat(output.getAll()).contains("Could not read the list " + folder.resolve("wrong.yaml")
                    + ": line 2: the key 'model' is not known here");
            try (TestNode second = start(database, url)) {
                assertThat(ended(second, 1)).hasSize(1);
            }
            Files.writeString(folder.resolve("one.csv"), "name,installPath\nm,m\nn,n\n");
            try (TestNode third = start(database, url)) {
                List<BulkRun> both = ended(third, 2);
                assertThat(both.getFirst().counts().alreadyThere()).isEqualTo(1);
                assertThat(both.getFirst().counts().succeeded()).isEqualTo(1);
            }
        }
    }

    private TestNode start(TestDatabase database, String url) {
        return TestNode.start(home, url, database.user(), List.of(), "weighbridge.bulk.files=" + folder + "/*.yaml," + folder + "/none-*");
    }

    /** The latest first, once there are so many and all have ended. */
    private static List<BulkRun> ended(TestNode node, int count) {
        return await().atMost(Duration.ofSeconds(60)).until(
                () -> node.bean(BulkRuns.class).list(null, BulkRuns.By.CREATED, true, new Stretch(10, 0)),
                all -> all.size() == count && all.stream().allMatch(run -> run.state().hasEnded()));
    }
}
