package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTest {

    private static final int LARGEST = 2 * 1024 * 1024;

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    @Test
    void aUrlHasALongestLength() {
        String query = "?q=name=" + "a".repeat(48 * 1024);
        anyone.get("/zstack/v1/ai/models" + query).refusedWith(414);
        assertThat(anyone.get("/api/v1/models" + query).text("/kind")).isEqualTo("LIMIT_EXCEEDED");
        admin.get("/zstack/v1/ai/models?q=name=" + "a".repeat(47 * 1024)).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%28", "%zz", "%"})
    void aQueryThatCannotBeReadIsRefusedAtBothDoors(String query) {
        for (String path : List.of("/zstack/v1/ai/models", "/api/v1/models", "/api/v1/verifications")) {
            assertThat(DoorClient.raw(node, "GET " + path + "?q=" + query + " HTTP/1.1", admin))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void moreLanguagesThanTheServerReadsDoNoHarm() {
        admin.get("/zstack/v1/ai/models?limit=1", "Accept-Language", "de,en,fr,zh,es,it,pt,ru,ja,ko,nl,pl").ok();
    }

    @Test
    void thereAreOnlySoManyParameters() {
        String many = String.join("&", Collections.nCopies(1501, "a=b"));
        assertThat(anyone.get("/zstack/v1/ai/models?" + many).refusedWith(400).body()).contains("more than 1500 query parameters");
        admin.get("/zstack/v1/ai/models?" + many.substring(4)).ok();
    }

    @Test
    void headersHaveALongestLengthInAll() {
        var reply = admin.get("/zstack/v1/ai/models", "X-Long", "a".repeat(80 * 1024));
        assertThat(reply.status()).isIn(400, 431);
        assertThat(reply.body()).doesNotContain("Exception");
        admin.get("/zstack/v1/ai/models", "X-Long", "a".repeat(20 * 1024)).ok();
    }

    /** An endpoint may be content with less, and who reads no body cannot find it too large. */
    @ParameterizedTest
    @CsvSource({"/zstack/v1/ai/models, true, 413", "/zstack/v1/ai/models, false, 413", "/api/v1/plans, true, 413",
            "/api/v1/plans, false, 422",
            "/nowhere, true, 413", "/nowhere, false, 404"})
    void aBodyHasALargestSizeWhetherItTellsItsLengthOrNot(String path, boolean told, int status) throws Exception {
        byte[] body = ("{\"a\":\"" + "x".repeat(LARGEST) + "\"}").getBytes(StandardCharsets.US_ASCII);
        var publisher = told ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        String session = anyone.logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        var request = HttpRequest.newBuilder(URI.create(node.url() + path)).POST(publisher).header("Content-Type", "application/json")
                .header("Authorization", "OAuth " + session).build();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"param\":{\"name\":\"a\",\"name\":\"b\"}}", "{\"param\":{},\"param\":{}}"})
    void aKeyMayStandOnce(String body) {
        assertThat(admin.post("/zstack/v1/ai/model-centers", body).refusedWith(400).body()).containsIgnoringCase("duplicate");
    }

    @Test
    void jsonHasALargestNumberOfValues() {
        String list = String.join(",", Collections.nCopies(250_000, "1"));
        admin.post("/zstack/v1/ai/model-centers", "{\"param\":{\"a\":[" + list + "]}}").refusedWith(400);
        admin.post("/zstack/v1/ai/model-centers", "{\"param\":{\"" + "n".repeat(2000) + "\":1}}").refusedWith(400);
    }
}
