package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the door takes of sync policies, and from whom. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SyncPoliciesApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final ApiClient owner;

    private final ApiClient other;

    private final String center;

    SyncPoliciesApiTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = ApiClient.admin(node);
        owner = ApiClient.ordinary(node);
        other = ApiClient.ordinary(node);
        center = node.bean(ModelCenters.class)
                .add(owner.account(), new NewCenter(null, "c", null, node.models().toString(), null, "127.0.0.1", 5000, null,
                        null, null, null, null, null))
                .getUuid();
    }

    /** Or they would run. */
    @AfterEach
    void deleteAll() {
        owner.get("/sync-policies").with(200).at("/items")
                .forEach(one -> owner.send("DELETE", "/sync-policies/" + one.get("uuid").asString()));
    }

    private String body(String rules) {
        return "{\"name\":\"nightly\",\"modelCenterUuid\":\"" + center + "\"," + rules + "}";
    }

    private String added() {
        return owner.postJson("/sync-policies", body("\"follow\":{\"folders\":[\"llm\"]}")).with(201).text("/uuid");
    }

    @Test
    void aPolicyIsShownInTheFormThatItIsTakenIn() {
        String rules = "\"follow\":{\"organisations\":[\"Qwen\"],\"collections\":[],\"models\":[\"hf://a/b@v1\"],\"folders\":[\"llm\"],\"repositories\":[],"
                + "\"names\":[\"*-chat\"]},\"revisions\":[\"v*\"],\"include\":[\"*.json\"],\"exclude\":[\"*.md\"],\"weights\":\"Q8_0\",\"schedule\":{\"cron\":"
                + "\"0 3 * * *\",\"zone\":\"Europe/Berlin\",\"window\":\"22:00-06:00\",\"bandwidth\":\"20MB\"},\"retention\":{\"keepVersions\":3,\"keepTagged\":false},"
                + "\"onRemoved\":\"mark\",\"approval\":\"manual\",\"missedRuns\":\"skip\",\"priority\":\"high\"";
        var added = owner.postJson("/sync-policies", body(rules)).with(201);
        String uuid = added.text("/uuid");
        assertThat(added.headers().firstValue("Location")).hasValue("/api/v1/sync-policies/" + uuid);
        var shown = owner.get("/sync-policies/" + uuid).with(200);
        assertThat(shown.body()).contains(rules);
        assertThat(shown.at("/enabled").asBoolean()).isTrue();
        assertThat(shown.at("/nextRunAt").isNull()).isFalse();
        var off = owner.exchange("PUT", "/api/v1/sync-policies/" + uuid, body(rules + ",\"enabled\":false")).with(200);
        assertThat(off.at("/nextRunAt").isNull()).isTrue();
        assertThat(owner.get("/sync-policies?sort=createdAt&limit=1").with(200).at("/total").asInt()).isEqualTo(1);
        assertThat(owner.send("DELETE", "/sync-policies/" + uuid).status()).isEqualTo(204);
        owner.get("/sync-policies/" + uuid).problem(404, "NOT_FOUND");
    }

    @Test
    void whatIsWrongIsNamed() {
        for (List<String> wrong : List.of(List.of("\"x\":1", "field[x] is not known here"),
                List.of("\"enabled\":true", "field[follow] is mandatory"),
                List.of("\"follow\":{}", "field[follow] must name at least one"),
                List.of("\"follow\":{\"folders\":[\"\"]}", "field[follow.folders]"),
                List.of("\"follow\":{\"folders\":[\"../x\"]}", "climbs"),
                List.of("\"follow\":{\"folders\":[\"x\"]},\"revisions\":[\"v*\"]", "field[revisions] has a meaning for"),
                List.of("\"follow\":{\"folders\":[\"x\"]},\"schedule\":{\"cron\":\"x\"}", "field[schedule.cron] is no cron expression"),
                List.of("\"follow\":{\"folders\":[\"x\"]},\"priority\":\"now\"",
                        "field[priority] must be one of urgent, high, normal, low"))) {
            assertThat(owner.postJson("/sync-policies", body(wrong.getFirst())).problem(400, "INVALID_REQUEST").text("/detail"))
                    .contains(wrong.getLast());
        }
        owner.postJson("/sync-policies", "[]").problem(400, "INVALID_REQUEST");
        owner.postJson("/sync-policies", body("\"follow\":{\"folders\":[\"x\"]}").replace(center, ResourceUuid.random())).problem(404,
                "NOT_FOUND");
        String uuid = added();
        String elsewhere = body("\"follow\":{\"folders\":[\"x\"]}").replace(center, ResourceUuid.random());
        assertThat(owner.exchange("PUT", "/api/v1/sync-policies/" + uuid, elsewhere).problem(400, "INVALID_REQUEST").text("/detail"))
                .contains("another centre");
    }

    @Test
    void anotherAccountFindsNothingAndFollowsNothingHere() {
        String uuid = added();
        other.get("/sync-policies/" + uuid).problem(404, "NOT_FOUND");
        other.get("/sync-policies/" + uuid + "/history").problem(404, "NOT_FOUND");
        other.post("/sync-policies/" + uuid + "/run").problem(404, "NOT_FOUND");
        other.post("/sync-policies/" + uuid + "/preview").problem(404, "NOT_FOUND");
        other.send("DELETE", "/sync-policies/" + uuid).problem(404, "NOT_FOUND");
        other.postJson("/sync-policies", body("\"follow\":{\"folders\":[\"x\"]}")).problem(404, "NOT_FOUND");
        assertThat(other.get("/sync-policies").with(200).at("/total").asInt()).isZero();
        admin.get("/sync-policies/" + uuid).with(200);
    }

    @Test
    void aPolicyGoesWithItsCentre() {
        String uuid = added();
        admin.exchange("DELETE", "/zstack/v1/ai/model-centers/" + center, "").with(200);
        owner.get("/sync-policies/" + uuid).problem(404, "NOT_FOUND");
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from sync_policy where uuid = ?", Integer.class, uuid))
                .isZero();
    }

    @Test
    void theCalendarTellsTheRunsOfTheComingDays() {
        String daily = scheduled("daily", "\"cron\":\"0 3 * * *\"", true);
        scheduled("off", "\"cron\":\"0 3 * * *\"", false);
        scheduled("never", "\"zone\":\"UTC\"", true);
        var week = owner.get("/sync-policies/calendar").with(200);
        assertThat(Duration.between(time(week.at("/from")), time(week.at("/until")))).isEqualTo(Duration.ofDays(7));
        assertThat(week.at("/more").asBoolean()).isFalse();
        assertThat(week.at("/items")).hasSize(7).allSatisfy(run -> {
            assertThat(run.get("policyUuid").asString()).isEqualTo(daily);
            assertThat(run.get("name").asString()).isEqualTo("daily");
            assertThat(run.get("runAt").asString()).endsWith("T03:00:00Z").isEqualTo(run.get("beginsAt").asString());
        });
        assertThat(week.text("/items/0/runAt")).isEqualTo(owner.get("/sync-policies/" + daily).with(200).text("/nextRunAt"));
        assertThat(owner.get("/sync-policies/calendar?days=1").with(200).at("/items")).hasSize(1);
        assertThat(owner.get("/sync-policies/calendar?days=31").with(200).at("/items")).hasSize(31);
        for (String bad : List.of("0", "32", "x", "-1", "")) {
            assertThat(owner.get("/sync-policies/calendar?days=" + bad).problem(400, "INVALID_REQUEST").text("/detail"))
                    .contains("the parameter days", "between 1 and 31");
        }
    }

    @Test
    void aRunThatIsDueOutsideOfItsWindowBeginsWhenThatOpens() {
        scheduled("at noon", "\"cron\":\"0 12 * * *\",\"window\":\"22:00-06:00\"", true);
        JsonNode run = owner.get("/sync-policies/calendar?days=1").with(200).at("/items/0");
        assertThat(Duration.between(time(run.get("runAt")), time(run.get("beginsAt")))).isEqualTo(Duration.ofHours(10));
    }

    @Test
    void theCalendarIsCutBehindTheFirstThousandRunsOfAll() {
        String often = scheduled("often", "\"cron\":\"* * * * *\"", true);
        String hourly = scheduled("hourly", "\"cron\":\"30 0 * * * *\"", true);
        var calendar = owner.get("/sync-policies/calendar?days=2").with(200);
        assertThat(calendar.at("/more").asBoolean()).isTrue();
        List<JsonNode> runs = calendar.at("/items").valueStream().toList();
        assertThat(runs).hasSize(1000).isSortedAccordingTo(Comparator.comparing(run -> time(run.get("runAt"))));
        assertThat(runs.stream().filter(run -> run.get("policyUuid").asString().equals(hourly)).count()).isBetween(16L, 17L);
        assertThat(runs.stream().filter(run -> run.get("policyUuid").asString().equals(often)).count()).isBetween(983L, 984L);
    }

    @Test
    void theCalendarShowsAnAccountItsOwnPoliciesOnly() {
        String hidden = scheduled("hidden", "\"cron\":\"* * * * *\"", true);
        assertThat(other.get("/sync-policies/calendar").with(200).at("/items")).isEmpty();
        assertThat(admin.get("/sync-policies/calendar?days=2").with(200).body()).contains(hidden);
        ApiClient.anonymous(node).get("/sync-policies/calendar").problem(401, "NOT_AUTHENTICATED");
    }

    private String scheduled(String name, String schedule, boolean enabled) {
        String body = body("\"follow\":{\"folders\":[\"llm\"]},\"schedule\":{" + schedule + "},\"enabled\":" + enabled);
        return owner.postJson("/sync-policies", body.replace("\"nightly\"", "\"" + name + "\"")).with(201).text("/uuid");
    }

    private static Instant time(JsonNode text) {
        return Instant.parse(text.asString());
    }
}
