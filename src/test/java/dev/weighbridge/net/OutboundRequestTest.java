package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest.Body;
import dev.weighbridge.net.RecordingServer.Asked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, to whom, and how often. */
class OutboundRequestTest {

    private static final Body LOGIN = new Body("application/json", "{\"AccessToken\":\"s3cret ä\"}");

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private RecordingServer server;

    private RecordingServer other;

    @BeforeEach
    void start() throws IOException {
        server = RecordingServer.start();
        other = RecordingServer.start().answer("/", 200, null);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        other.close();
    }

    private int status(OutboundRequest request) {
        try (OutboundResponse response = client.send(request)) {
            return response.status();
        }
    }

    private Credential credential(String kind) {
        return switch (kind) {
            case "basic" -> Credential.basic("user", "s3cret");
            case "cookie" -> Credential.cookie("m_session_id", "s3cret");
            default -> Credential.bearer("s3cret");
        };
    }

    private static @Nullable String shown(Asked asked) {
        return asked.authorization() != null ? asked.authorization() : asked.cookie();
    }

    @Test
    void postsTheBodyInUtf8() {
        server.answer("/login", 200, null);
        assertThat(status(OutboundRequest.post(server.url("/login"), LOGIN).with(credential("basic")))).isEqualTo(200);
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.type()).isEqualToIgnoringCase("application/json; charset=utf-8");
            assertThat(asked.body()).isEqualTo("{\"AccessToken\":\"s3cret ä\"}");
            assertThat(asked.authorization()).startsWith("Basic ");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void bringsTheRedirectOfAPostInsteadOfFollowingIt(int status) {
        server.answer("/login", status, "/home").answer("/home", 200, null);
        assertThat(status(OutboundRequest.post(server.url("/login"), LOGIN))).isEqualTo(status);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsAPostOnceAndAGetOnceMoreWhenTheConnectionBreaks(boolean post) throws IOException {
        var connections = new AtomicInteger();
        try (var breaking = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                while (!breaking.isClosed()) {
                    try (Socket socket = breaking.accept()) {
                        connections.incrementAndGet();
                        socket.getInputStream().read(new byte[4096]);
                    } catch (IOException gone) {
                        // The client hung up, or the test is over: the loop's condition tells which.
                    }
                }
            });
            URI url = URI.create("http://127.0.0.1:" + breaking.getLocalPort() + "/login");
            assertThatExceptionOfType(IngestionException.class)
                    .isThrownBy(() -> status(post ? OutboundRequest.post(url, new Body("text/plain", "")) : OutboundRequest.get(url)))
                    .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE));
            assertThat(connections).hasValue(post ? 1 : 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"basic,303,Basic dXNlcjpzM2NyZXQ=", "basic,307,Basic dXNlcjpzM2NyZXQ=", "cookie,303,m_session_id=s3cret",
            "cookie,307,m_session_id=s3cret", "bearer,303,Bearer s3cret", "bearer,307,Bearer s3cret"})
    void aCredentialFollowsARedirectWithinItsOriginAndNoFurther(String kind, int status, String sent) {
        server.answer("/start", status, "/moved").answer("/moved", status, other.url("/away").toString());
        assertThat(status(OutboundRequest.get(server.url("/start")).with(credential(kind)))).isEqualTo(200);
        assertThat(server.asked()).hasSize(2).extracting(OutboundRequestTest::shown).containsOnly(sent);
        assertThat(other.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(shown(asked)).isNull();
        });
    }

    /** The examples of RFC 7617, sections 2 and 2.1. */
    @ParameterizedTest
    @CsvSource({"Aladdin,open sesame,Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "test,123£,Basic dGVzdDoxMjPCow=="})
    void namesAndPasswordsAreInUtf8(String name, String password, String value) {
        assertThat(Credential.basic(name, password)).isEqualTo(new Credential("Authorization", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a b", "a\r\nX: b", "ü"})
    void aSessionThatWouldBreakItsHeaderIsRefused(String value) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> Credential.cookie("session", value))
                .satisfies(failed -> assertThat(failed.getMessage()).doesNotContain(value));
    }

    @Test
    void showsNoSecret() {
        OutboundRequest request = OutboundRequest
                .post(URI.create("https://hub.example/a?signature=s3cret"), new Body("text/plain", "s3cret"))
                .withHeader("X-Key", "s3cret");
        for (String kind : new String[] {"basic", "cookie", "bearer"}) {
            assertThat(request.with(credential(kind)).toString() + credential(kind) + request.body()).doesNotContain("s3cret")
                    .doesNotContain("dXNlcjpzM2NyZXQ=")
                    .startsWith("OutboundRequest[POST https://hub.example/a?… with [X-Key] and Credential[");
        }
        assertThat(OutboundRequest.get(URI.create("https://hub.example/a")).toString())
                .isEqualTo("OutboundRequest[GET https://hub.example/a with []]");
    }
}
