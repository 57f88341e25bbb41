package dev.weighbridge.zstack.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Section 3 of the wire contract. */
class AccessKeysTest {

    private static final String KEYS = "/zstack/v1/accesskeys";

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final String SIGNED = "/v1/ai/models";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient anyone = DoorClient.anonymous();

    private final Tenant tenant = Tenant.create();

    private record Key(String uuid, SdkSigner signer) {

        static Key of(DoorClient.Reply made) {
            return new Key(made.ok().text("/inventory/uuid"), new SdkSigner(made.text("/inventory/AccessKeyID"),
                    TestSecrets.keep("an access key", made.text("/inventory/AccessKeySecret"))));
        }
    }

    private Key key() {
        return Key.of(tenant.client().post(KEYS, "{\"params\":{\"accountUuid\":\"" + tenant.uuid() + "\"}}"));
    }

    @Test
    void aKeyHasTwentyCharactersAndItsSecretForty() {
        var made = tenant.client().with("X-JSON-Schema", "true").post(KEYS,
                "{\"params\":{\"accountUuid\":\"" + tenant.uuid() + "\",\"description\":\"for the pipeline\"}}").ok();
        TestSecrets.keep("an access key", made.text("/inventory/AccessKeySecret"));
        assertThat(made.text("/inventory/AccessKeyID")).matches("[0-9A-Za-z]{20}");
        assertThat(made.text("/inventory/AccessKeySecret")).matches("[0-9A-Za-z]{40}");
        assertThat(made.text("/inventory/accountUuid")).isEqualTo(tenant.uuid());
        assertThat(made.text("/inventory/userUuid")).isEqualTo(tenant.uuid());
        assertThat(made.text("/inventory/state")).isEqualTo("Enabled");
        assertThat(made.text("/inventory/description")).isEqualTo("for the pipeline");
        assertThat(made.json().get("schema").get("inventory").asString()).isEqualTo("org.zstack.accessKey.AccessKeyInventory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Etc/UTC", "Asia/Shanghai", "America/New_York", "Asia/Kolkata"})
    void theJavaSdkSignsWithItsZoneId(String zone) {
        SdkSigner signer = key().signer();
        String date = SdkSigner.javaDate(SdkSigner.now(zone));
        anyone.get(MODELS, signer.headers("GET", date, SIGNED)).ok();
    }

    @ParameterizedTest
    @CsvSource({"UTC, UTC", "Asia/Shanghai, CST", "America/Chicago, CST", "America/New_York, EST", "Asia/Yangon, +0630"})
    void theGoSdkSignsWithItsAbbreviation(String zone, String abbreviation) {
        SdkSigner signer = key().signer();
        ZonedDateTime winter = SdkSigner.now(zone);
        if (!winter.getZone().getRules().isDaylightSavings(winter.toInstant())) {
            String date = SdkSigner.goDate(winter, abbreviation);
            anyone.asGoSdk().get(MODELS, signer.headers("GET", date, SIGNED)).ok();
        }
    }

    @Test
    void theWallClockOfTheServerCountsWhateverTheZoneIsCalled() {
        String date = SdkSigner.goDate(ZonedDateTime.now(ZoneId.systemDefault()), "XYT");
        anyone.get(MODELS, key().signer().headers("GET", date, SIGNED)).ok();
    }

    @Test
    void theQueryIsNotSigned() {
        anyone.get(MODELS + "?limit=1&q=name=x", key().signer().headers("GET", SIGNED)).ok();
    }

    @Test
    void thePathIsSignedAsItIsRead() {
        String path = "/v1/ai/models/a b";
        assertThat(anyone.get("/zstack/v1/ai/models/a%20b", key().signer().headers("GET", path)).ok().at("/inventories").isEmpty())
                .isTrue();
    }

    @Test
    void whatIsAddedBelongsToTheAccountOfTheKey() {
        SdkSigner signer = key().signer();
        String name = "signed-" + UUID.randomUUID();
        anyone.post("/zstack/v1/ai/model-centers", DoorClient.centreBody(name, "/tmp"), signer.headers("POST", "/v1/ai/model-centers"))
                .ok();
        assertThat(tenant.client().get("/zstack/v1/ai/model-centers?q=name=" + name).ok().at("/inventories").size()).isEqualTo(1);
    }

    @Test
    void pollingNeedsNoSignature() {
        var accepted = anyone.asGoSdk().post("/zstack/v1/ai/model-centers", DoorClient.centreBody("signed", "/tmp"),
                key().signer().headers("POST", "/v1/ai/model-centers"));
        assertThat(anyone.awaitJob(accepted, "Authorization", "OAuth null").status()).isEqualTo(200);
    }

