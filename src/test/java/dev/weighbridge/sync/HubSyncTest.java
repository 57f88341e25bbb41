package dev.weighbridge.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.source.huggingface.FakeHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A hub's organisation that is followed. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HubSyncTest {

    private final FakeHub hub = FakeHub.start();

    private final SyncNode sync;

    private final String center;

    HubSyncTest(TestDatabase database) {
        sync = SyncNode.on(database);
        center = sync.center(hub.endpoint(), "{\"type\":\"huggingface\"}");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void model(String id) {
        hub.model(id).put("config.json", ("{\"of\":\"" + id + "\"}").getBytes(UTF_8)).put("notes.txt", "a".repeat(5000).getBytes(UTF_8));
    }

    private String policy(String more) {
        return sync.policy(center, "\"follow\":{\"organisations\":[\"org\"]}" + more);
    }

    @Test
    void whatIsNewComesAndAnUnchangedPlaceCostsOneRequestAndNoImport() {
        List.of("org/a", "org/b", "org/c").forEach(this::model);
        String policy = policy("");
        SyncNode.counts(sync.run(policy), 3, 0, 0, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a", "b", "c");
        assertThat(sync.sql().queryForList("select distinct type || ' ' || model_id from model where name = 'b' and model_center_uuid = ?",
                String.class, center)).containsExactly("System org/b");
        int asked = hub.calls().size();
        int imports = sync.ingestions(policy);
        JsonNode again = sync.run(policy);
        SyncNode.counts(again, 0, 0, 3, 0, 0);
        assertThat(again.at("/bytes").asLong()).isZero();
        assertThat(hub.calls().size() - asked).as("requests of a run that finds nothing new").isEqualTo(1);
        assertThat(sync.ingestions(policy)).isEqualTo(imports);
    }

    @Test
    void ofAChangedModelOnlyTheChangedFileIsFetched() {
        List.of("org/a", "org/b").forEach(this::model);
        String policy = policy("");
        sync.run(policy);
        byte[] changed = "{\"of\":\"another\"}".getBytes(UTF_8);
        hub.model("org/a").put("config.json", changed);
        int asked = hub.calls().size();
        JsonNode run = sync.run(policy);
        SyncNode.counts(run, 0, 1, 1, 0, 0);
        assertThat(run.at("/bytes").asLong()).isEqualTo(changed.length);
        assertThat(hub.calls().stream().skip(asked).map(FakeHub.Call::path).filter(path -> path.contains("/resolve/")))
                .as("files that were asked for")
                .isNotEmpty().allMatch(path -> path.endsWith("/" + hub.model("org/a").newest() + "/config.json"));
        assertThat(sync.models(policy)).containsExactly("a", "a", "b");
        assertThat(
                sync.sql().queryForObject("select install_path from model where name = 'a' and is_latest_version and model_center_uuid = ?",
                        String.class, center))
                .isEqualTo("hf://org/a@" + hub.model("org/a").newest());
    }

    @Test
    void branchesTagsAndNamesChooseAndATagIsTheVersion() {
        List.of("org/small-1", "org/large-1").forEach(this::model);
        hub.model("org/small-1").tag("v1.0");
        model("org/small-1");
        hub.model("org/small-1").tag("v1.1").tag("nightly");
        String policy = sync.policy(center, "\"follow\":{\"organisations\":[\"org\"],\"names\":[\"small-*\"]},\"revisions\":[\"v*\"]");
        SyncNode.counts(sync.run(policy), 2, 0, 0, 0, 0);
        assertThat(sync.sql().queryForList("select name || ' ' || version from model where model_center_uuid = ? order by version",
                String.class,
                center)).containsExactly("small-1 v1.0", "small-1 v1.1");
    }

    @Test
    void aPreviewSaysWhatARunWouldDoAndChangesNothing() {
        List.of("org/a", "org/b").forEach(this::model);
        String policy = policy("");
        sync.run(policy);
        model("org/a");
        hub.remove("org/b");
        model("org/c");
        for (int time = 0; time < 2; time++) {
            var preview = sync.admin.post("/sync-policies/" + policy + "/preview").with(200);
            assertThat(preview.at("/counts").toString())
                    .isEqualTo("{\"newModels\":1,\"changed\":1,\"unchanged\":0,\"removed\":1,\"failed\":0}");
            assertThat(
                    preview.at("/changes").valueStream().map(change -> change.at("/what").asString() + " " + change.at("/id").asString()))
                    .containsExactlyInAnyOrder("changed org/a", "removed org/b", "new org/c");
        }
        assertThat(sync.models(policy)).containsExactly("a", "b");
        assertThat(sync.ingestions(policy)).isEqualTo(2);
        SyncNode.counts(sync.run(policy), 1, 1, 0, 1, 0);
    }

    @Test
    void aPlaceThatCannotBeListedChangesNothingAndIsSaid() {
        String policy = sync.policy(center, "\"follow\":{\"collections\":[\"org/none-1\"]},\"onRemoved\":\"delete\"");
        JsonNode run = sync.run(policy);
        assertThat(run.at("/state").asString()).isEqualTo("FAILED");
        assertThat(run.at("/failure/kind").asString()).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(run.at("/failure/message").asString()).startsWith("Could not ");
    }

    @Test
    void whileOneModelCannotBeLookedAtNothingCountsAsRemoved() {
        List.of("org/a", "org/b").forEach(this::model);
        String policy = sync.policy(center, "\"follow\":{\"models\":[\"org/a\",\"org/b\"]},\"onRemoved\":\"delete\"");
        SyncNode.counts(sync.run(policy), 2, 0, 0, 0, 0);
        hub.model("org/a").detail("disabled", true);
        hub.remove("org/b");
        JsonNode run = sync.run(policy);
        SyncNode.counts(run, 0, 0, 0, 0, 1);
        assertThat(run.at("/state").asString()).isEqualTo("PARTIAL");
        assertThat(run.at("/failure/kind").asString()).isEqualTo("SOURCE_DENIED");
        assertThat(sync.models(policy)).containsExactly("a", "b");
        hub.model("org/a").detail("disabled", false);
        SyncNode.counts(sync.run(policy), 0, 0, 1, 1, 0);
        assertThat(sync.models(policy)).containsExactly("a");
    }

    @Test
    void approvalIsWaitedForAndANoIsTaken() {
        List.of("org/a", "org/b").forEach(this::model);
        String policy = policy(",\"approval\":\"manual\"");
        String run = sync.admin.post("/sync-policies/" + policy + "/run").with(202).text("/uuid");
        await().atMost(Imports.LONG).until(() -> !sync.run(policy, run).at("/endedAt").isNull());
        assertThat(sync.run(policy, run).at("/underWay").asInt()).isEqualTo(2);
        List<String> held = sync.sql().queryForList(
                "select uuid from ingestion where run_uuid = ? and state = 'AWAITING_APPROVAL' order by name",
                String.class, run);
        assertThat(held).hasSize(2);
        assertThat(hub.calls().stream().filter(call -> call.path().contains("/resolve/"))).as("nothing is fetched before").isEmpty();
        sync.admin.post("/ingestions/" + held.getFirst() + "/approve").with(200);
        sync.admin.post("/ingestions/" + held.getLast() + "/cancel").with(200);
        sync.over(policy, run);
        assertThat(sync.models(policy)).containsExactly("a");
        assertThat(scheduled(policy).at("/unchanged").asInt()).as("a no stays a no until the model changes").isEqualTo(2);
        model("org/b");
        assertThat(scheduled(policy).at("/newModels").asInt()).isEqualTo(1);
    }

    /** A run at its time, which is now; its imports may wait. */
    private JsonNode scheduled(String policy) {
        String run = sync.node.bean(SyncRuns.class).start(policy, SyncRun.Cause.SCHEDULE, null);
        return await().atMost(Imports.LONG).until(() -> sync.run(policy, run), seen -> !seen.at("/endedAt").isNull());
    }

    @Test
    void aRunThatIsKilledGoesOnAndRequestsNothingTwice() {
        for (int number = 0; number < 6; number++) {
            model("org/m" + number);
        }
        String policy = policy("");
        // A node that has died in the middle: its run is begun and two are requested.
        String run = begun(policy);
        SyncPolicy kept = sync.node.bean(SyncPolicies.class).find(policy).orElseThrow();
        SyncRuns runs = sync.node.bean(SyncRuns.class);
        SyncRun begun = runs.begin(run).orElseThrow();
        sync.node.bean(Stocktaking.class).take(begun, kept);
        sync.node.bean(Stocktaking.class).take(begun, kept);
        assertThat(sync.node.bean(Requests.class).next(begun, kept)).isTrue();
        assertThat(sync.node.bean(Requests.class).next(begun, kept)).isTrue();
        assertThat(sync.ingestions(policy)).isEqualTo(2);
        String joined = sync.admin.post("/sync-policies/" + policy + "/run").with(202).text("/uuid");
        assertThat(joined).as("the open run goes on").isEqualTo(run);
        SyncNode.counts(sync.over(policy, run), 6, 0, 0, 0, 0);
        assertThat(sync.ingestions(policy)).isEqualTo(6);
        assertThat(sync.models(policy)).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
    }

    @Test
    void manyWhoWorkAtOneRunAtOnceRequestEachModelOnce() throws InterruptedException, ExecutionException {
        for (int number = 0; number < 8; number++) {
            model("org/m" + number);
        }
        String policy = policy("");
        String run = begun(policy);
        SyncHandler handler = sync.node.bean(SyncHandler.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = Stream.generate(() -> threads.submit(() -> {
                while (handler.handle(Lane.BACKGROUND, run) instanceof WorkHandler.Outcome.Again) {
                    // As the queue does, at once.
                }
            })).limit(4).toList();
            for (var worker : workers) {
                worker.get();
            }
        }
        SyncNode.counts(sync.over(policy, run), 8, 0, 0, 0, 0);
        assertThat(sync.ingestions(policy)).isEqualTo(8);
    }

    /** A run that a node has entered and died with: nothing in the queue will go on with it. */
    private String begun(String policy) {
        String run = ResourceUuid.random();
        sync.sql().update("""
                insert into sync_run (uuid, policy_uuid, open_key, cause, state, step, tries, created, changed, unchanged, removed, failed, bytes, created_at)
                select ?, uuid, uuid, 'SCHEDULE', 'QUEUED', 'LIST', 0, 0, 0, 0, 0, 0, 0, created_at from sync_policy where uuid = ?""", run,
                policy);
        return run;
    }
}
