package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Folders that are followed: what comes, goes, comes back, and is too many. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FolderSyncTest {

    private final SyncNode sync;

    private final Path shelf;

    private int hour;

    FolderSyncTest(TestDatabase database) {
        sync = SyncNode.on(database);
        shelf = sync.shelf();
    }

    /** Each time an hour later, because what nobody gives a version gets one from the time of its files. */
    private void model(String name, String text) {
        Path file = shelf.resolve(name).resolve("config.json");
        SyncNode.put(file, "{\"text\":\"" + text + "\"}");
        hour++;
        assertThat(file.toFile().setLastModified(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hour)).toEpochMilli()))
                .isTrue();
    }

    private void remove(String name) {
        try {
            FileSystemUtils.deleteRecursively(shelf.resolve(name));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private String followed(String more) {
        model("a", "one");
        model("b", "two");
        String policy = sync.folderPolicy(shelf, more);
        SyncNode.counts(sync.run(policy), 2, 0, 0, 0, 0);
        return policy;
    }

    @Test
    void theBandwidthOfThePolicyGoesWithEachOfItsRequests() {
        String policy = followed(",\"schedule\":{\"bandwidth\":\"512KB\"}");
        JsonNode told = sync.admin.get("/sync-policies/" + policy).with(200).at("/schedule/bandwidth");
        assertThat(told.asString()).isEqualTo("512KB");
        assertThat(sync.sql().queryForList("select parameters from model where model_center_uuid = ?", String.class,
                sync.admin.get("/sync-policies/" + policy).with(200).text("/modelCenterUuid")))
                .containsExactly("{\"weighbridge\":{\"bandwidth\":\"512KB\"}}", "{\"weighbridge\":{\"bandwidth\":\"512KB\"}}");
    }

    @Test
    void whatIsGoneIsKept() {
        String policy = followed("");
        remove("a");
        SyncNode.counts(sync.run(policy), 0, 0, 1, 1, 0);
        SyncNode.counts(sync.run(policy), 0, 0, 1, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a", "b");
        assertThat(sync.systemTags(sync.uuids(policy, "a").getFirst())).doesNotContain("removed-from-source");
    }

    @Test
    void whatIsGoneIsMarkedUntilItIsBack() {
        String policy = followed(",\"onRemoved\":\"mark\"");
        String model = sync.uuids(policy, "a").getFirst();
        Path away = shelf.resolveSibling(shelf.getFileName() + "-away");
        move(shelf.resolve("a"), away);
        SyncNode.counts(sync.run(policy), 0, 0, 1, 1, 0);
        assertThat(sync.systemTags(model)).contains("removed-from-source");
        assertThat(sync.systemTags(sync.uuids(policy, "b").getFirst())).doesNotContain("removed-from-source");
        move(away, shelf.resolve("a"));
        SyncNode.counts(sync.run(policy), 0, 0, 2, 0, 0);
        assertThat(sync.systemTags(model)).doesNotContain("removed-from-source");
        assertThat(sync.models(policy)).as("what is back is not imported again").containsExactly("a", "b");
    }

    private static void move(Path from, Path to) {
        assertThat(from.toFile().renameTo(to.toFile())).isTrue();
    }

    @Test
    void whatIsGoneIsDeletedInAllItsVersionsButWhatAPersonHasTagged() {
        String policy = followed(",\"onRemoved\":\"delete\"");
        model("a", "changed");
        SyncNode.counts(sync.run(policy), 0, 1, 1, 0, 0);
        List<String> versions = sync.uuids(policy, "a");
        assertThat(versions).hasSize(2);
        tag(versions.getFirst());
        remove("a");
        SyncNode.counts(sync.run(policy), 0, 0, 1, 1, 0);
        assertThat(sync.uuids(policy, "a")).containsExactly(versions.getFirst());
        assertThat(sync.uuids(policy, "b")).hasSize(1);
        model("a", "changed");
        SyncNode.counts(sync.run(policy), 1, 0, 1, 0, 0);
    }

    private void tag(String model) {
        sync.node.inTransaction(
                () -> sync.node.bean(Tags.class).addUserTag(new TaggedResource(model, TaggedResource.MODEL, Imports.ADMIN), "mine"));
    }

    @Test
    void aPlaceThatIsSuddenlyEmptyIsNotBelievedUnlessAPersonAsks() {
        String policy = followed(",\"onRemoved\":\"delete\"");
        remove("a");
        remove("b");
        String run = sync.node.bean(SyncRuns.class).start(policy, SyncRun.Cause.SCHEDULE, null);
        JsonNode failed = sync.over(policy, run);
        assertThat(failed.at("/state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/failure/message").asString()).contains("list nothing at all any more");
        assertThat(sync.models(policy)).containsExactly("a", "b");
        SyncNode.counts(sync.run(policy), 0, 0, 0, 2, 0);
        assertThat(sync.models(policy)).isEmpty();
    }

    @Test
    void whatIsNotFollowedAnyMoreIsNotRemoved() {
        String policy = followed(",\"onRemoved\":\"delete\"");
        var kept = sync.admin.get("/sync-policies/" + policy).with(200);
        sync.admin.exchange("PUT", "/api/v1/sync-policies/" + policy, "{\"name\":\"" + kept.text("/name")
                + "\",\"follow\":{\"folders\":[\".\"],\"names\":[\"b\"]},\"onRemoved\":\"delete\"}").with(200);
        SyncNode.counts(sync.run(policy), 0, 0, 1, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a", "b");
    }

    @Test
    void ofManyVersionsTheHighestStayAndWhatAPersonHasTagged() {
        model("a", "one");
        String policy = sync.folderPolicy(shelf, ",\"retention\":{\"keepVersions\":2}");
        sync.run(policy);
        String first = sync.uuids(policy, "a").getFirst();
        tag(first);
        for (String text : List.of("two", "three", "four", "five")) {
            model("a", text);
            SyncNode.counts(sync.run(policy), 0, 1, 0, 0, 0);
        }
        await().atMost(Imports.LONG)
                .untilAsserted(() -> assertThat(sync.uuids(policy, "a")).as("the tagged one and the last two").hasSize(3));
        List<String> left = sync.uuids(policy, "a");
        assertThat(left.getFirst()).isEqualTo(first);
        assertThat(sync.sql().queryForObject("select is_latest_version from model where uuid = ?", Boolean.class, left.getLast())).isTrue();
    }

    @Test
    void whatAPersonHasDeletedDoesNotComeBackUntilItChanges() {
        String policy = followed("");
        sync.admin.exchange("DELETE", "/zstack/v1/ai/models/" + sync.uuids(policy, "a").getFirst(), "").with(200);
        SyncNode.counts(sync.run(policy), 0, 0, 2, 0, 0);
        assertThat(sync.models(policy)).containsExactly("b");
        model("a", "changed");
        SyncNode.counts(sync.run(policy), 0, 1, 1, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a", "b");
    }

    @Test
    void anAccountIsKeptByItsPolicies() {
        sync.folderPolicy(shelf, "");
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> sync.node.bean(SyncBelongings.class).handOver(Imports.ADMIN, ResourceUuid.random()))
                .satisfies(kept -> assertThat(kept.kind()).isEqualTo(FailureKind.CONFLICT)).withMessageContaining("sync policies");
        sync.node.bean(SyncBelongings.class).handOver(ResourceUuid.random(), Imports.ADMIN);
    }

    @Test
    void whatFailedIsCountedAndTriedAgainByHand() {
        model("a", "one");
        SyncNode.put(shelf.resolve("bad").resolve("run.sh"), "#!/bin/sh\nexit 0\n");
        String policy = sync.folderPolicy(shelf, "");
        JsonNode run = sync.run(policy);
        SyncNode.counts(run, 2, 0, 0, 0, 1);
        assertThat(run.at("/state").asString()).isEqualTo("PARTIAL");
        assertThat(run.at("/failure/kind").asString()).isEqualTo("UNSAFE_CONTENT");
        String scheduled = sync.node.bean(SyncRuns.class).start(policy, SyncRun.Cause.SCHEDULE, null);
        SyncNode.counts(sync.over(policy, scheduled), 0, 0, 2, 0, 0);
        SyncNode.counts(sync.run(policy), 1, 0, 1, 0, 1);
    }
}
