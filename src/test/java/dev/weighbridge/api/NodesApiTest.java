package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The nodes as the door shows them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NodesApiTest {

    private static final int SIZE = 20 * SmallPartsNode.PART;

    private final TestNode node;

    private final ApiClient admin;

    private final String dead = "dead-" + ResourceUuid.random();

    NodesApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
    }

    @AfterEach
    void forgetTheDead() {
        node.bean(JdbcTemplate.class).update("delete from node where name = ?", dead);
    }

    @Test
    void showsWhatANodeIsWorkingOn() throws Exception {
        Path bytes = Imports.file(node.home().resolve(ResourceUuid.random()), SIZE, 19);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            FaultyFile file = server.file("/slow.bin", Files.readAllBytes(bytes)).stallAfter(SIZE / 2);
            String ingestion = new Imports(node).request("slow", server.url("/slow.bin").toString(), null);
            await().atMost(Imports.LONG).until(() -> file.bytesServed() >= SIZE / 2);

            JsonNode self = only("slow");

            assertThat(self.propertyNames()).containsExactly("name", "address", "version", "roles", "alive", "draining", "startedAt",
                    "heartbeatAt", "running");
            assertThat(self.at("/running/0/uuid").asString()).isEqualTo(ingestion);
            assertThat(self.at("/running/0/step").asString()).isEqualTo("transfer");
            assertThat(self.at("/running/0/lane").asString()).isEqualTo("SMALL");
            assertThat(self.at("/running/0/attempt").asInt()).isEqualTo(1);
            assertThat(self.at("/address").asString()).isEqualTo(node.url().toString());
            assertThat(self.at("/roles").toString()).isEqualTo("[\"api\",\"worker\"]");
            assertThat(self.at("/alive").asBoolean()).isTrue();
            assertThat(Instant.parse(self.at("/startedAt").asString())).isBefore(Instant.parse(self.at("/heartbeatAt").asString()));
            file.recover();
            Ingestion ended = node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);
            assertThat(ended.node()).isEqualTo(self.at("/name").asString());
        }
        assertThat(admin.get("/nodes").with(200).body()).as("when it is done").doesNotContain("\"slow\"");
    }

    @Test
    void showsADeadNodeUntilItIsForgotten() {
        Instant silent = Instant.now().minus(Duration.ofHours(1));
        node.bean(JdbcTemplate.class).update("insert into node values (?, 'http://10.0.0.9:1', '1', 'worker', false, ?, ?)", dead,
                silent.atOffset(ZoneOffset.UTC), silent.atOffset(ZoneOffset.UTC));

        var listed = admin.get("/nodes?sort=heartbeatAt&limit=1").with(200);

        assertThat(listed.text("/items/0/name")).isEqualTo(dead);
        assertThat(listed.at("/items/0/alive").asBoolean(true)).isFalse();
        assertThat(listed.at("/items/0/running").size()).isZero();
        assertThat(listed.at("/items").size()).isEqualTo(1);
        assertThat(listed.at("/total").asInt()).isGreaterThan(1);
        admin.get("/nodes?sort=odd").problem(400, "INVALID_REQUEST");
    }

    @Test
    void isForTheAdministratorOnly() {
        ApiClient.ordinary(node).get("/nodes").problem(403, "FORBIDDEN");
        ApiClient.anonymous(node).get("/nodes").problem(401, "NOT_AUTHENTICATED");
    }

    /** The one node that has an ingestion of this name. */
    private JsonNode only(String name) {
        JsonNode found = null;
        for (JsonNode one : admin.get("/nodes").with(200).at("/items")) {
            if (one.at("/running/0/name").asString().equals(name)) {
                assertThat(found).as("nodes that have it").isNull();
                found = one;
            }
        }
        return Objects.requireNonNull(found, "no node has it");
    }
}