    @Test
    void ourOwnDoorTakesTheSameSignature() {
        SdkSigner signer = key().signer();
        var api = ApiClient.anonymous(node);
        api.get("/models", signer.headers("GET", "/v1/models")).with(200);
        assertThat(api.get("/models", signer.headers("GET", "/v1/ingestions")).problem(401, "NOT_AUTHENTICATED").text("/detail"))
                .contains("wrong accessKey signature");
        String old = SdkSigner.javaDate(SdkSigner.now("UTC").minusMinutes(16));
        assertThat(api.get("/models", signer.headers("GET", old, "/v1/models")).problem(401, "NOT_AUTHENTICATED").text("/detail"))
                .contains("requestTimeTooSkewed");
        api.get("/models", "Authorization", "ZStack nothing").problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void aSignatureOfAnotherMethodPathDateOrKeyIsWrong() {
        SdkSigner signer = key().signer();
        String date = SdkSigner.javaDate(SdkSigner.now("UTC"));
        String other = SdkSigner.javaDate(SdkSigner.now("UTC").minusSeconds(1));
        for (String signature : List.of(signer.signature("POST", date, SIGNED), signer.signature("GET", date, "/v1/ai/model-centers"),
                signer.signature("GET", other, SIGNED), signer.signature("GET", date, "/zstack" + SIGNED),
                key().signer().signature("GET", date, SIGNED), signer.signature("GET", date, SIGNED) + "=", "x")) {
            assertThat(
                    anyone.get(MODELS, "Date", date, "Authorization", "ZStack " + signer.keyId() + ":" + signature).refusedWith(403).body())
                    .isEqualTo("wrong accessKey signature");
        }
    }

    @Test
    void anUnknownKeyIsNamedAsTheGoSdkExpectsIt() {
        var nobody = new SdkSigner("0123456789abcdefghij", "s3cret-of-nobody");
        assertThat(anyone.get(MODELS, nobody.headers("GET", SIGNED)).refusedWith(403).body())
                .contains("access key id: 0123456789abcdefghij");
        var strange = new SdkSigner("<script>", "s3cret-of-nobody");
        assertThat(anyone.get(MODELS, strange.headers("GET", SIGNED)).refusedWith(403).body()).contains("access key id")
                .doesNotContain("script");
    }

    @Test
    void aWrongKeyMakesNoJob() {
        var nobody = new SdkSigner("0123456789abcdefghij", "s3cret-of-nobody");
        assertThat(anyone.asGoSdk().post(MODELS, "{\"param\":{}}", nobody.headers("POST", SIGNED)).refusedWith(403).body())
                .contains("access key id");
    }

    @ParameterizedTest
    @CsvSource({"-16, UTC", "16, Asia/Shanghai"})
    void aDateThatIsTooFarAwayIsForbidden(int minutes, String zone) {
        String date = SdkSigner.javaDate(SdkSigner.now(zone).plusMinutes(minutes));
        assertThat(anyone.get(MODELS, key().signer().headers("GET", date, SIGNED)).refusedWith(403).body())
                .isEqualTo("requestTimeTooSkewed");
    }

    @Test
    void withoutADateOrInAnotherFormItIsABadRequest() {
        SdkSigner signer = key().signer();
        String date = SdkSigner.javaDate(SdkSigner.now("UTC"));
        assertThat(anyone.get(MODELS, "Authorization", "ZStack " + signer.keyId() + ":" + signer.signature("GET", date, SIGNED))
                .refusedWith(400).body()).contains("Date");
        assertThat(anyone.get(MODELS, signer.headers("GET", "yesterday", SIGNED)).refusedWith(400).body()).contains("Date");
        for (String credentials : List.of("", "id", "id:", ":signature", "id signature")) {
            anyone.get(MODELS, "Date", date, "Authorization", "ZStack " + credentials).refusedWith(400);
        }
    }

    @Test
    void theSecretIsShownOnceAndKeptNowhereInClear() {
        Key key = key();
        assertThat(tenant.client().get(KEYS).ok().body()).contains(key.signer().keyId()).doesNotContain(key.signer().secret())
                .doesNotContain("AccessKeySecret");
        assertThat(tenant.client().get(KEYS + "/" + key.uuid()).ok().body()).doesNotContain("AccessKeySecret");
        assertThat(disable(key).ok().body()).doesNotContain("AccessKeySecret");
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        for (String table : List.of("access_key", "api_job", "audit")) {
            assertThat(sql.queryForList("select * from " + table).toString()).as(table).doesNotContain(key.signer().secret());
        }
    }

    @Test
    void aPollShowsTheSecretToWhoMadeIt() {
        var accepted = tenant.client().post(KEYS, "{\"params\":{\"accountUuid\":\"" + tenant.uuid() + "\"}}", "X-Job-UUID",
                DoorClient.jobUuid());
        Key key = Key.of(anyone.awaitJob(accepted));
        anyone.get(MODELS, key.signer().headers("GET", SIGNED)).ok();
    }

    @Test
    void aSecretOfAnotherKeyDoesNotOpenInItsPlace() {
        Key first = key();
        Key second = key();
        node.bean(JdbcTemplate.class).update("update access_key set secret = (select secret from access_key where uuid = ?) where uuid = ?",
                first.uuid(), second.uuid());
        var forged = new SdkSigner(second.signer().keyId(), first.signer().secret());
        assertThat(anyone.get(MODELS, forged.headers("GET", SIGNED)).status()).isEqualTo(503);
    }

    @Test
    void aDisabledKeyOpensNothingUntilItIsEnabled() {
        Key key = key();
        assertThat(disable(key).ok().text("/inventory/state")).isEqualTo("Disabled");
        assertThat(anyone.get(MODELS, key.signer().headers("GET", SIGNED)).refusedWith(403).body()).contains("access key id");
        tenant.client().put(KEYS + "/" + key.uuid() + "/actions", "{\"changeAccessKeyState\":{\"stateEvent\":\"enable\"}}").ok();
        anyone.get(MODELS, key.signer().headers("GET", SIGNED)).ok();
        tenant.client().put(KEYS + "/" + key.uuid() + "/actions", "{\"changeAccessKeyState\":{\"stateEvent\":\"break\"}}")
                .failedWith("SYS.1007");
    }

    @Test
    void aDeletedKeyOpensNothing() {
        Key key = key();
        tenant.client().delete(KEYS + "/" + key.uuid() + "?deleteMode=Permissive").ok();
        anyone.get(MODELS, key.signer().headers("GET", SIGNED)).refusedWith(403);
        tenant.client().delete(KEYS + "/" + key.uuid()).ok();
    }

    @Test
    void anotherAccountSeesAndChangesNoKey() {
        Key key = key();
        Tenant other = Tenant.create();
        assertThat(other.client().get(KEYS + "/" + key.uuid()).ok().at("/inventories").isEmpty()).isTrue();
        other.client().put(KEYS + "/" + key.uuid() + "/actions", "{\"changeAccessKeyState\":{\"stateEvent\":\"disable\"}}")
                .failedWith("SYS.1003");
        other.client().delete(KEYS + "/" + key.uuid()).ok();
        other.client().post(KEYS, "{\"params\":{\"accountUuid\":\"" + tenant.uuid() + "\"}}").failedWith("SYS.1003");
        anyone.get(MODELS, key.signer().headers("GET", SIGNED)).ok();
    }

    @Test
    void theAdministratorMakesKeysForOthers() {
        Key key = Key.of(DoorClient.admin().post(KEYS, "{\"params\":{\"accountUuid\":\"" + tenant.uuid() + "\"}}"));
        var seen = anyone.get("/zstack/v1/accounts", key.signer().headers("GET", "/v1/accounts")).ok();
        assertThat(seen.at("/inventories").size()).as("the key is no administrator's").isEqualTo(1);
        DoorClient.admin().post(KEYS, "{\"params\":{\"accountUuid\":\"" + UUID.randomUUID() + "\"}}").failedWith("SYS.1003");
    }

    @Test
    void aUserHasItsOwnKeysAndTheyGoWithIt() {
        Tenant user = tenant.user("pipeline");
        Key accounts = key();
        Key own = Key.of(user.client().post(KEYS, "{\"params\":{}}"));
        assertThat(user.client().get(KEYS).ok().body()).contains(own.uuid()).doesNotContain(accounts.uuid());
        user.client().put(KEYS + "/" + accounts.uuid() + "/actions", "{\"changeAccessKeyState\":{\"stateEvent\":\"disable\"}}")
                .failedWith("SYS.1003");
        assertThat(tenant.client().get(KEYS).ok().body()).contains(own.uuid(), accounts.uuid());
        tenant.client().delete("/zstack/v1/accounts/users/" + user.uuid()).ok();
        anyone.get(MODELS, own.signer().headers("GET", SIGNED)).refusedWith(403);
    }

    @Test
    void aKeyOfOnesOwnChoiceIsTakenIfItHasTheForm() {
        String id = "id" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        String secret = TestSecrets.keep("an access key", "x" + UUID.randomUUID().toString().replace("-", ""));
        String body = "{\"params\":{\"AccessKeyID\":\"%s\",\"AccessKeySecret\":\"%s\"}}";
        tenant.client().post(KEYS, body.formatted(id, secret)).ok();
        anyone.get(MODELS, new SdkSigner(id, secret).headers("GET", SIGNED)).ok();
        tenant.client().post(KEYS, body.formatted(id, secret)).failedWith("SYS.1007");
        tenant.client().post(KEYS, body.formatted("a:b4567890", secret)).failedWith("SYS.1007");
        tenant.client().post(KEYS, body.formatted("short", secret)).failedWith("SYS.1007");
    }

    @Test
    void keysAreFoundByTheirId() {
        Key key = key();
        assertThat(tenant.client().get(KEYS + "?q=AccessKeyID=" + key.signer().keyId() + "&fields=AccessKeyID").ok().at("/inventories/0")
                .toString())
                .isEqualTo("{\"AccessKeyID\":\"" + key.signer().keyId() + "\"}");
    }

    private DoorClient.Reply disable(Key key) {
        return tenant.client().put(KEYS + "/" + key.uuid() + "/actions", "{\"changeAccessKeyState\":{\"stateEvent\":\"disable\"}}");
    }
}
