package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies whose time comes. */
class DuePoliciesTest {

    private static final String DAILY = ",\"schedule\":{\"cron\":\"0 3 * * *\"}";

    private static void isDue(SyncNode sync, String policy, Instant when) {
        sync.sql().update("update sync_policy set next_run_at = ? where uuid = ?", when.atOffset(ZoneOffset.UTC), policy);
    }

    private static Instant ago(Duration duration) {
        return Clock.systemUTC().instant().minus(duration);
    }

    private static Instant next(SyncNode sync, String policy) {
        return sync.sql().queryForList("select next_run_at from sync_policy where uuid = ?", OffsetDateTime.class, policy).getFirst()
                .toInstant();
    }

    private static List<String> causes(SyncNode sync, String policy) {
        return sync.sql().queryForList("select cause from sync_run where policy_uuid = ?", String.class, policy);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aPolicyRunsAtItsTimeAndIsDueAgainAtTheNext(TestDatabase database) {
        SyncNode sync = SyncNode.on(database);
        Path shelf = sync.shelf();
        SyncNode.put(shelf.resolve("a/config.json"), "{}");
        String policy = sync.folderPolicy(shelf, DAILY);
        assertThat(sync.admin.get("/sync-policies/" + policy).with(200).text("/nextRunAt")).endsWith("T03:00:00Z");
        isDue(sync, policy, ago(Duration.ofSeconds(1)));
        await().atMost(Imports.LONG).until(() -> sync.models(policy).equals(List.of("a")));
        assertThat(causes(sync, policy)).containsExactly("SCHEDULE");
        assertThat(next(sync, policy)).isAfter(ago(Duration.ZERO)).isBefore(ago(Duration.ofHours(-25)));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void missedTimesAreMadeUpForOnceOrSkipped(TestDatabase database) {
        SyncNode sync = SyncNode.on(database);
        Path shelf = sync.shelf();
        SyncNode.put(shelf.resolve("a/config.json"), "{}");
        String madeUp = sync.folderPolicy(shelf, DAILY + ",\"missedRuns\":\"run\"");
        String skipped = sync.folderPolicy(shelf, DAILY + ",\"missedRuns\":\"skip\"");
        for (String policy : List.of(madeUp, skipped)) {
            isDue(sync, policy, ago(Duration.ofDays(9)));
        }
        await().atMost(Imports.LONG).until(() -> sync.models(madeUp).equals(List.of("a")));
        await().atMost(Imports.LONG).until(() -> next(sync, skipped).isAfter(ago(Duration.ZERO)));
        assertThat(causes(sync, madeUp)).containsExactly("MISSED");
        assertThat(causes(sync, skipped)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRunOutsideOfItsWindowWaitsUnlessAPersonWantsItNow(TestDatabase database) {
        SyncNode sync = SyncNode.on(database);
        Path shelf = sync.shelf();
        SyncNode.put(shelf.resolve("a/config.json"), "{}");
        var hour = Clock.systemUTC().instant().atOffset(ZoneOffset.UTC).getHour();
        String window = "%02d:00-%02d:00".formatted((hour + 6) % 24, (hour + 7) % 24);
        String policy = sync.folderPolicy(shelf, ",\"schedule\":{\"cron\":\"0 3 * * *\",\"window\":\"" + window + "\"}");
        isDue(sync, policy, ago(Duration.ofSeconds(1)));
        await().atMost(Imports.LONG)
                .until(() -> sync.sql().queryForList("select state from sync_run where policy_uuid = ?", String.class, policy)
                        .equals(List.of("RUNNING")));
        String run = sync.sql().queryForObject("select uuid from sync_run where policy_uuid = ?", String.class, policy);
        await().atMost(Imports.LONG).until(() -> sync.sql().queryForList(
                "select execution_time from queue_background where task_name = 'sync' and task_instance like ? || '%' and picked = false",
                OffsetDateTime.class, run).stream().anyMatch(time -> time.toInstant().isAfter(ago(Duration.ofHours(-5)))));
        assertThat(sync.ingestions(policy)).isZero();
        assertThat(sync.run(policy).at("/uuid").asString()).isEqualTo(run);
        assertThat(sync.models(policy)).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void manyWhoSeeADuePolicyStartOneRun(TestDatabase database) throws InterruptedException, ExecutionException {
        SyncNode sync = SyncNode.on(database);
        Path shelf = sync.shelf();
        String policy = sync.folderPolicy(shelf, DAILY);
        // Nobody else finds it due while those below do.
        sync.sql().update("update sync_policy set next_run_at = ? where uuid = ?", ago(Duration.ofSeconds(-30)).atOffset(ZoneOffset.UTC),
                policy);
        SyncPolicy seen = sync.node.bean(SyncPolicies.class).find(policy).orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = Stream.generate(() -> threads.submit(() -> sync.node.bean(DuePolicies.class).start(seen))).limit(8).toList();
            for (var start : starts) {
                start.get();
            }
        }
        assertThat(causes(sync, policy)).hasSize(1);
    }

    @Test
    void twoNodesRunADuePolicyOnce() {
        String url = TestDatabase.POSTGRES.freshUrl();
        Path home = TestNode.newHome();
        try (var one = TestNode.start(home, url, TestDatabase.POSTGRES.user(), List.of(), SyncNode.SETTINGS);
                var two = TestNode.start(home, url, TestDatabase.POSTGRES.user(), List.of(), SyncNode.SETTINGS)) {
            var sync = new SyncNode(one);
            List<String> policies = Stream.generate(() -> {
                Path shelf = sync.shelf();
                for (int model = 0; model < 5; model++) {
                    SyncNode.put(shelf.resolve("m" + model).resolve("config.json"), "{}");
                }
                return sync.folderPolicy(shelf, DAILY);
            }).limit(6).toList();
            policies.forEach(policy -> isDue(sync, policy, ago(Duration.ofSeconds(1))));
            for (String policy : policies) {
                await().atMost(Imports.LONG).until(() -> sync.models(policy).size() >= 5);
                assertThat(causes(sync, policy)).containsExactly("SCHEDULE");
                assertThat(sync.ingestions(policy)).isEqualTo(5);
            }
            assertThat(two.bean(SyncRuns.class).count(policies.getFirst())).isEqualTo(1);
        }
    }
}
