package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node behind a proxy on loopback, with a token for the metrics, few requests per minute, and little patience. Each test is a client of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedNodeTest {

    private static final int PER_MINUTE = 20;

    private static final String TOKEN = "scrape-me";

    private final TestNode node = TestNode.start(TestDatabase.H2, "weighbridge.http.requests-per-minute=" + PER_MINUTE,
            "weighbridge.http.trusted-proxies=127.0.0.1", "weighbridge.http.rate-limit-exempt=203.0.113.0/24",
            "weighbridge.metrics.token=" + TOKEN, "server.tomcat.connection-timeout=300ms", "weighbridge.roles=api");

    private final AtomicInteger clients = new AtomicInteger();

    @AfterAll
    void close() {
        node.close();
    }

    /** Somebody whom nobody has seen before. */
    private DoorClient client() {
        return client("198.51.100." + clients.incrementAndGet());
    }

    private DoorClient client(String forwardedFor) {
        return DoorClient.anonymous(node).with("X-Forwarded-For", forwardedFor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/zstack/v1/ai/models", "/zstack/v1/api-jobs/x", "/zstack/nope"})
    void whoAsksTooOftenIsToldInZStacksWords(String path) {
        DoorClient client = client();
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(client.get(path).status()).isNotEqualTo(429);
        }
        var refused = client.get(path).refusedWith(429);
        assertThat(refused.body()).isEqualTo("Rate limit exceeded");
        assertThat(refused.headers().firstValue("Retry-After")).hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-3]"));
        assertThat(client().get(path).status()).isNotEqualTo(429);
    }

    @Test
    void whoAsksTooOftenIsToldByTheOtherDoorInItsForm() {
        DoorClient client = client();
        for (int i = 0; i < PER_MINUTE; i++) {
            client.get("/api/v1/models");
        }
        var refused = client.get("/api/v1/models");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.text("/kind")).isEqualTo("RATE_LIMITED");
        assertThat(client.get("/nowhere").refusedWith(429).body()).isEqualTo("Rate limit exceeded\n");
        assertThat(client.get("/actuator/health").status()).isEqualTo(429);
    }

    @Test
    void whatIsRefusedIsCounted() {
        DoorClient client = client();
        for (int i = 0; i <= PER_MINUTE; i++) {
            client.get("/nowhere");
        }
        await().untilAsserted(
                () -> assertThat(client("203.0.113.6").with("Authorization", "Bearer " + TOKEN).get("/actuator/prometheus").ok().body())
                        .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"429\""));
    }

    @Test
    void ofAChainOfProxiesOnlyTheTrustedEndIsBelieved() {
        for (int i = 0; i < PER_MINUTE; i++) {
            client("192.0.2." + i + ", 198.51.100.200").get("/nowhere");
        }
        assertThat(client("192.0.2.99, 198.51.100.200").get("/nowhere").status()).isEqualTo(429);
    }

    @Test
    void whoIsExemptMayAskOn() {
        for (int i = 0; i <= PER_MINUTE; i++) {
            assertThat(client("203.0.113.5").get("/nowhere").status()).isEqualTo(404);
        }
    }

    @Test
    void aProxysWordThatTheClientCameByTlsIsBelieved() {
        String session = client().logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        var reply = client().with("Authorization", "OAuth " + session, "X-Forwarded-Proto", "https", "Prefer", "respond-async")
                .post("/zstack/v1/ai/model-centers", DoorClient.centreBody("by-proxy", "/a"));
        assertThat(reply.text("/location")).startsWith("https://");
        assertThat(reply.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void theMetricsAreReadWithTheToken() {
        assertThat(client().with("Authorization", "Bearer " + TOKEN).get("/actuator/prometheus").ok().body())
                .contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/prometheus, Bearer wrong", "/actuator/prometheus, Bearer", "/actuator/prometheus, scrape-me",
            "/actuator/prometheus, OAuth scrape-me", "/actuator/info, Bearer scrape-me", "/actuator, Bearer scrape-me",
            "/actuator/prometheus, ''", "/actuator/%70rometheus, Bearer wrong", "/actuator;a=b/prometheus, Bearer wrong",
            "/%61ctuator/prometheus, Bearer wrong"})
    void andWithNothingElse(String path, String authorization) {
        var reply = client().get(path, "Authorization", authorization);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain("jvm_").startsWith("Could not take the call: ");
        assertThat(reply.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /zstack/v1/ai/models HTTP/1.1\r\nHost: a\r\nX-",
            "POST /zstack/v1/accounts/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"a"})
    void whoSendsHalfARequestIsNotWaitedForLong(String half) throws IOException {
        try (var socket = new Socket(node.url().getHost(), node.url().getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("Exception").doesNotContain("Tomcat");
        }
    }
}
