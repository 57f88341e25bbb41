package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on every answer, and what on none. */
class AnswerHeadersTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient anyone = DoorClient.anonymous();

    @ParameterizedTest
    @CsvSource({"GET, /zstack/v1/ai/models, 400", "GET, /zstack/v1/ai/nope, 404", "PATCH, /zstack/v1/ai/models, 405",
            "PUT, /zstack/v1/accounts/login, 400", "GET, /zstack/v1/api-jobs/x, 404", "GET, /api/v1/nope, 404", "GET, /api/v1/models, 401",
            "GET, /nope, 404", "GET, /, 302", "GET, /error, 404", "GET, /actuator/health, 200", "GET, /actuator/health/liveness, 200",
            "GET, /actuator/prometheus, 401", "GET, /actuator/nope, 401", "OPTIONS, /nope, 404", "HEAD, /actuator/health, 200"})
    void everyAnswerKeepsABrowserHarmless(String method, String path, int status) {
        var reply = anyone.send(method, path, method.equals("PUT") ? "no json" : "");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(reply.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(reply.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(reply.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(reply.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(reply.headers().map()).doesNotContainKeys("server", "x-powered-by", "strict-transport-security", "set-cookie");
        assertThat(reply.body()).doesNotContain("Exception").doesNotContain("<html").doesNotContain("\tat ");
    }

    @Test
    void theFormOfAnErrorIsThatOfItsDoor() {
        anyone.get("/zstack/v1/nope").refusedWith(404);
        assertThat(anyone.get("/api/v1/nope").headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(anyone.get("/nope").refusedWith(404).body()).startsWith("Could not find the path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /zstack/v1/ai/models?q=name=\u0001 HTTP/1.1", "GET /zstack/v1/%zz HTTP/1.1",
            "GET /zstack/v1/../../etc HTTP/1.1",
            "GET /api/v1/%00 HTTP/1.1", "GET /zstack\\v1 HTTP/1.1", "GET /api/v1/a%2fb HTTP/1.1", "GET /zstack/v1/a|b HTTP/1.1",
            "TRACE /zstack/v1/ai/models HTTP/1.1", "TRACE /api/v1/models HTTP/1.1", "G@T /zstack/v1/ai/models HTTP/1.1",
            "GET /zstack/v1/ai/models HTTP/9.9", "GET nonsense HTTP/1.1", "CONNECT example.org:443 HTTP/1.1"})
    void whatTheServerItselfRefusesTellsNothingOfTheServer(String requestLine) {
        String answer = DoorClient.raw(node, requestLine, anyone);
        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404|405|501|505) .*").doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("<html").doesNotContain("Exception").doesNotContain("Server:");
        if (answer.contains("\r\n\r\n") && !answer.endsWith("\r\n\r\n")) {
            assertThat(answer).contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'");
            assertThat(answer).contains(requestLine.contains(" /api") ? "application/problem+json" : "text/plain;charset=UTF-8");
        }
    }

    @Test
    void traceIsOff() {
        assertThat(DoorClient.raw(node, "TRACE /zstack/v1/ai/models HTTP/1.1", anyone)).startsWith("HTTP/1.1 405")
                .doesNotContain("gate.example");
    }
}
