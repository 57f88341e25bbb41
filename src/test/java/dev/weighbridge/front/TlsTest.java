package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import dev.weighbridge.net.Keytool;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TlsTest {

    @Test
    void aNodeWithACertificateSpeaksTlsAndItsLocationsSaySoWhateverAStrangerClaims(@TempDir Path folder) throws Exception {
        var keytool = new Keytool(folder);
        keytool.run("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        Keytool.Pem pem = keytool.pem("server");
        try (TestNode node = TestNode.start(TestDatabase.H2, "server.ssl.bundle=weighbridge", "weighbridge.roles=api",
                "spring.main.cloud-platform=kubernetes",
                "spring.ssl.bundle.pem.weighbridge.keystore.certificate=file:" + pem.certificate(),
                "spring.ssl.bundle.pem.weighbridge.keystore.private-key=file:" + pem.key());
                HttpClient http = HttpClient.newBuilder().sslContext(keytool.trusting("server")).build()) {
            String base = node.url().toString().replace("http://", "https://");
            HttpResponse<String> session = http.send(HttpRequest.newBuilder(URI.create(base + "/zstack/v1/accounts/login"))
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"logInByAccount\":{\"accountName\":\"admin\",\"password\":\""
                            + DigestUtils.sha512Hex(TestNode.ADMIN_PASSWORD) + "\"}}"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            assertThat(session.statusCode()).isEqualTo(200);
            assertThat(session.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");

            HttpResponse<String> accepted = http.send(HttpRequest.newBuilder(URI.create(base + "/zstack/v1/ai/model-centers"))
                    .header("Authorization", "OAuth " + json(session).at("/inventory/uuid").asString()).header("Prefer", "respond-async")
                    .header("X-Forwarded-Proto", "http").header("X-Forwarded-For", "198.51.100.1")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"param\":{}}")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(json(accepted).at("/location").asString()).startsWith(base + "/zstack/v1/api-jobs/");
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
