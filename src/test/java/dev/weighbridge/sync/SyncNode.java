package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.secret.TestSecrets;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A node that looks often what is due, and a person who keeps policies there. */
final class SyncNode {

    static final String SECRET = TestSecrets.fresh("the secret of a hub's web hook");

    static final String[] SETTINGS = {"weighbridge.sync.look-every=200ms", "weighbridge.queue.poll=200ms",
            "weighbridge.sync.hooks.huggingface.secret=" + SECRET};

    private static final Map<TestDatabase, SyncNode> NODES = new EnumMap<>(TestDatabase.class);

    final TestNode node;

    final ApiClient admin;

    SyncNode(TestNode node) {
        this.node = node;
        this.admin = ApiClient.admin(node);
    }

    /** One for each kind of database; never closed by a test. */
    static synchronized SyncNode on(TestDatabase database) {
        return NODES.computeIfAbsent(database, missing -> new SyncNode(TestNode.start(missing, SETTINGS)));
    }

    /** A folder of its own, whose folders are models. */
    Path shelf() {
        try {
            return Files.createDirectories(node.models().resolve(ResourceUuid.random()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void put(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String center(String url, @Nullable String parameters) {
        return node.bean(ModelCenters.class).add(Imports.ADMIN,
                new NewCenter(null, "centre", null, url, parameters, "127.0.0.1", 5000, null, null, null, null, null, null)).getUuid();
    }

    /** A policy over the folders of a shelf. */
    String folderPolicy(Path shelf, String more) {
        return policy(center(shelf.toString(), null), "\"follow\":{\"folders\":[\".\"]}" + more);
    }

    String policy(String center, String rules) {
        return admin.postJson("/sync-policies", "{\"name\":\"p\",\"modelCenterUuid\":\"" + center + "\"," + rules + "}").with(201)
                .text("/uuid");
    }

    /** Runs a policy by hand, and waits until its imports have ended, too. */
    JsonNode run(String policy) {
        return over(policy, admin.post("/sync-policies/" + policy + "/run").with(202).text("/uuid"));
    }

    /** A run that has ended, with its imports. */
    JsonNode over(String policy, String run) {
        return await().atMost(Imports.LONG).until(() -> run(policy, run),
                seen -> !seen.at("/endedAt").isNull() && seen.at("/underWay").asInt() == 0);
    }

    JsonNode run(String policy, String run) {
        return admin.get("/sync-policies/" + policy + "/history").with(200).at("/items").valueStream()
                .filter(item -> item.at("/uuid").asString().equals(run)).findFirst().orElseThrow();
    }

    static void counts(JsonNode run, int created, int changed, int unchanged, int removed, int failed) {
        assertThat(
                List.of(run.at("/newModels").asInt(), run.at("/changed").asInt(), run.at("/unchanged").asInt(), run.at("/removed").asInt(),
                        run.at("/failed").asInt()))
                .as("new, changed, unchanged, removed, failed of %s", run)
                .containsExactly(created, changed, unchanged, removed, failed);
    }

    /** Names and versions of the models that the centre of a policy has. */
    List<String> models(String policy) {
        return sql().queryForList(
                """
                select m.name from model m join sync_policy p on p.model_center_uuid = m.model_center_uuid where p.uuid = ? order by m.name, m.create_date""",
                String.class, policy);
    }

    /** The models of a name that the centre of a policy has, the oldest first. */
    List<String> uuids(String policy, String name) {
        return sql().queryForList("""
                select m.uuid from model m join sync_policy p on p.model_center_uuid = m.model_center_uuid where p.uuid = ? and m.name = ?
                order by m.create_date""", String.class, policy, name);
    }

    int ingestions(String policy) {
        Integer count = sql().queryForObject("""
                select count(*) from ingestion i join sync_policy p on p.model_center_uuid = i.model_center_uuid where p.uuid = ?""",
                Integer.class,
                policy);
        return count == null ? 0 : count;
    }

    List<String> systemTags(String model) {
        return sql().queryForList("select tag from tag where resource_uuid = ? and kind = 'System' order by tag", String.class, model);
    }

    JdbcTemplate sql() {
        return node.bean(JdbcTemplate.class);
    }
}
