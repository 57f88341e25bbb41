package dev.weighbridge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

class WatchedRunTest {

    private final ByteArrayOutputStream beneath = new ByteArrayOutputStream();

    private final Leaks leaks = new Leaks();

    private final PrintStream printed = new PrintStream(new WatchedStream(beneath, leaks), true, StandardCharsets.UTF_8);

    static {
        TestSecrets.keep("a login", "ann:open sesame é");
    }

    @Test
    void saysWhichKindOfSecretStandsInWhichLineAndDoesNotShowItAgain() {
        String token = TestSecrets.fresh("a hub's token");
        printed.println("all is well");
        printed.println("GET /a with Bearer " + token + ", answered 200");
        assertThatThrownBy(leaks::none).isInstanceOf(AssertionError.class).hasMessageContaining("in 1 lines")
                .hasMessageContaining("a hub's token in the line: GET /a with Bearer ***, answered 200")
                .hasMessageNotContaining(token).hasMessageNotContaining("hush-");
    }

    /** By {@code printf '…' | base64} and {@code jq -rR @uri}. */
    @ParameterizedTest
    @CsvSource({"ann:open sesame é", "http://ann%3Aopen+sesame+%C3%A9@proxy", "Basic YW5uOm9wZW4gc2VzYW1lIMOp",
            "Basic eGFubjpvcGVuIHNlc2FtZSDDqQ==",
            "Basic eHlhbm46b3BlbiBzZXNhbWUgw6kh", "Basic YW5uOm9wZW4gc2VzYW1lIMOpISE="})
    void findsASecretInEveryForm(String line) {
        printed.println(line);
        assertThatThrownBy(leaks::none).hasMessageContaining("a login in the line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hush", "Basic YW5uOm9wZW4=", "ann:open", "sesame é", "X-Signature is missing", "s3cre"})
    void letsOtherTextPass(String line) {
        printed.println(line);
        assertThatCode(leaks::none).doesNotThrowAnyException();
    }

    @Test
    void findsASecretThatIsPrintedByteByByteAndInALineWithoutEnd() {
        for (byte one : "prefix s3cret".getBytes(StandardCharsets.UTF_8)) {
            printed.write(one);
        }
        assertThatCode(leaks::none).doesNotThrowAnyException();
        printed.close();
        assertThatThrownBy(leaks::none).hasMessageEndingWith("in the line: prefix ***");
        assertThat(beneath.toString(StandardCharsets.UTF_8)).isEqualTo("prefix s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {-6, -3, -1, 0, 3, 100_000})
    void findsASecretAcrossThePiecesOfAnEndlessLine(int off) {
        printed.print("x".repeat(WatchedStream.LONGEST_LINE + off) + "s3cret" + "x".repeat(2 * WatchedStream.LONGEST_LINE));
        assertThatThrownBy(leaks::none).hasMessageContaining("a secret of the tests");
    }

    @Test
    void failsTheSessionOfTheTests() {
        leaks.look("s3cret");
        PrintStream before = System.out;
        var only = LauncherConfig.builder().enableLauncherSessionListenerAutoRegistration(false)
                .addLauncherSessionListeners(new WatchedRun(leaks)).build();
        var session = LauncherFactory.openSession(only);
        assertThat(System.out).isNotSameAs(before);
        assertThatThrownBy(session::close).isInstanceOf(AssertionError.class);
        assertThat(System.out).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void watchesThisVeryRun(boolean error) {
        long before = Leaks.ofTheRun().lines();
        (error ? System.err : System.out).println("A line of the test that looks whether lines are looked at");
        assertThat(Leaks.ofTheRun().lines()).isGreaterThan(before);
    }

    @Test
    void looksThroughTheLogOfAProcess(@TempDir Path folder) throws IOException {
        long before = Leaks.ofTheRun().lines();
        Leaks.lookThrough(Files.writeString(folder.resolve("log"), "one\ntwo\n"));
        assertThat(Leaks.ofTheRun().lines()).isGreaterThanOrEqualTo(before + 2);
    }
}
