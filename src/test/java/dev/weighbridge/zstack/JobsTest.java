package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 0 and 4 of the wire contract: API jobs, and who gets 202 or the result itself. */
class JobsTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    private static String body() {
        return DoorClient.centreBody("job-" + UUID.randomUUID(), "/a");
    }

    @Test
    void aPlainCallerGetsTheResultItself() {
        assertThat(admin.post(CENTERS, body()).ok().text("/inventory/uuid")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({"X-Web-Hook, http://127.0.0.1:9/hook", "Prefer, respond-async", "Prefer, 'wait=5, Respond-Async'",
            "User-Agent, zstack-sdk-go/0.1"})
    void aPollingCallerGetsALocationAtOnce(String header, String value) {
        var accepted = admin.post(CENTERS, body(), header, value);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/location")).startsWith(TestNode.shared(TestDatabase.H2).url() + "/zstack/v1/api-jobs/");
        admin.awaitJob(accepted).ok();
    }

    @Test
    void theJobHasTheUuidThatTheCallerGaveIt() {
        String job = DoorClient.jobUuid();
        var accepted = admin.post(CENTERS, body(), "X-Job-UUID", job, "X-JSON-Schema", "true");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/location")).endsWith("/zstack/v1/api-jobs/" + job);
        assertThat(anyone.get("/zstack/v1/api-jobs/" + job).ok().text("/inventory/name")).startsWith("job-");
    }

    @Test
    void theLocationNamesTheHostThatTheCallerUsed() throws IOException {
        var node = TestNode.shared(TestDatabase.H2).url();
        try (var socket = new Socket(node.getHost(), node.getPort())) {
            String body = body();
            String session = anyone.logIn("admin", TestNode.ADMIN_PASSWORD).text("/inventory/uuid");
            String request = "POST /zstack/v1/ai/model-centers HTTP/1.1\r\nHost: gate.example:1234\r\nAuthorization: OAuth " + session
                    + "\r\nPrefer: respond-async\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 202")
                    .contains("\"location\":\"http://gate.example:1234/zstack/v1/api-jobs/");
        }
    }

    @Test
    void theTimeoutIsAnsweredInMilliseconds() {
        assertThat(admin.post(CENTERS, body(), "Prefer", "respond-async", "X-API-Timeout", "90").at("/apiTimeout").asLong())
                .isEqualTo(90_000);
        assertThat(admin.post(CENTERS, body(), "Prefer", "respond-async").at("/apiTimeout").asLong()).isEqualTo(86_400_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAuth null", "ZStack id:signature", "nonsense"})
    void pollingNeedsNoCredentials(String authorization) {
        String job = DoorClient.jobUuid();
        admin.post(CENTERS, body(), "X-Job-UUID", job);
        anyone.get("/zstack/v1/api-jobs/" + job, "Authorization", authorization).ok();
    }

    @Test
    void aResultCanBeFetchedRepeatedlyAndHasNoLocation() {
        String job = DoorClient.jobUuid();
        admin.post(CENTERS, body(), "X-Job-UUID", job);
        var first = anyone.get("/zstack/v1/api-jobs/" + job).ok();
        assertThat(anyone.get("/zstack/v1/api-jobs/" + job).ok().body()).isEqualTo(first.body());
        assertThat(first.json().has("location")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000000040008000000000000000", "nonsense", "..%00"})
    void anUnknownJobHasExpired(String job) {
        var reply = anyone.get("/zstack/v1/api-jobs/" + job);
        assertThat(reply.status()).isIn(404, 400);
        if (!job.contains("%")) {
            assertThat(reply.refusedWith(404).body()).isEqualTo("the job has been expired");
        }
    }

    @Test
    void aJobUuidIsGoodForOneCall() {
        String job = DoorClient.jobUuid();
        admin.post(CENTERS, body(), "X-Job-UUID", job);
        assertThat(admin.post(CENTERS, body(), "X-Job-UUID", job).refusedWith(400).body()).contains("Duplicate job uuid");
        assertThat(admin.delete(CENTERS + "/" + DoorClient.ADMIN_UUID, "X-Job-UUID", job).refusedWith(400).body())
                .contains("Duplicate job uuid");
    }

    @Test
    void ofManyCallsWithOneJobUuidOneWins() throws Exception {
        String job = DoorClient.jobUuid();
        Callable<DoorClient.Reply> call = () -> admin.post(CENTERS, body(), "X-Job-UUID", job);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads.invokeAll(java.util.Collections.nCopies(8, call)).stream().map(reply -> reply.resultNow().status())
                    .toList();
            assertThat(statuses).containsOnly(202, 400).filteredOn(status -> status == 202).hasSize(1);
        }
        assertThat(admin.get(CENTERS + "?count=true&q=name~=job-%25").ok().at("/total").asLong()).isPositive();
    }

    @Test
    void aFailureOfAPollingCallerIsTheJobs() {
        var accepted = admin.post(CENTERS, "{\"param\":{\"name\":\"a\"}}", "X-Job-UUID", DoorClient.jobUuid());
        assertThat(admin.awaitJob(accepted).failedWith("SYS.1007").body()).contains("field[url]");
    }

    @Test
    void aFailureOfAPlainCallerIsItsOwn() {
        assertThat(admin.post(CENTERS, "{\"param\":{\"name\":\"a\"}}").failedWith("SYS.1007").body()).contains("field[url]");
    }

    @Test
    void aBadSessionOfAPollingCallerFailsItsJob() {
        var accepted = anyone.with("Authorization", "OAuth null").post(CENTERS, body(), "X-Job-UUID", DoorClient.jobUuid());
        anyone.awaitJob(accepted).failedWith("ID.1001");
    }

    @Test
    void aBadSessionOfAPlainCallerFailsTheCall() {
        anyone.with("Authorization", "OAuth null").post(CENTERS, body()).failedWith("ID.1001");
        anyone.with("Authorization", "OAuth null").delete(CENTERS + "/" + DoorClient.ADMIN_UUID).failedWith("ID.1001");
    }
}
