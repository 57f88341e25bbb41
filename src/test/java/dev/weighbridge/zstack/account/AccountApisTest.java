package dev.weighbridge.zstack.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Accounts, users and quotas as ZStack's clients ask for them, and who may do what. */
class AccountApisTest {

    private static final String ACCOUNTS = "/zstack/v1/accounts";

    private static final String USERS = ACCOUNTS + "/users";

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    private final Tenant tenant = Tenant.create();

    @Test
    void aNewAccountIsAnsweredInFull() {
        String name = "full-" + UUID.randomUUID();
        var made = admin.with("X-JSON-Schema", "true").post(ACCOUNTS, """
                {"params":{"name":"%s","password":"%s","type":"Normal","description":"a tenant"},"systemTags":[],"userTags":[]}"""
                .formatted(name, DoorClient.sha512("s3cret"))).ok();
        assertThat(made.text("/inventory/uuid")).matches("[0-9a-f]{32}");
        assertThat(made.text("/inventory/name")).isEqualTo(name);
        assertThat(made.text("/inventory/type")).isEqualTo("Normal");
        assertThat(made.text("/inventory/description")).isEqualTo("a tenant");
        assertThat(made.body()).doesNotContain("assword");
        assertThat(made.json().get("schema").get("inventory").asString()).isEqualTo("org.zstack.header.identity.AccountInventory");
    }

    @Test
    void everyWriteIsAJobForWhoPolls() {
        String body = Tenant.body("params", "polled-" + UUID.randomUUID(), "s3cret");
        var ended = anyone.awaitJob(admin.asGoSdk().post(ACCOUNTS, body));
        assertThat(ended.ok().text("/inventory/name")).startsWith("polled-");
        anyone.awaitJob(tenant.client().asGoSdk().post(ACCOUNTS, body)).failedWith("ID.1002");
        anyone.awaitJob(anyone.asGoSdk().with("Authorization", "OAuth null").post(ACCOUNTS, body)).failedWith("ID.1001");
    }

    @Test
    void aBadSessionOfAWriteIsFoundByItsJob() {
        var accepted = anyone.with("Authorization", "OAuth null", "X-Job-UUID", DoorClient.jobUuid())
                .post("/zstack/v1/ai/model-centers", DoorClient.centreBody("a", "/a"));
        anyone.awaitJob(accepted).failedWith("ID.1001");
    }

    @Test
    void onlyTheAdministratorMakesAndDeletesAccounts() {
        tenant.client().post(ACCOUNTS, Tenant.body("params", "x-" + UUID.randomUUID(), "s3cret")).failedWith("ID.1002");
        tenant.client().delete(ACCOUNTS + "/" + tenant.uuid()).failedWith("ID.1002");
        anyone.post(ACCOUNTS, Tenant.body("params", "x", "s3cret")).refusedWith(400);
        admin.post(ACCOUNTS, Tenant.body("params", tenant.name(), "s3cret")).failedWith("SYS.1007");
        admin.post(ACCOUNTS, "{\"params\":{\"name\":\"second admin\",\"type\":\"SystemAdmin\",\"password\":\"x\"}}").failedWith("SYS.1007");
    }

    @Test
    void anAccountSeesItselfAndTheAdministratorAll() {
        Tenant other = Tenant.create();
        var seen = tenant.client().get(ACCOUNTS + "?replyWithCount=true").ok();
        assertThat(seen.at("/total").asInt()).isEqualTo(1);
        assertThat(seen.text("/inventories/0/uuid")).isEqualTo(tenant.uuid());
        assertThat(tenant.client().get(ACCOUNTS + "/" + other.uuid()).ok().at("/inventories").isEmpty()).isTrue();
        assertThat(admin.get(ACCOUNTS + "?q=uuid?=" + tenant.uuid() + "," + other.uuid()).ok().at("/inventories").size()).isEqualTo(2);
        assertThat(admin.get(ACCOUNTS + "?q=name=admin").ok().text("/inventories/0/type")).isEqualTo("SystemAdmin");
        admin.get(ACCOUNTS + "?q=passwordHash=x").failedWith("SYS.1000");
    }

