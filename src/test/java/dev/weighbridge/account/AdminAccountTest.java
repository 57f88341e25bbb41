package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The beginning of a node, made and repeated by hand on a node of its own, whose database it may empty. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class AdminAccountTest {

    private static final Pattern SHOWN = Pattern.compile("made with the password (\\S+) \\.");

    private static final Map<TestDatabase, TestNode> NODES = new EnumMap<>(TestDatabase.class);

    private final TestNode node;

    AdminAccountTest(TestDatabase database) {
        node = NODES.computeIfAbsent(database, TestNode::start);
    }

    @BeforeEach
    void forgetTheAccount() {
        node.bean(JdbcTemplate.class).update("delete from account");
    }

    @AfterAll
    static void close() {
        NODES.values().forEach(TestNode::close);
        NODES.clear();
    }

    @Test
    void showsTheMadePasswordOnceAndNoOther(CapturedOutput output) {
        start(null);
        var shown = SHOWN.matcher(output.getOut());
        assertThat(shown.find()).isTrue();
        assertThat(mayLogIn(String.valueOf(shown.group(1)))).isTrue();
        assertThat(shown.find()).isFalse();

        start(null);
        start("given");
        assertThat(SHOWN.matcher(output.getOut()).results()).hasSize(1);
        assertThat(output).doesNotContain("given ");
    }

    @Test
    void keepsTheStoredPasswordWhenNoneIsGiven() {
        start("first");
        start(null);
        start(" ");
        assertThat(mayLogIn("first")).isTrue();
    }

    @Test
    void replacesTheStoredPasswordByTheGivenOneAndEndsTheSessions() {
        start("first");
        String session = node.bean(Accounts.class).login("admin", DigestUtils.sha512Hex("first"), "192.0.2.7").sessionUuid();
        start("first");
        assertThat(node.bean(Accounts.class).session(session)).isPresent();

        start("second");
        assertThat(mayLogIn("first")).isFalse();
        assertThat(mayLogIn("second")).isTrue();
        assertThat(node.bean(Accounts.class).session(session)).isEmpty();
    }

    @Test
    void makesOneAccountWhenManyNodesStartAtOnce(CapturedOutput output) throws Exception {
        Callable<Boolean> first = () -> {
            start(null);
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var started : threads.invokeAll(Collections.nCopies(4, first))) {
                assertThat(started.get()).isTrue();
            }
        }
        var shown = SHOWN.matcher(output.getOut());
        assertThat(shown.find()).isTrue();
        assertThat(mayLogIn(String.valueOf(shown.group(1)))).as("the password shown is that of the one that was first").isTrue();
        assertThat(shown.find()).isFalse();
        assertThat(output).doesNotContain("$argon2id$");
    }

    private void start(@Nullable String password) {
        new AdminAccount(new AdminProperties(password), node.bean(AccountRows.class), node.bean(Passwords.class),
                node.bean(TransactionTemplate.class), node.bean(Clock.class)).afterSingletonsInstantiated();
    }

    private boolean mayLogIn(String password) {
        String hash = node.bean(AccountRows.class).named("admin").orElseThrow().passwordHash();
        return node.bean(Passwords.class).match(DigestUtils.sha512Hex(password), hash);
    }
}
