package dev.weighbridge.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.huggingface.FakeHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub that tells what has changed. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HubHookTest {

    private static final String PATH = "/hooks/huggingface";

    private final FakeHub hub = FakeHub.start();

    private final SyncNode sync;

    private final ApiClient nobody;

    private final String center;

    HubHookTest(TestDatabase database) {
        sync = SyncNode.on(database);
        nobody = ApiClient.anonymous(sync.node);
        center = sync.center(hub.endpoint(), "{\"type\":\"huggingface\"}");
        List.of("a", "b").forEach(name -> hub.model("hooked/" + name).put("config.json", name.getBytes(UTF_8)));
    }

    @AfterEach
    void stop() {
        // Later calls must not find its policies.
        sync.sql().update("delete from sync_policy where model_center_uuid = ?", center);
        hub.close();
    }

    private ApiClient.Reply tell(String body, String... headers) {
        return nobody.exchange("POST", "/api/v1" + PATH, body, headers);
    }

    private static String about(String name) {
        return "{\"event\":{\"action\":\"update\",\"scope\":\"repo.content\"},\"repo\":{\"type\":\"model\",\"name\":\"" + name
                + "\",\"headSha\":\"0000000000000000000000000000000000000000\"}}";
    }

    private List<String> told(String name) {
        return tell(about(name), "X-Webhook-Secret", SyncNode.SECRET).with(202).at("/runs").valueStream().map(run -> run.asString())
                .toList();
    }

    @Test
    void aModelThatIsFollowedIsLookedAtAtOnceAndNoOther() {
        String policy = sync.policy(center, "\"follow\":{\"organisations\":[\"hooked\"]}");
        String elsewhere = sync.policy(center, "\"follow\":{\"models\":[\"hooked/b\"]}");
        List<String> runs = told("hooked/a");
        assertThat(runs).hasSize(1);
        SyncNode.counts(sync.over(policy, runs.getFirst()), 1, 0, 0, 0, 0);
        assertThat(sync.run(policy, runs.getFirst()).at("/cause").asString()).isEqualTo("WEB_HOOK");
        assertThat(sync.models(policy)).containsExactly("a");
        assertThat(sync.admin.get("/sync-policies/" + elsewhere + "/history").with(200).at("/total").asInt()).isZero();
        assertThat(told("hooked/b")).hasSize(2);
        // Its hub must not go while they are at work.
        await().atMost(Imports.LONG).until(() -> sync.models(policy).contains("b") && sync.sql()
                .queryForList("select uuid from ingestion where model_center_uuid = ? and open_key is not null", String.class, center)
                .isEmpty());
    }

    @Test
    void aCallThatIsToldAgainRequestsNothing() {
        String policy = sync.policy(center, "\"follow\":{\"organisations\":[\"hooked\"]}");
        sync.over(policy, told("hooked/a").getFirst());
        SyncNode.counts(sync.over(policy, told("hooked/a").getFirst()), 0, 0, 1, 0, 0);
        assertThat(sync.models(policy)).containsExactly("a");
        hub.model("hooked/a").put("config.json", "changed".getBytes(UTF_8));
        SyncNode.counts(sync.over(policy, told("hooked/a").getFirst()), 0, 1, 0, 0, 0);
    }

    @Test
    void whatTheHubHasDeletedIsTreatedAsTheRulesSayAndNothingElseIs() {
        String policy = sync.policy(center, "\"follow\":{\"organisations\":[\"hooked\"]},\"onRemoved\":\"delete\"");
        sync.run(policy);
        hub.remove("hooked/a");
        SyncNode.counts(sync.over(policy, told("hooked/a").getFirst()), 0, 0, 0, 1, 0);
        assertThat(sync.models(policy)).containsExactly("b");
    }

    @Test
    void onlyTheSecretLetsIn() {
        sync.policy(center, "\"follow\":{\"organisations\":[\"hooked\"]}");
        tell(about("hooked/a")).problem(401, "NOT_AUTHENTICATED");
        tell(about("hooked/a"), "X-Webhook-Secret", "").problem(401, "NOT_AUTHENTICATED");
        tell(about("hooked/a"), "X-Webhook-Secret", SyncNode.SECRET + "x").problem(401, "NOT_AUTHENTICATED");
        tell(about("hooked/a"), "X-Webhook-Secret", SyncNode.SECRET.substring(1)).problem(401, "NOT_AUTHENTICATED");
        var withASession = sync.admin.exchange("POST", "/api/v1" + PATH, about("hooked/a"));
        assertThat(withASession.status()).as("a session is no secret").isEqualTo(401);
        assertThat(sync.sql().queryForObject(
                "select count(*) from sync_run r join sync_policy p on p.uuid = r.policy_uuid where p.model_center_uuid = ?",
                Integer.class, center)).isZero();
        assertThat(TestNode.shared(TestDatabase.H2)).satisfies(expectsNone -> ApiClient.anonymous(expectsNone)
                .exchange("POST", "/api/v1" + PATH, about("hooked/a"), "X-Webhook-Secret", "").problem(404, "NOT_FOUND"));
    }

    @Test
    void whatIsNoCallOfTheHubIsRefused() {
        tell("no JSON", "X-Webhook-Secret", SyncNode.SECRET).problem(400, "INVALID_REQUEST");
        tell(about("../../etc"), "X-Webhook-Secret", SyncNode.SECRET).problem(400, "INVALID_REQUEST");
        tell("{\"repo\":\"" + "x".repeat(70_000) + "\"}", "X-Webhook-Secret", SyncNode.SECRET).problem(422, "LIMIT_EXCEEDED");
        assertThat(tell("{\"repo\":{\"type\":\"dataset\",\"name\":\"hooked/a\"}}", "X-Webhook-Secret", SyncNode.SECRET).with(202)
                .at("/runs").size()).isZero();
    }
}
