package dev.weighbridge.zstack.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Who did what, at both doors, as GET /api/v1/audit tells it. */
class AuditTrailTest {

    private static final String CENTRES = "/zstack/v1/ai/model-centers";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final ApiClient admin = ApiClient.admin(node);

    private final ApiClient anyone = ApiClient.anonymous(node);

    private final Instant since = Instant.now();

    private final Tenant tenant = Tenant.create();

    @Test
    void aWriteIsOneLineWithWhatItMade() {
        String centre = tenant.client().centre("/tmp");
        JsonNode line = last("");
        assertThat(line.at("/api").asString()).isEqualTo("POST " + CENTRES);
        assertThat(line.at("/accountUuid").asString()).isEqualTo(tenant.uuid());
        assertThat(line.at("/userUuid").asString()).isEqualTo(tenant.uuid());
        assertThat(line.at("/address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.at("/resource").asString()).isEqualTo(centre);
        assertThat(line.at("/outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(line.at("/happenedAt").asString()).endsWith("Z");

        tenant.client().delete(CENTRES + "/" + centre).ok();
        assertThat(last("&api=delete").at("/api").asString()).isEqualTo("DELETE " + CENTRES + "/{uuid}");
        assertThat(last("&api=delete").at("/resource").asString()).isEqualTo(centre);
        assertThat(total("")).as("and one for the login").isEqualTo(3);
    }

    @Test
    void aFailureHasItsCodeAlsoWhenTheCallerPolls() {
        var accepted = tenant.client().asGoSdk().post(CENTRES, "{\"param\":{\"name\":\"x\"}}");
        tenant.client().awaitJob(accepted).failedWith("SYS.1007");
        assertThat(last("&outcome=failed").at("/error").asString()).isEqualTo("SYS.1007");
        tenant.client().post(CENTRES, "no json").refusedWith(400);
        assertThat(total("&outcome=FAILED")).as("who calls is not known before the body is read").isEqualTo(1);
    }

    @Test
    void anImportThatGoesOnIsAccepted() {
        String centre = tenant.client().centre("/tmp");
        tenant.client().asGoSdk().post("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"gone\",\"installPath\":\"/tmp/" + UUID.randomUUID() + "\",\"modelCenterUuid\":\"" + centre
                        + "\"}}");
        JsonNode line = last("&outcome=ACCEPTED");
        assertThat(line.at("/api").asString()).isEqualTo("POST /zstack/v1/ai/models");
        assertThat(line.at("/resource").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void aReadIsNoLine() {
        long before = total("");
        tenant.client().get(CENTRES).ok();
        assertThat(total("")).isEqualTo(before);
    }

    @Test
    void everyLoginIsALineAndNeitherPasswordSessionNorATypedPasswordStandsThere() {
        DoorClient.anonymous().logIn(tenant.name(), "wrong").failedWith("ID.1000");
        DoorClient.anonymous().logIn("a-password-in-the-place-of-a-name", "x").failedWith("ID.1000");
        settle();
        String all = admin.get("/audit?api=/accounts/login&limit=1000").with(200).body();
        assertThat(all).contains("\"resource\":\"" + tenant.name() + "\"").contains("ID.1000").contains("(unknown name)")
                .doesNotContain("a-password-in-the-place-of-a-name");
        String session = DoorClient.anonymous().logIn(tenant.name(), tenant.password()).ok().text("/inventory/uuid");
        DoorClient.anonymous().delete("/zstack/v1/accounts/sessions/" + session).ok();
        assertThat(node.bean(JdbcTemplate.class).queryForList("select * from audit").toString()).doesNotContain(session)
                .doesNotContain(DoorClient.sha512(tenant.password()));
    }

    @Test
    void aCallByAKeyNamesTheKey() {
        var made = tenant.client().post("/zstack/v1/accesskeys", "{\"params\":{}}").ok();
        var signer = new SdkSigner(made.text("/inventory/AccessKeyID"), made.text("/inventory/AccessKeySecret"));
        DoorClient.anonymous().post(CENTRES, DoorClient.centreBody("signed", "/tmp"), signer.headers("POST", "/v1/ai/model-centers")).ok();
        assertThat(last("&api=model-centers").at("/accessKeyUuid").asString()).isEqualTo(made.text("/inventory/uuid"));
    }

    @Test
    void ourOwnDoorIsAuditedToo() {
        long before = total("&account=" + DoorClient.ADMIN_UUID + "&api=/api/v1/collector");
        admin.post("/collector?dryRun=true").with(200);
        assertThat(total("&account=" + DoorClient.ADMIN_UUID + "&api=/api/v1/collector")).isEqualTo(before + 1);
        anyone.post("/collector?dryRun=true").problem(401, "NOT_AUTHENTICATED");
        settle();
        assertThat(admin.get("/audit?api=/api/v1/collector&outcome=FAILED&limit=1").with(200).text("/items/0/error"))
                .isEqualTo("NOT_AUTHENTICATED");
    }

    @Test
    void anAccountSeesItsOwnLinesOnly() {
        ApiClient own = anyone.withAuthorization("OAuth " + DoorClient.anonymous().logIn(tenant.name(), tenant.password()).ok()
                .text("/inventory/uuid"));
        settle();
        var seen = own.get("/audit?limit=1000").with(200);
        assertThat(seen.at("/items")).isNotEmpty()
                .allSatisfy(line -> assertThat(line.at("/accountUuid").asString()).isEqualTo(tenant.uuid()));
        assertThat(own.get("/audit?account=" + DoorClient.ADMIN_UUID).with(200).at("/total").asInt(-1)).isZero();
        anyone.get("/audit").problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void aFilterThatCannotBeReadIsRefused() {
        admin.get("/audit?since=yesterday").problem(400, "INVALID_REQUEST");
        admin.get("/audit?outcome=odd").problem(400, "INVALID_REQUEST");
        admin.get("/audit?sort=resource").problem(400, "INVALID_REQUEST");
        assertThat(admin.get("/audit?until=2020-01-01T00:00:00Z&since=2019-01-01T00:00:00%2B01:00").with(200).at("/total").asInt(-1))
                .isZero();
    }

    private JsonNode last(String more) {
        settle();
        return admin.get("/audit?limit=1&account=" + tenant.uuid() + more).with(200).at("/items/0");
    }

    private long total(String more) {
        settle();
        return admin.get("/audit?limit=0" + (more.contains("account=") ? "" : "&account=" + tenant.uuid()) + more).with(200).at("/total")
                .asLong();
    }

    /** A line gets its account and its end when its answer is already on the way to the caller. */
    private void settle() {
        await().atMost(10, SECONDS).pollInterval(Duration.ofMillis(20)).untilAsserted(
                () -> assertThat(admin.get("/audit?limit=5&outcome=STARTED&since=" + since).with(200).at("/total").asLong(-1)).isZero());
    }
}
