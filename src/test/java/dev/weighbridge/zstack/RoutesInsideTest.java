package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No way that a caller can name leads inside: not the install path, not the centre's url, not a redirect. Web hooks are tried in their own room. */
class RoutesInsideTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private final DoorClient admin = DoorClient.admin();

    private String refusal(String installPath, String centreUrl) {
        String body = "{\"param\":{\"name\":\"" + UUID.randomUUID() + "\",\"installPath\":\"" + installPath + "\",\"modelCenterUuid\":\""
                + admin.centre(centreUrl) + "\"}}";
        return admin.post(MODELS, body).failedWith("SYS.1006").text("/error/details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.5/a.bin", "https://192.168.0.1:8443/a.bin", "http://169.254.169.254/latest/meta-data/",
            "http://[fd00:ec2::254]/a", "http://[::ffff:10.0.0.1]/a.bin", "http://0x0a000001/a.bin", "http://0/a.bin",
            "http://100.64.0.1/a"})
    void anInstallPathDoesNotLeadInside(String url) {
        assertThat(refusal(url, "/a")).startsWith("Could not connect to '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.5", "http://169.254.169.254", "http://172.16.3.4:8080"})
    void aCentresUrlDoesNotLeadInside(String url) {
        assertThat(refusal("folder/a.bin", url)).startsWith("Could not connect to '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.5/a.bin", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/a.bin"})
    void aRedirectDoesNotLeadInside(String target) {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/a.bin", new byte[] {1}).refuseAlways(302, "Location", target);
            assertThat(refusal(server.url("/a.bin").toString(), "/a")).startsWith("Could not connect to '");
        }
    }
}
