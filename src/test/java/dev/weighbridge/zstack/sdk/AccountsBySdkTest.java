package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API of accounts, users, sessions, quotas and access keys, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class AccountsBySdkTest extends SdkCase {

    private static final String PASSWORD = DoorClient.sha512(TestSecrets.keep("a password", "an-ordinary-passphrase"));

    private final String account = sdk.call(Api.CREATE_ACCOUNT, "name", name, "password", PASSWORD, "description", "d", "type", "Normal")
            .inventory().uuid();

    AccountsBySdkTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void delete() {
        sdk.call(Api.DELETE_ACCOUNT, "uuid", account).ok();
        assertThat(named(Api.QUERY_ACCOUNT)).isEmpty();
    }

    /** The same SDK, logged in as the account of this test. */
    private Sdk loggedIn() {
        Credentials session = Credentials.session(
                sdk.call(Api.LOG_IN_BY_ACCOUNT, "accountName", name, "password", PASSWORD).inventory().uuid());
        return as(session);
    }

    private Sdk as(Credentials credentials) {
        return user.isGo() ? SdkUser.go(node, credentials) : SdkUser.java(node, credentials);
    }

    @Test
    void anAccountIsQueriedAndUpdated() {
        assertThat(named(Api.QUERY_ACCOUNT)).singleElement().satisfies(found -> assertThat(found.text("type")).isEqualTo("Normal"));
        assertThat(sdk.call(Api.UPDATE_ACCOUNT, "uuid", account, "description", "new").inventory().text("description")).isEqualTo("new");
    }

    @Test
    void aSessionIsValidUntilItIsLoggedOut() {
        Bean session = sdk.call(Api.LOG_IN, "username", name, "password", PASSWORD, "loginType", "account").inventory();
        assertThat(session.text("accountUuid")).isEqualTo(account);
        assertThat(session.date("expiredDate")).isEqualTo(session.date("createDate").plusHours(2));
        assertThat(sdk.call(Api.VALIDATE_SESSION, "sessionUuid", session.uuid()).get("valid")).isEqualTo(true);
        sdk.call(Api.LOG_OUT, "sessionUuid", session.uuid()).ok();
        assertThat(sdk.call(Api.VALIDATE_SESSION, "sessionUuid", session.uuid()).get("valid")).isEqualTo(false);
        as(Credentials.session(session.uuid())).call(Api.ADD_MODEL, "name", "m", "installPath", "/m", "modelCenterUuid", zone())
                .failedWith("ID.1001");
    }

    @Test
    void aUserOfAnAccountLivesFromCreateToDelete() {
        Sdk owner = loggedIn();
        Bean created = owner.call(Api.CREATE_USER, "name", "u", "password", PASSWORD, "description", "d").inventory();
        assertThat(created.text("accountUuid")).isEqualTo(account);
        assertThat(owner.call(Api.QUERY_USER, "conditions", List.of("name=u")).inventories()).hasSize(1);
        assertThat(owner.call(Api.UPDATE_USER, "uuid", created.uuid(), "description", "new").inventory().text("description"))
                .isEqualTo("new");
        Bean session = sdk.call(Api.LOG_IN_BY_USER, "accountName", name, "userName", "u", "password", PASSWORD).inventory();
        assertThat(session.text("userUuid")).isEqualTo(created.uuid());
        owner.call(Api.DELETE_USER, "uuid", created.uuid()).ok();
    }

    @Test
    void aQuotaIsQueriedAndUpdated() {
        assertThat(sdk.call(Api.UPDATE_QUOTA, "identityUuid", account, "name", "ai.model.num", "value", 7L).inventory().get("value"))
                .isEqualTo(7L);
        assertThat(sdk.call(Api.QUERY_QUOTA, "conditions", List.of("identityUuid=" + account, "name=ai.model.num")).inventories())
                .singleElement().satisfies(quota -> assertThat(quota.get("value")).isEqualTo(7L));
    }

    @Test
    void anAccessKeyLivesFromCreateToDelete() {
        Sdk owner = loggedIn();
        Bean key = owner.call(Api.CREATE_ACCESS_KEY, "accountUuid", account, "userUuid", account, "description", "d").inventory();
        Sdk byKey = as(Credentials.accessKey(key.text("AccessKeyID"), TestSecrets.keep("a key's secret", key.text("AccessKeySecret"))));
        byKey.call(Api.QUERY_MODEL, "limit", 1).ok();
        assertThat(owner.call(Api.QUERY_ACCESS_KEY).inventories()).singleElement()
                .satisfies(found -> assertThat(found.get("AccessKeySecret")).isNull());
        owner.call(Api.CHANGE_ACCESS_KEY_STATE, "uuid", key.uuid(), "stateEvent", "disable").ok();
        assertThat(byKey.call(Api.QUERY_MODEL, "limit", 1).error()).isNotNull();
        owner.call(Api.DELETE_ACCESS_KEY, "uuid", key.uuid()).ok();
        assertThat(owner.call(Api.QUERY_ACCESS_KEY).inventories()).isEmpty();
    }
}
