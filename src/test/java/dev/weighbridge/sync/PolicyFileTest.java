package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.sync.Treatment.OnRemoved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Policies that stand in files. */
class PolicyFileTest {

    private static final String FILE = """
            kind: sync
            name: nightly
            centre:
              name: lab
              url: ./models
            follow:
              folders: [.]
              names: ["*-chat"]
            weights: safetensors
            schedule:
              cron: 0 3 * * *
              zone: Europe/Berlin
              window: 22:00-06:00
            retention:
              keepVersions: 3
            onRemoved: mark
            """;

    @TempDir
    private Path folder;

    private Path write(String text) {
        Path file = folder.resolve("sync-lab.yaml");
        SyncNode.put(file, text);
        return file;
    }

    @Test
    void isReadWithItsFolderBesideIt() {
        PolicyFile file = PolicyFile.read(write(FILE));
        assertThat(file.name()).isEqualTo("nightly");
        assertThat(file.centre().url()).isEqualTo(folder.resolve("models").toString());
        assertThat(file.rules().schedule()).isEqualTo(new Schedule("0 3 * * *", "Europe/Berlin", "22:00-06:00", null));
        assertThat(file.rules().treatment().keepVersions()).isEqualTo(3);
        assertThat(file.rules().treatment().onRemoved()).isEqualTo(OnRemoved.MARK);
        assertThat(file.rules().follow().names()).containsExactly("*-chat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kind: sync            | kind: bulk                | line 1: 'kind' must be 'sync'",
            "weights: safetensors  | wieghts: safetensors      | line 9: 'wieghts' is not known here, only approval, centre",
            "cron: 0 3 * * *       | cron: never               | line 11: 'schedule.cron' is no cron expression",
            "zone: Europe/Berlin   | zoen: UTC                 | line 12: 'schedule.zoen' is not known here, only bandwidth, cron, window, zone",
            "window: 22:00-06:00   | bandwidth: fast           | line 13: 'schedule.bandwidth' must be bytes a second such as 512KB or 20MB",
            "keepVersions: 3       | keepVersions: 0           | line 15: 'retention.keepVersions' must be a whole number from 1",
            "onRemoved: mark       | onRemoved: burn           | line 16: 'onRemoved' must be one of keep, mark, delete",
            "onRemoved: mark       | priority: {}              | line 16: 'priority' must be a text",
            "url: ./models         | description: d            | line 3: 'centre.url' is mandatory, and missing or empty",
            "kind: sync            | 'kind: [sync'             | it is no YAML"})
    void whatIsWrongIsSaidWithItsLine(String written, String instead, String sentence) {
        Path file = write(FILE.replace(written, instead));
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> PolicyFile.read(file)).satisfies(failed -> {
            assertThat(failed.getMessage()).startsWith("Could not read the sync policy " + file + ": ").endsWith("start the node again.");
            assertThat(failed.getMessage()).contains(sentence);
        });
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aFileIsAPolicyThatChangesWithIt(TestDatabase database) {
        write(FILE);
        SyncNode.put(folder.resolve("sync-bad.yaml"), "kind: sync\nwhat: 1\n");
        SyncNode.put(folder.resolve("other.yaml"), "kind: bulk\n");
        String url = database.freshUrl();
        Path home = TestNode.newHome();
        String[] settings = {"weighbridge.sync.files=" + folder + "/sync-*.yaml"};
        String uuid;
        try (var node = TestNode.start(home, url, database.user(), List.of(), settings)) {
            var items = new SyncNode(node).admin.get("/sync-policies").with(200);
            assertThat(items.at("/total").asInt()).isEqualTo(1);
            assertThat(items.text("/items/0/file")).isEqualTo("sync-lab.yaml");
            assertThat(items.text("/items/0/onRemoved")).isEqualTo("mark");
            uuid = items.text("/items/0/uuid");
        }
        write(FILE.replace("onRemoved: mark", "onRemoved: delete"));
        try (var node = TestNode.start(home, url, database.user(), List.of(), settings)) {
            var admin = new SyncNode(node).admin;
            assertThat(admin.get("/sync-policies/" + uuid).with(200).text("/onRemoved")).isEqualTo("delete");
            assertThat(admin.get("/sync-policies").with(200).at("/total").asInt()).isEqualTo(1);
            assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from model_center", Integer.class))
                    .as("one centre for both").isEqualTo(1);
            String body = "{\"name\":\"by hand\",\"enabled\":false,\"follow\":{\"folders\":[\".\"]}}";
            admin.exchange("PUT", "/api/v1/sync-policies/" + uuid, body).with(200);
        }
        try (var node = TestNode.start(home, url, database.user(), List.of(), settings)) {
            assertThat(new SyncNode(node).admin.get("/sync-policies/" + uuid).with(200).text("/name"))
                    .as("an unchanged file leaves alone what was changed over the API").isEqualTo("by hand");
        }
    }
}
