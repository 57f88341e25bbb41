package dev.weighbridge.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.hooks.WebHookHandler.Sending;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.net.OutboundClients;
import dev.weighbridge.node.HandClock;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** One call after the other, by a clock that the test moves, of a job that the node's own workers know nothing of. */
@ExtendWith(OutputCaptureExtension.class)
class WebHookHandlerTest {

    private static final String SECRET = "a secret of the two";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final HandClock hands = new HandClock(Instant.parse("2026-03-04T05:06:07Z"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final Receiver receiver = Receiver.start();

    private final String job = ResourceUuid.random();

    private JobAnswer answer = new JobAnswer(true, null, "{\"inventory\":{\"name\":\"ä\"}}");

    WebHookHandlerTest() throws IOException {}

    @AfterEach
    void close() {
        receiver.close();
        node.bean(JdbcTemplate.class).update("delete from api_job where uuid = ?", job);
    }

    /** Notes a hook, but enters no work for it. */
    private void ask(String url) {
        node.bean(JdbcTemplate.class).update(
                "insert into api_job (uuid, web_hook, status, body, created_at) values (?, ?, 200, '{}', current_timestamp)",
                job, node.bean(HookOutbox.class).sealed(job, url));
    }

    private Outcome call(@Nullable String secret) {
        var properties = new WebHookProperties(List.of("127.0.0.1"), secret, Duration.ofMillis(500), "/weighbridge");
        try (var receivers = new Receivers(node.bean(OutboundClients.class), properties)) {
            var sending = new Sending(receivers, properties, new HookMeters(meters));
            JobAnswers answers = uuid -> Optional.of(answer);
            return new WebHookHandler(node.bean(ApiJobs.class), node.bean(HookOutbox.class), answers, sending, hands.clock())
                    .handle(Lane.HOOKS, job);
        }
    }

    private double counted(String outcome) {
        return meters.counter("weighbridge.webhooks.calls", "outcome", outcome).count();
    }

    private void assertTriedAgainInTwoSeconds(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Again(hands.clock().instant().plusSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void anyTwoHundredIsTaken(int status) {
        ask(receiver.url());
        receiver.answer(status);
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(receiver.calls()).hasSize(1);
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 404, 429, 500, 503})
    void anythingElseIsTriedAgainAndNoRedirectIsFollowed(int status) {
        ask(receiver.url());
        receiver.answer(status);
        assertTriedAgainInTwoSeconds(call(null));
        assertThat(receiver.calls()).hasSize(1);
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(receiver.calls()).hasSize(2).extracting(made -> made.asked().getPath()).containsOnly("/hook");
    }

    @Test
    void afterFifteenTriesItIsGivenUpAndToldWithoutSecrets(CapturedOutput output) {
        ask(receiver.url());
        receiver.answer(Collections.nCopies(20, 500).toArray(Integer[]::new));
        for (int tries = 1; tries < 15; tries++) {
            assertTriedAgainInTwoSeconds(call(null));
            hands.advance(Duration.ofSeconds(2));
        }
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(receiver.calls()).hasSize(15);
        assertThat(counted("retried")).isEqualTo(14);
        assertThat(counted("given_up")).isEqualTo(1);
        assertThat(output).contains("it answered 500. It is given up").doesNotContain(job).doesNotContain("of-the-receiver");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]:8080/",
            "http://localhost.example.test./",
            "http://2130706433/", "http://127.0.0.2/"})
    void addressesThatAreNotAllowedAreNotCalled(String url) {
        ask(url);
        Outcome outcome = call(null);
        if (url.contains("example.test")) {
            assertTriedAgainInTwoSeconds(outcome);
        } else {
            assertThat(outcome).isEqualTo(new Outcome.Done());
            assertThat(counted("given_up")).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatAnswersByteByByteHasNoMoreTimeThanAnyOther() throws Exception {
        try (var dripping = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> drip(dripping));
            ask("http://127.0.0.1:" + dripping.getLocalPort() + "/");
            assertTriedAgainInTwoSeconds(call(null));
        }
    }

    /** One byte of a header every 50 ms, until the other side has enough of it. */
    private static void drip(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write('a');
                Thread.sleep(50);
            }
        } catch (IOException hungUp) {
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theBodyIsSignedTogetherWithTheTime() {
        ask(receiver.url());
        assertThat(call(SECRET)).isEqualTo(new Outcome.Done());
        Receiver.Call made = receiver.awaitOne();
        assertThat(made.body()).isEqualTo(answer.body());
        assertThat(made.header("X-Weighbridge-Timestamp")).isEqualTo("1772600767");
        assertThat(made.header("X-Weighbridge-Signature"))
                .isEqualTo("sha256=" + new HmacUtils("HmacSHA256", SECRET).hmacHex("1772600767." + answer.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "PARTIAL", "FAIL"})
    void aBatchSaysHowFarItGot(String batch) {
        ask(receiver.url());
        answer = new JobAnswer(true, JobAnswer.Batch.valueOf(batch), "{\"results\":[]}");
        call(null);
        assertThat(receiver.awaitOne().header("X-Job-Batch")).isEqualTo(batch);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotSent() {
        ask(receiver.url());
        answer = new JobAnswer(true, null, "x".repeat(4 * 1024 * 1024 + 1));
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(receiver.calls()).isEmpty();
        assertThat(counted("given_up")).isEqualTo(1);
    }

    @Test
    void anAddressThatWasSealedByAnotherKeyIsGivenUp(CapturedOutput output) {
        ask(receiver.url());
        node.bean(JdbcTemplate.class).update("update api_job set web_hook = ? where uuid = ?",
                node.bean(HookOutbox.class).sealed("another", receiver.url()), job);
        assertThat(call(null)).isEqualTo(new Outcome.Done());
        assertThat(receiver.calls()).isEmpty();
        assertThat(output).contains("an unreadable address").doesNotContain(job);
    }
}
