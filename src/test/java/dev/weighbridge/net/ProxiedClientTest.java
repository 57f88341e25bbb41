package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets to a proxy. Nothing of this machine is allowed, so that what is reached is reached by the proxy, whose own address is exempt. */
class ProxiedClientTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** What the names of these tests lead to here; other names are unknown. Nobody connects to 1.1.1.1, because only the proxy connects. */
    private static final Map<String,
            String> NAMES = Map.of("hub.example", "1.1.1.1", "inside.example", "10.1.2.3", "proxy.example", "127.0.0.1",
                    "cloud.example", "169.254.169.254");

    private static VouchedServer secure;

    private final FaultyHttpServer plain = FaultyHttpServer.start();

    private LoopbackProxy proxy;

    @BeforeAll
    static void startTheSecureServer(@TempDir Path folder) throws Exception {
        secure = VouchedServer.start(folder);
    }

    @AfterAll
    static void stopTheSecureServer() {
        secure.close();
    }

    @BeforeEach
    void startTheProxy() throws IOException {
        proxy = LoopbackProxy.start();
        secure.asked().clear();
        plain.file("/a", "hello".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        plain.close();
    }

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        String address = NAMES.get(name);
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private static OutboundClient client(String proxy, String except, Duration idle, String... allowed) {
        ProxyRules rules = ProxyRules.of(new ProxySettings(proxy, List.of(except)), Map.of());
        var policy = new NetworkPolicy("test.allowed", List.of(allowed), ProxiedClientTest::resolve);
        return TestOutbound.client(new OutboundRoutes(policy, rules),
                new NetSettings(Duration.ofSeconds(20), idle, 4, 8, secure.authority().toString()));
    }

    private OutboundClient client(String... allowed) {
        return client("http://127.0.0.1:" + proxy.port(), "", Duration.ofSeconds(20), allowed);
    }

    private OutboundClient known() {
        return client("http://us%65r:s3cret%20%C3%A4@127.0.0.1:" + proxy.port(), "", Duration.ofSeconds(20));
    }

    private URI plainUrl(String path) {
        return URI.create("http://hub.example:" + plain.port() + path);
    }

    private static URI secureUrl(String path) {
        return URI.create("https://hub.example:" + secure.port() + path);
    }

    private static String text(OutboundClient client, OutboundRequest request) throws IOException {
        try (OutboundResponse response = client.send(request)) {
            assertThat(response.status()).isEqualTo(200);
            return new String(response.bodyUpTo(100), StandardCharsets.UTF_8);
        }
    }

    private static IngestionException failure(OutboundClient client, URI url) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> client.send(OutboundRequest.get(url).withToken("t0ken")).close()).satisfies(caught::add);
        assertThat(client.connectionsInUse()).isZero();
        assertThat(caught.getFirst().getMessage()).startsWith("Could not ").endsWith(".").doesNotContain("s3cret").doesNotContain("t0ken");
        return caught.getFirst();
    }

    @Test
    void plainRequestsGoToTheProxyWithTheirWholeUrl() throws IOException {
        try (OutboundClient client = client()) {
            assertThat(text(client, OutboundRequest.get(plainUrl("/a?b=c")).withHeader("X", "y"))).isEqualTo("hello");
            assertThat(text(client, OutboundRequest.get(plainUrl("/a")))).isEqualTo("hello");
        }
        assertThat(proxy.asked().getFirst().line()).isEqualTo("GET " + plainUrl("/a?b=c") + " HTTP/1.1");
        assertThat(proxy.asked().getFirst().header("Proxy-Authorization")).isNull();
        assertThat(plain.requests("/a")).hasSize(2).first().satisfies(request -> {
            assertThat(request.header("X")).isEqualTo("y");
            assertThat(request.header("Host")).isEqualTo("hub.example:" + plain.port());
        });
    }

    @Test
    void secureRequestsGoThroughATunnelWhichIsUsedAgain() throws IOException {
        try (OutboundClient client = client()) {
            assertThat(text(client, OutboundRequest.get(secureUrl("/one")).withToken("t0ken"))).isEqualTo("/one");
            assertThat(text(client, OutboundRequest.get(secureUrl("/two")))).isEqualTo("/two");
        }
        assertThat(proxy.asked()).singleElement().satisfies(head -> {
            assertThat(head.line()).isEqualTo("CONNECT hub.example:" + secure.port() + " HTTP/1.1");
            assertThat(head.header("Authorization")).as("only the host may see it").isNull();
        });
        assertThat(secure.asked()).hasSize(2).first()
                .satisfies(headers -> assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t0ken"));
    }

    /** {@code printf 'user:s3cret ä' | base64}. */
    @Test
    void theProxyIsToldNameAndPasswordAndTheHostIsNot() throws IOException {
        proxy.requireLogin("Basic dXNlcjpzM2NyZXQgw6Q=");
        try (OutboundClient client = known()) {
            assertThat(text(client, OutboundRequest.get(plainUrl("/a")))).isEqualTo("hello");
            assertThat(text(client, OutboundRequest.get(secureUrl("/a")))).isEqualTo("/a");
        }
        assertThat(proxy.asked()).as("without being asked for it first").hasSize(2);
        assertThat(plain.requests("/a").getFirst().header("Proxy-Authorization")).isNull();
        assertThat(secure.asked().getFirst().getFirst("Proxy-Authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatTheProxyAsksForALogin(boolean tls) {
        proxy.requireLogin("Basic other");
        URI url = tls ? secureUrl("/a") : plainUrl("/a");
        try (OutboundClient stranger = client(); OutboundClient known = known()) {
            assertThat(failure(stranger, url)).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
                assertThat(failed.getMessage())
                        .contains("the proxy 127.0.0.1:" + proxy.port() + " asks for a name and a password (status 407)")
                        .contains("weighbridge.net.proxy");
            });
            assertThat(failure(known, url).getMessage()).contains("does not accept the name and password of this node (status 407)");
        }
        assertThat(plain.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403,SOURCE_NOT_ALLOWED,does not let this node connect to that host",
            "405,SOURCE_NOT_ALLOWED,does not let this node connect",
            "502,SOURCE_UNAVAILABLE,cannot connect to that host now",
            "503,SOURCE_UNAVAILABLE,cannot connect to that host now", "429,SOURCE_UNAVAILABLE,cannot connect to that host now",
            "302,SOURCE_UNAVAILABLE,cannot connect to that host now"})
    void anAnswerToConnectIsNeverTakenForTheHosts(int status, FailureKind kind, String why) {
        String page = "a page of the proxy ".repeat(1000);
        proxy.answer(
                "HTTP/1.1 " + status + " Status\r\nLocation: http://hub.example/\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
        try (OutboundClient client = client()) {
            assertThat(failure(client, secureUrl("/a"))).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(kind);
                assertThat(failed.getMessage()).contains("the proxy 127.0.0.1:" + proxy.port() + " " + why)
                        .contains("(status " + status + ")");
            });
        }
        assertThat(secure.asked()).isEmpty();
    }

    @Test
    void aProxyMayAnswerAnotherRequestThanConnectForTheHost() throws IOException {
        proxy.answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        try (OutboundClient client = client(); OutboundResponse response = client.send(OutboundRequest.get(plainUrl("/a")))) {
            assertThat(response.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatTheProxyCannotBeReached(boolean tls) throws IOException {
        URI url = tls ? secureUrl("/a") : plainUrl("/a");
        int port = proxy.port();
        proxy.close();
        try (OutboundClient client = client(); OutboundClient lost = client("nowhere.example:3128", "", Duration.ofSeconds(20))) {
            assertThat(failure(client, url)).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
                assertThat(failed.getMessage()).contains("the proxy 127.0.0.1:" + port + " refused the connection");
            });
            assertThat(failure(lost, url).getMessage()).contains("the host name of the proxy nowhere.example:3128 is unknown here");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatTheProxyIsSilent(boolean tls) throws IOException {
        try (var silent = new ServerSocket(0, 5, LOOPBACK);
                OutboundClient client = client("127.0.0.1:" + silent.getLocalPort(), "", Duration.ofMillis(300))) {
            assertThat(failure(client, tls ? secureUrl("/a") : plainUrl("/a")).getMessage())
                    .contains("the server or the proxy 127.0.0.1:" + silent.getLocalPort() + " sent no byte for 300 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.2\r\n"})
    void saysThatTheProxyIsNone(String answer) {
        proxy.answer(answer);
        try (OutboundClient client = client()) {
            assertThat(failure(client, secureUrl("/a")).kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void theHostsCertificateIsCheckedThroughTheTunnel() {
        URI other = URI.create("https://other.example:" + secure.port() + "/a");
        try (OutboundClient client = client()) {
            assertThat(failure(client, other)).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
                assertThat(failed.getMessage()).contains("certificate").contains("weighbridge.net.ca-file");
            });
        }
        assertThat(secure.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/a", "https://10.0.0.1/a", "https://[fd00::1]/a", "http://169.254.169.254/",
            "https://[::ffff:a9fe:a9fe]/",
            "http://inside.example/", "https://inside.example/a", "https://cloud.example/", "http://metadata.google.internal/",
            "http://Metadata.Google.Internal./", "http://instance-data.ec2.internal/", "http://127.0.0.2/"})
    void theProxyIsNotAskedForWhatIsNotAllowed(String url) {
        try (OutboundClient client = client("proxy.example")) {
            assertThat(failure(client, URI.create(url)).kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void theProxyIsAskedForAnInnerNetworkThatIsAllowedAndNeverForMetadata() {
        proxy.answer("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        try (OutboundClient client = client("0.0.0.0/0", "::/0", "cloud.example", "metadata.google.internal")) {
            assertThat(failure(client, URI.create("https://inside.example/a")).getMessage()).contains("(status 502)");
            assertThat(failure(client, URI.create("https://cloud.example/a")).getMessage()).contains("never allowed");
            assertThat(failure(client, URI.create("http://metadata.google.internal/")).getMessage()).contains("never allowed");
        }
        assertThat(proxy.asked()).singleElement().satisfies(head -> assertThat(head.line()).startsWith("CONNECT inside.example:443 "));
    }

    @Test
    void whatARedirectLeadsToIsCheckedToo() {
        proxy.answer("HTTP/1.1 302 Found\r\nLocation: http://inside.example/secret\r\nContent-Length: 0\r\n\r\n");
        try (OutboundClient client = client()) {
            assertThat(failure(client, plainUrl("/a")).kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        }
        assertThat(proxy.asked()).hasSize(1);
    }

    @Test
    void aNameThatOnlyTheProxyKnowsIsTheProxysToResolve() throws IOException {
        try (OutboundClient client = client()) {
            assertThat(text(client, OutboundRequest.get(URI.create("http://elsewhere.example:" + plain.port() + "/a")))).isEqualTo("hello");
        }
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        proxy.answer("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        try (OutboundClient client = client()) {
            failure(client, URI.create("https://[2606:4700::1111]/a"));
        }
        assertThat(proxy.asked().getFirst().line()).isEqualTo("CONNECT [2606:4700::1111]:443 HTTP/1.1");
    }

    @Test
    void hostsThatAreReachedWithoutTheProxyAreReachedWithoutIt() throws IOException {
        try (OutboundClient client = client("http://127.0.0.1:" + proxy.port(), "proxy.example", Duration.ofSeconds(20), "127.0.0.0/8")) {
            assertThat(text(client, OutboundRequest.get(URI.create("http://proxy.example:" + plain.port() + "/a")))).isEqualTo("hello");
            assertThat(text(client, OutboundRequest.get(plain.url("/a")))).as("loopback is none of a proxy's business").isEqualTo("hello");
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void theProxysOwnHostIsNoPlaceToFetchFrom() {
        try (OutboundClient client = client("http://proxy.example:" + proxy.port(), "proxy.example", Duration.ofSeconds(20))) {
            assertThat(failure(client, URI.create("http://proxy.example:" + plain.port() + "/a")).kind())
                    .isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
            assertThat(failure(client, URI.create("http://PROXY.example.:" + plain.port() + "/a")).kind())
                    .isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        }
        assertThat(plain.connections()).isZero();
    }

    @Test
    void aProxyIsReachedByItsNameAlthoughThatIsNotAllowedAsASource() throws IOException {
        try (OutboundClient client = client("http://proxy.example:" + proxy.port(), "", Duration.ofSeconds(20))) {
            assertThat(text(client, OutboundRequest.get(plainUrl("/a")))).isEqualTo("hello");
        }
    }
}