    @ParameterizedTest
    @CsvSource({"''", "/actions"})
    void anAccountChangesItsOwnPassword(String suffix) {
        String fresh = TestSecrets.fresh("changed");
        tenant.client().put(ACCOUNTS + "/" + tenant.uuid() + suffix,
                "{\"updateAccount\":{\"password\":\"" + DoorClient.sha512(fresh) + "\",\"description\":\"new\"}}").ok();
        tenant.client().get(ACCOUNTS).failedWith("ID.1001");
        anyone.logIn(tenant.name(), tenant.password()).failedWith("ID.1000");
        assertThat(Tenant.as(anyone.logIn(tenant.name(), fresh)).get(ACCOUNTS).ok().text("/inventories/0/description")).isEqualTo("new");
    }

    @Test
    void nobodyButTheAdministratorChangesAnotherAccount() {
        String body = "{\"updateAccount\":{\"name\":\"mine-" + UUID.randomUUID() + "\"}}";
        Tenant.create().client().put(ACCOUNTS + "/" + tenant.uuid(), body).failedWith("SYS.1003");
        tenant.client().put(ACCOUNTS + "/" + DoorClient.ADMIN_UUID, body).failedWith("SYS.1003");
        tenant.user("worker").client().put(ACCOUNTS + "/" + tenant.uuid(), body).failedWith("ID.1002");
        admin.put(ACCOUNTS + "/" + tenant.uuid(), body).ok();
        admin.put(ACCOUNTS + "/" + DoorClient.ADMIN_UUID, body).failedWith("SYS.1007");
    }

    @Test
    void aDeletedAccountIsGoneWithItsSessions() {
        admin.delete(ACCOUNTS + "/" + tenant.uuid() + "?deleteMode=Permissive").ok();
        tenant.client().get(ACCOUNTS).failedWith("ID.1001");
        anyone.logIn(tenant.name(), tenant.password()).failedWith("ID.1000");
        admin.delete(ACCOUNTS + "/" + tenant.uuid()).ok();
        admin.delete(ACCOUNTS + "/" + DoorClient.ADMIN_UUID).failedWith("ID.1002");
    }

    @Test
    void anAccountThatOwnsACentreIsNotDeleted() {
        tenant.client().centre("/tmp");
        assertThat(admin.delete(ACCOUNTS + "/" + tenant.uuid()).failedWith("SYS.1006").text("/error/details")).contains("1 model centres");
    }

    @Test
    void aUserActsWithItsAccountsRights() {
        Tenant user = tenant.user("worker");
        var login = tenant.logIn("worker", user.password()).ok();
        assertThat(login.text("/inventory/accountUuid")).isEqualTo(tenant.uuid());
        assertThat(login.text("/inventory/userUuid")).isEqualTo(user.uuid());
        String centre = user.client().centre("/tmp");
        assertThat(tenant.client().get("/zstack/v1/ai/model-centers/" + centre).ok().at("/inventories").size()).isEqualTo(1);
    }

    @Test
    void aUserChangesItselfAndNoOther() {
        Tenant user = tenant.user("worker");
        Tenant colleague = tenant.user("colleague");
        String body = "{\"updateUser\":{%s\"description\":\"changed\"}}";
        assertThat(user.client().put(USERS + "/actions", body.formatted("")).ok().text("/inventory/uuid")).isEqualTo(user.uuid());
        user.client().put(USERS + "/actions", body.formatted("\"uuid\":\"" + colleague.uuid() + "\",")).failedWith("SYS.1003");
        user.client().put(USERS + "/" + colleague.uuid() + "/actions", body.formatted("")).failedWith("SYS.1003");
        user.client().delete(USERS + "/" + colleague.uuid()).failedWith("ID.1002");
        user.client().post(USERS, Tenant.body("params", "third", "s3cret")).failedWith("ID.1002");
        tenant.client().put(USERS + "/actions", body.formatted("\"uuid\":\"" + colleague.uuid() + "\",")).ok();
        Tenant.create().client().delete(USERS + "/" + user.uuid()).ok();
        assertThat(tenant.client().get(USERS + "?q=name=worker").ok().at("/inventories").size()).isEqualTo(1);
    }

    @Test
    void aWrongUserIsAnsweredLikeAWrongAccount() {
        tenant.user("worker");
        var wrong = tenant.logIn("worker", "wrong").failedWith("ID.1000");
        assertThat(tenant.logIn("nobody", "wrong").failedWith("ID.1000").body()).isEqualTo(wrong.body());
        assertThat(anyone.logIn(tenant.name(), "wrong").failedWith("ID.1000").body()).isEqualTo(wrong.body());
    }

