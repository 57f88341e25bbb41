package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 1 and 2 of the wire contract: what is refused, in which order, before an API runs. */
class HeadersTest {

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nope", "/v1/ai/nope", "/v2/ai/models", "/v1/ai/models/", "/v1/ai/models/a/b/c", "/v1/api-jobs", "/", ""})
    void anUnknownPathIsPlainText404(String path) {
        assertThat(anyone.get("/zstack" + path).refusedWith(404).body()).isEqualTo("no api mapping to " + path);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /zstack/v1/ai/models", "PATCH, /zstack/v1/ai/models", "POST, /zstack/v1/accounts/login",
            "GET, /zstack/v1/login",
            "POST, /zstack/v1/api-jobs/x", "DELETE, /zstack/v1/api-jobs/x", "PUT, /zstack/v1/ai/model-centers"})
    void aWrongMethodOnAKnownPathIsPlainText405(String method, String path) {
        anyone.send(method, path, "{}").refusedWith(405);
    }

    @Test
    void thePathIsLookedUpBeforeTheAuthorization() {
        anyone.get("/zstack/v1/ai/nope").refusedWith(404);
        assertThat(anyone.get("/zstack/v1/ai/models").refusedWith(400).body()).isEqualTo("missing header 'Authorization'");
    }

    @Test
    void theAuthorizationIsLookedAtBeforeTheBody() {
        assertThat(anyone.post("/zstack/v1/ai/models", "no json").refusedWith(400).body()).isEqualTo("missing header 'Authorization'");
    }

    @Test
    void theBodyIsLookedAtBeforeTheJobHeader() {
        assertThat(admin.post("/zstack/v1/ai/models", "no json", "X-Job-UUID", "short").refusedWith(400).body()).contains("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRtaW46cGFzc3dvcmQ=", "Bearer abc", "abc"})
    void anotherAuthorizationSchemeIsRefused(String authorization) {
        assertThat(anyone.with("Authorization", authorization).get("/zstack/v1/ai/models").refusedWith(400).body())
                .isEqualTo("Authorization type must be 'OAuth'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789012345678901234567890123456789", "0123456789012345678901234567890/", " "})
    void aMalformedJobUuidIsRefused(String uuid) {
        assertThat(admin.post("/zstack/v1/ai/model-centers", DoorClient.centreBody("a", "/a"), "X-Job-UUID", uuid).refusedWith(400).body())
                .startsWith("Invalid header[X-Job-UUID]");
    }

    @Test
    void aJobUuidIsIgnoredForAGet() {
        admin.get("/zstack/v1/ai/models", "X-Job-UUID", "short").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "0", "1.5", "99999999999"})
    void aTimeoutThatIsNoNumberOfSecondsIsRefused(String seconds) {
        assertThat(admin.post("/zstack/v1/ai/model-centers", DoorClient.centreBody("a", "/a"), "X-API-Timeout", seconds).refusedWith(400)
                .body())
                .startsWith("Invalid header[X-API-Timeout]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://host/hook", "file:///etc/passwd", "http:///nowhere"})
    void aWebHookThatIsNoWebUrlIsRefused(String url) {
        assertThat(admin.post("/zstack/v1/ai/model-centers", DoorClient.centreBody("a", "/a"), "X-Web-Hook", url).refusedWith(400).body())
                .startsWith("Invalid header[X-Web-Hook]");
    }

    @Test
    void answersAreNeverCachedNorSniffed() {
        var headers = admin.get("/zstack/v1/ai/models").ok().headers();
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "*/*", "nonsense"})
    void theAcceptHeaderIsIgnored(String accept) {
        admin.get("/zstack/v1/ai/models", "Accept", accept).ok();
    }
}
