package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import java.util.UUID;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.secret.TestSecrets;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountRegisterTest {

    private static final String HERE = "192.0.2.30";

    private final TestNode node;

    private final AccountRegister register;

    private final AccountUsers users;

    private final Accounts accounts;

    private final String name = "account-" + UUID.randomUUID();

    private final String password = secret();

    AccountRegisterTest(TestDatabase database) {
        node = TestNode.shared(database);
        register = node.bean(AccountRegister.class);
        users = node.bean(AccountUsers.class);
        accounts = node.bean(Accounts.class);
    }

    @Test
    void aNewAccountLogsInAndIsNoAdministrator() {
        Account account = register.add(with(name, password));
        LoggedIn session = accounts.login(name, password, HERE);
        assertThat(accounts.session(session.sessionUuid())).hasValue(new Caller(account.getUuid(), false, account.getUuid()));
    }

    @Test
    void noTwoAccountsHaveOneNameInWhateverCase() {
        register.add(with(name, password));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name", () -> register.add(with(name, password)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.add(with(name.toUpperCase(Locale.ROOT), password)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.add(with("Admin", password)));
        Account other = register.add(with(name + "-2", password));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.change(other.getUuid(), with(name, null)));
    }

    @Test
    void aPasswordThatIsNoSha512IsRefusedAndSoIsANameThatCannotBeSeen() {
        assertRefused(FailureKind.INVALID_REQUEST, "field[password]", () -> register.add(with(name, "clear text")));
        assertRefused(FailureKind.INVALID_REQUEST, "field[password]", () -> register.add(with(name, null)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.add(with("a\nb", password)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.add(with("admin\u200b", password)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.add(with(null, password)));
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOneAndNoOthers() {
        Account account = register.add(with(name, password));
        users.add(account.getUuid(), with("user", password));
        LoggedIn own = accounts.login(name, password, HERE);
        LoggedIn ofUser = accounts.loginUser(name, "user", password, HERE);
        String other = secret();
        register.change(account.getUuid(), with(null, other));
        assertThat(accounts.session(own.sessionUuid())).isEmpty();
        assertThat(accounts.session(ofUser.sessionUuid())).isPresent();
        assertRefused(FailureKind.NOT_AUTHENTICATED, "wrong account name or password", () -> accounts.login(name, password, HERE));
        accounts.login(name, other, HERE);
    }

    @Test
    void aUserActsForItsAccountByItsOwnName() {
        Account account = register.add(with(name, password));
        AccountUser user = users.add(account.getUuid(), with("user", password));
        for (String called : new String[] {name, account.getUuid()}) {
            LoggedIn session = accounts.loginUser(called, "user", password, HERE);
            assertThat(accounts.session(session.sessionUuid())).hasValue(new Caller(account.getUuid(), false, user.getUuid()));
        }
        assertRefused(FailureKind.NOT_AUTHENTICATED, "wrong account name", () -> accounts.loginUser(name, "nobody", password, HERE));
        assertRefused(FailureKind.NOT_AUTHENTICATED, "wrong account name", () -> accounts.loginUser("admin", "user", password, HERE));
        assertRefused(FailureKind.NOT_AUTHENTICATED, "wrong account name", () -> accounts.login("user", password, HERE));
    }

    @Test
    void noTwoUsersOfAnAccountHaveOneNameAndNoneHasTheUuidOfAnAccount() {
        Account account = register.add(with(name, password));
        users.add(account.getUuid(), with("user", password));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> users.add(account.getUuid(), with("user", password)));
        assertRefused(FailureKind.INVALID_REQUEST, "field[resourceUuid]",
                () -> users.add(account.getUuid(), new Credential(account.getUuid(), "second", password, null)));
        Account other = register.add(with(name + "-2", password));
        users.add(other.getUuid(), with("user", password));
    }

    @Test
    void aUserThatIsDeletedOrHasANewPasswordHoldsNoSession() {
        Account account = register.add(with(name, password));
        AccountUser user = users.add(account.getUuid(), with("user", password));
        LoggedIn before = accounts.loginUser(name, "user", password, HERE);
        String other = secret();
        assertThat(users.change(user.getUuid(), new Credential(null, "renamed", other, "text")).getName()).isEqualTo("renamed");
        assertThat(accounts.session(before.sessionUuid())).isEmpty();
        LoggedIn after = accounts.loginUser(name, "renamed", other, HERE);
        users.delete(user.getUuid());
        assertThat(accounts.session(after.sessionUuid())).isEmpty();
        assertThat(users.find(user.getUuid())).isEmpty();
    }

    @Test
    void theAdministratorIsNeitherDeletedNorRenamed() {
        assertRefused(FailureKind.FORBIDDEN, "admin", () -> register.delete(Imports.ADMIN));
        assertRefused(FailureKind.INVALID_REQUEST, "field[name]", () -> register.change(Imports.ADMIN, with("root", null)));
    }

    @Test
    void anAccountGoesWithItsUsersSessionsKeysAndQuotas() {
        Account account = register.add(with(name, password));
        users.add(account.getUuid(), with("user", password));
        LoggedIn session = accounts.loginUser(name, "user", password, HERE);
        node.bean(AccessKeys.class).make(new NewAccessKey(null, account.getUuid(), account.getUuid(), null, null, null));
        node.bean(Quotas.class).set(account.getUuid(), QuotaName.MODELS, 3);
        register.delete(account.getUuid());
        assertThat(register.find(account.getUuid())).isEmpty();
        assertThat(accounts.session(session.sessionUuid())).isEmpty();
        for (String table : new String[] {"account_user", "account_session", "access_key", "account_quota"}) {
            assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from " + table + " where account_uuid = ?", Long.class,
                    account.getUuid())).as(table).isZero();
        }
        register.delete(account.getUuid());
    }

    @Test
    void noPasswordStandsInATable() {
        Account account = register.add(with(name, password));
        users.add(account.getUuid(), with("user", password));
        assertThat(node.bean(JdbcTemplate.class).queryForList("select * from account").toString()
                + node.bean(JdbcTemplate.class).queryForList("select * from account_user")).doesNotContain(password);
        assertThat(with(name, password).toString()).doesNotContain(password);
    }

    private static Credential with(@Nullable String name, @Nullable String password) {
        return new Credential(null, name, password, null);
    }

    private static String secret() {
        return TestSecrets.keep("an account's password", DigestUtils.sha512Hex(UUID.randomUUID().toString()));
    }

    private static void assertRefused(FailureKind kind, String why, Runnable call) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(call::run).returns(kind, IngestionException::kind)
                .withMessageContaining(why);
    }
}