    @Test
    void theEleventhLoginAfterTenFailedOnesIsNotLookedAt() {
        for (int i = 0; i < 10; i++) {
            anyone.logIn(tenant.name(), "wrong").failedWith("ID.1000");
        }
        var wrong = anyone.logIn(tenant.name(), "wrong").failedWith("SYS.1006");
        assertThat(wrong.text("/error/details")).contains("Wait 15 minutes");
        assertThat(anyone.logIn(tenant.name(), tenant.password()).failedWith("SYS.1006").body()).isEqualTo(wrong.body());
        tenant.client().get(ACCOUNTS).ok();
    }

    @Test
    void oneSessionMoreThanFiveHundredIsRefused() {
        OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC).plusHours(2);
        List<Object[]> rows = Collections.nCopies(499, tenant.uuid()).stream()
                .map(uuid -> new Object[] {UUID.randomUUID().toString(), uuid, uuid, later, later}).toList();
        TestNode.shared(TestDatabase.H2).bean(JdbcTemplate.class).batchUpdate("""
                insert into account_session (uuid_sha256, account_uuid, user_uuid, create_date, expired_date) values (?, ?, ?, ?, ?)""",
                rows);
        anyone.logIn(tenant.name(), tenant.password()).failedWith("ID.1006");
        tenant.user("worker");
    }

    @Test
    void quotasAreSetByTheAdministratorAndSeenByTheAccount() {
        String body = "{\"updateQuota\":{\"identityUuid\":\"" + tenant.uuid() + "\",\"name\":\"%s\",\"value\":%s}}";
        var set = admin.with("X-JSON-Schema", "true").put(ACCOUNTS + "/quotas/actions", body.formatted("ai.model.num", "0")).ok();
        assertThat(set.at("/inventory/value").asInt()).isZero();
        assertThat(set.json().get("schema").get("inventory").asString()).isEqualTo("org.zstack.header.identity.QuotaInventory");
        tenant.client().put(ACCOUNTS + "/quotas/actions", body.formatted("ai.model.num", "9")).failedWith("ID.1002");
        admin.put(ACCOUNTS + "/quotas/actions", body.formatted("vm.num", "1")).failedWith("SYS.1003");
        admin.put(ACCOUNTS + "/quotas/actions", body.formatted("ai.model.num", "-2")).failedWith("SYS.1007");
        admin.put(ACCOUNTS + "/quotas/actions", body.formatted("ai.model.num", "\"many\"")).refusedWith(400);

        var seen = tenant.client().get(ACCOUNTS + "/quotas?replyWithCount=true&sort=name").ok();
        assertThat(seen.at("/total").asInt()).isEqualTo(2);
        assertThat(seen.text("/inventories/0/name")).isEqualTo("ai.model.num");
        assertThat(seen.at("/inventories/0/value").asInt()).isZero();
        assertThat(seen.text("/inventories/1/name")).isEqualTo("ai.model.size");
        assertThat(seen.at("/inventories/1/value").asInt()).isEqualTo(-1);
        assertThat(admin.get(ACCOUNTS + "/quotas?q=identityUuid=" + tenant.uuid() + "&q=value=0").ok().at("/inventories").size())
                .isEqualTo(1);
    }

    @Test
    void aModelBeyondTheQuotaIsRefusedWithTheNumbers() {
        admin.put(ACCOUNTS + "/quotas/actions",
                "{\"updateQuota\":{\"identityUuid\":\"" + tenant.uuid() + "\",\"name\":\"ai.model.num\",\"value\":0}}").ok();
        String centre = tenant.client().centre("/tmp");
        var refused = tenant.client().post("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"one\",\"installPath\":\"/tmp/one\",\"modelCenterUuid\":\"" + centre + "\"}}").failedWith("ID.1003");
        assertThat(refused.text("/error/details")).contains("has 0 models", "may have 0", "ai.model.num");
    }

    @Test
    void theUsageTellsWhatThereIsAndWhatThereMayBe() {
        var usage = tenant.client().with("X-JSON-Schema", "true").get(ACCOUNTS + "/quota/" + tenant.uuid() + "/usages").ok();
        assertThat(usage.text("/usages/0/name")).isEqualTo("ai.model.num");
        assertThat(usage.at("/usages/0/used").asInt(-1)).isZero();
        assertThat(usage.at("/usages/0/total").asInt()).isEqualTo(-1);
        assertThat(usage.json().get("schema").get("usages[1]").asString()).isEqualTo("org.zstack.header.identity.Quota$QuotaUsage");
        Tenant.create().client().get(ACCOUNTS + "/quota/" + tenant.uuid() + "/usages").failedWith("SYS.1003");
    }
}
