package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.secret.TestSecrets;
import org.junit.jupiter.api.Test;

/** Who asks which server. */
class SignInTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    @Test
    void keepsTheSessionWhereOnlyItsOwnerCanReadIt() throws IOException {
        Shell shell = Shell.at(node);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.config()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.config().getParent()))).isEqualTo("rwx------");
        assertThat(Files.readString(shell.config())).doesNotContain(TestNode.ADMIN_PASSWORD);
        assertThat(shell.run("list", "--limit", "0", "-o", "json").exits(0).json().has("total")).isTrue();
    }

    @Test
    void signsOutHereAndAtTheServer() {
        Shell shell = Shell.at(node);
        String session = shell.session();
        shell.run("logout").exits(0);
        assertThat(shell.run("list").exits(3).err()).contains("you are not signed in there").contains("weighbridge login");
        assertThat(new Shell().with("WEIGHBRIDGE_URL", node.url().toString()).with("WEIGHBRIDGE_SESSION", session).run("list").exits(3)
                .err()).contains("the session is unknown, has expired or was logged out");
        assertThat(shell.run("logout").exits(0).out()).contains("No session was kept");
    }

    @Test
    void aWrongPasswordIsRefusedAndLeavesNothing() {
        var shell = new Shell();
        String wrong = TestSecrets.fresh("a wrong password");
        assertThat(shell.typing(wrong + "\n", "login", "--password-stdin", "--url", node.url().toString()).exits(3).err())
                .contains("Could not sign in at " + node.url() + " as admin: the account or its password is wrong. Check both.");
        assertThat(shell.config()).doesNotExist();
        assertThat(shell.typing("", "login", "--password-stdin", "--url", node.url().toString()).exits(2).err()).contains("is empty");
    }

    @Test
    void aSessionIsSentToItsOwnServerOnly() {
        Shell shell = Shell.at(node);
        assertThat(shell.run("list", "--url", node.url().toString().replace("127.0.0.1", "localhost")).exits(3).err())
                .contains("you are not signed in there");
        assertThat(
                new Shell().with("WEIGHBRIDGE_URL", node.url().toString()).with("WEIGHBRIDGE_SESSION", "0".repeat(32)).run("list").exits(3)
                        .err())
                .endsWith("Use 'weighbridge login --url " + node.url() + "'.\n").doesNotContain("Authorization");
    }

    @Test
    void theCommandGoesBeforeTheEnvironmentAndThatBeforeTheFile() {
        Shell shell = Shell.at(node);
        shell.with("WEIGHBRIDGE_URL", "http://127.0.0.1:1");
        shell.run("list").exits(3);
        shell.run("list", "--url", node.url().toString()).exits(0);
        shell.without("WEIGHBRIDGE_URL").run("list").exits(0);
    }

    @Test
    void signsWithAnAccessKey() {
        var made = ApiClient.admin(node).exchange("POST", "/zstack/v1/accesskeys", "{\"params\":{\"description\":\"cli\"}}").with(200);
        String secret = TestSecrets.keep("an access key", made.text("/inventory/AccessKeySecret"));
        Shell shell = new Shell().with("WEIGHBRIDGE_URL", node.url().toString())
                .with("WEIGHBRIDGE_ACCESS_KEY_ID", made.text("/inventory/AccessKeyID")).with("WEIGHBRIDGE_ACCESS_KEY_SECRET", secret);
        shell.run("list").exits(0);
        shell.run("centres").exits(0);
        assertThat(shell.with("WEIGHBRIDGE_ACCESS_KEY_SECRET", TestSecrets.fresh("another key")).run("list").exits(3).err())
                .contains("wrong accessKey signature");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var shell = new Shell().with("WEIGHBRIDGE_URL", "http://127.0.0.1:" + port).with("WEIGHBRIDGE_SESSION", "0");
        for (String command : new String[] {"list", "nodes", "gc", "imports", "centres", "sync"}) {
            assertThat(shell.run(command).exits(5).err())
                    .contains("Could not reach the server at http://127.0.0.1:" + port + ": the connection was refused.");
        }
        assertThat(shell.with("WEIGHBRIDGE_URL", "http://no-such-host.invalid").run("list").exits(5).err())
                .contains("no such host is known");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String url : new String[] {"ftp://host", "host:8080", "http://", "http://user:x@host", "http://host/?a=b", "http://a b"}) {
            assertThat(new Shell().run("list", "--url", url).exits(2).err()).contains("as the address of a node").contains("Correct --url");
        }
    }

    @Test
    void aBrokenConfigurationIsSaidAndNotOverwritten() throws IOException {
        Shell shell = Shell.at(node);
        Files.writeString(shell.config(), "no json");
        assertThat(shell.run("list").exits(1).err()).contains("Could not read the configuration " + shell.config());
        assertThat(Files.readString(shell.config())).isEqualTo("no json");
    }
}
