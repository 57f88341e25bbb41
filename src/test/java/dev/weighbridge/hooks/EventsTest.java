package dev.weighbridge.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Event;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Events;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens is told, as CloudEvents' own library reads it, if and only if it has happened. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    private final Receiver receiver = Receiver.start();

    private String hook = "";

    EventsTest(TestDatabase database) throws IOException {
        node = TestNode.shared(database);
        admin = ApiClient.admin(node);
        imports = new Imports(node);
    }

    @AfterEach
    void close() {
        if (!hook.isEmpty()) {
            admin.send("DELETE", "/event-hooks/" + hook);
        }
        receiver.close();
    }

    /** Tells the receiver of these from now on. */
    private void listen(ApiClient client, String more) {
        hook = client.postJson("/event-hooks", "{\"name\":\"t\",\"url\":\"" + receiver.url() + "\"" + more + "}").with(201).text("/uuid");
    }

    private static String types(EventType type) {
        return ",\"types\":[\"" + type.text() + "\"]";
    }

    /** The event about this, which must come once, and what stands in the list of deliveries. */
    private JsonNode told(EventType type, String subject) {
        Receiver.Call call = await().atMost(LONG)
                .until(() -> receiver.calls().stream().filter(one -> one.body().contains(subject)).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(call.header("Content-Type")).startsWith("application/cloudevents+json");
        var read = Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
                .deserialize(call.body().getBytes(StandardCharsets.UTF_8));
        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getType()).isEqualTo(type.text());
        assertThat(read.getSubject()).isEqualTo(subject);
        assertThat(read.getSource()).hasToString("/weighbridge");
        assertThat(read.getTime()).isNotNull();
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(ResourceUuid.isWellFormed(read.getId())).isTrue();
        JsonNode delivery = delivery(subject, "DELIVERED");
        assertThat(delivery.path("eventId").asString()).isEqualTo(read.getId());
        assertThat(delivery.path("flaw").isNull()).isTrue();
        return JsonMapper.shared().readTree(Objects.requireNonNull(read.getData()).toBytes());
    }

    private JsonNode delivery(String subject, String state) {
        return await().atMost(LONG).until(() -> {
            for (JsonNode one : admin.get("/event-hooks/" + hook + "/deliveries").with(200).at("/items")) {
                if (one.path("subject").asString().equals(subject) && one.path("state").asString().equals(state)) {
                    return one;
                }
            }
            return null;
        }, Objects::nonNull);
    }

    private String file(int seed) {
        return Imports.file(node.models().resolve(ResourceUuid.random()), 9, seed).toString();
    }

    @Test
    void aModelThatComesInIsToldAndSigned() {
        listen(admin, types(EventType.MODEL_ADDED) + ",\"secret\":\"of the two\"");
        String name = "told-" + ResourceUuid.random();
        String model = imports.run(name, file(1), null).modelUuid();
        JsonNode data = told(EventType.MODEL_ADDED, model);
        assertThat(data.path("name").asString()).isEqualTo(name);
        assertThat(data.path("modelUuid").asString()).isEqualTo(model);
        assertThat(data.path("state").asString()).isEqualTo("SUCCEEDED");
        Receiver.Call call = receiver.calls().getFirst();
        assertThat(call.header("X-Weighbridge-Signature")).isEqualTo(
                "sha256=" + new HmacUtils("HmacSHA256", "of the two").hmacHex(call.header("X-Weighbridge-Timestamp") + "." + call.body()));
    }

    @Test
    void aModelThatFailsIsToldWithItsReasonAndWithoutItsPath() {
        listen(admin, types(EventType.MODEL_FAILED));
        var failed = imports.run("gone", node.models().resolve("not-there-" + ResourceUuid.random()).toString(), null);
        JsonNode data = told(EventType.MODEL_FAILED, failed.uuid());
        assertThat(data.at("/failure/kind").asString()).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(data.path("modelUuid").isNull()).isTrue();
        assertThat(data.has("installPath")).isFalse();
    }

    @Test
    void aModelThatIsDeletedIsToldAlsoWithItsCentre() {
        listen(admin, types(EventType.MODEL_DELETED));
        String alone = imports.run("alone", file(2), null).modelUuid();
        String withCentre = imports.run("with-centre", file(3), "1.2.3").modelUuid();
        admin.exchange("DELETE", "/zstack/v1/ai/models/" + alone, "").with(200);
        assertThat(told(EventType.MODEL_DELETED, alone).path("name").asString()).isEqualTo("alone");
        admin.exchange("DELETE", "/zstack/v1/ai/model-centers/" + imports.center(), "").with(200);
        assertThat(told(EventType.MODEL_DELETED, withCentre).path("versionSemver").asString()).isEqualTo("1.2.3");
    }

    @Test
    void aListThatIsThroughIsToldOnceAndAgainAfterAnotherTry() {
        listen(admin, types(EventType.BULK_COMPLETED));
        String late = node.models().resolve(ResourceUuid.random()).toString();
        String uuid = admin.exchange("POST", "/api/v1/bulk-imports?modelCenterUuid=" + imports.center(),
                "name,installPath\na," + file(4) + "\nb," + late + "\n", "Content-Type", "text/csv").with(202).text("/uuid");
        JsonNode data = told(EventType.BULK_COMPLETED, uuid);
        assertThat(data.path("state").asString()).isEqualTo("PARTIAL");
        assertThat(data.path("rows").asInt()).isEqualTo(2);
        assertThat(data.path("failed").asInt()).isEqualTo(1);
        admin.post("/bulk-imports/" + uuid + "/retry-failed").with(200);
        await().atMost(LONG).until(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls()).extracting(Receiver.Call::body).allMatch(body -> body.contains(uuid));
    }

    @Test
    void aRunOfASyncIsTold() {
        listen(admin, types(EventType.SYNC_COMPLETED));
        String policy = admin.postJson("/sync-policies", "{\"name\":\"p\",\"modelCenterUuid\":\"" + imports.center()
                + "\",\"follow\":{\"folders\":[\"nothing-" + ResourceUuid.random() + "\"]}}").with(201).text("/uuid");
        String run = admin.post("/sync-policies/" + policy + "/run").with(202).text("/uuid");
        JsonNode data = told(EventType.SYNC_COMPLETED, run);
        assertThat(data.path("policyUuid").asString()).isEqualTo(policy);
        assertThat(data.path("state").asString()).isIn("FAILED", "PARTIAL", "SUCCEEDED");
        admin.send("DELETE", "/sync-policies/" + policy);
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        listen(admin, types(EventType.MODEL_DELETED));
        String subject = ResourceUuid.random();
        node.inTransaction(() -> {
            tell(subject);
            return subject;
        });
        told(EventType.MODEL_DELETED, subject);
        String undone = ResourceUuid.random();
        assertThat(catchThrowable(() -> node.inTransaction(() -> {
            tell(undone);
            throw new IllegalStateException("undone");
        }))).hasMessage("undone");
        assertThat(admin.get("/event-hooks/" + hook + "/deliveries").with(200).at("/total").asInt()).isEqualTo(1);
    }

    private void tell(String subject) {
        node.bean(Events.class).tell(EventType.MODEL_DELETED,
                () -> Stream.of(new Event(EventType.MODEL_DELETED, Imports.ADMIN, subject, Map.of())));
    }

    @Test
    void anotherAccountIsNotToldUnlessItHearsOfEverybody() {
        ApiClient ordinary = ApiClient.ordinary(node);
        listen(ordinary, types(EventType.MODEL_DELETED));
        node.inTransaction(() -> {
            tell(ResourceUuid.random());
            return "";
        });
        assertThat(ordinary.get("/event-hooks/" + hook + "/deliveries").with(200).at("/total").asInt()).isZero();
    }

    @Test
    void aReceiverThatIsAwayIsToldLater() {
        receiver.answer(500, 503);
        listen(admin, types(EventType.MODEL_DELETED));
        String subject = ResourceUuid.random();
        node.inTransaction(() -> {
            tell(subject);
            return "";
        });
        assertThat(delivery(subject, "DELIVERED").path("tries").asInt()).isEqualTo(3);
        assertThat(receiver.calls()).hasSize(3).extracting(Receiver.Call::body).containsOnly(receiver.calls().getFirst().body());
    }

    @Test
    void aPlaceThatIsNotAllowedIsGivenUpAndSaysWhy() {
        hook = admin.postJson("/event-hooks", "{\"name\":\"t\",\"url\":\"http://10.0.0.1/\"" + types(EventType.MODEL_DELETED) + "}")
                .with(201)
                .text("/uuid");
        String subject = ResourceUuid.random();
        node.inTransaction(() -> {
            tell(subject);
            return "";
        });
        assertThat(delivery(subject, "GIVEN_UP").path("flaw").asString()).contains("weighbridge.webhooks.allowed-networks");
    }

    @Test
    void aTestCallIsAnEventToo() {
        listen(admin, "");
        assertThat(admin.post("/event-hooks/" + hook + "/test").with(200).at("/taken").asBoolean()).isTrue();
        assertThat(JsonMapper.shared().readTree(receiver.awaitOne().body()).path("type").asString()).isEqualTo("hook.tested");
    }
}
