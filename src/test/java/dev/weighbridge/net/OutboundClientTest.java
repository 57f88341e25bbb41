package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** Long enough for a busy machine; nothing that succeeds waits for it. */
    private static final NetSettings PATIENT = TestOutbound.settings(Duration.ofSeconds(20), 4, 8);

    private static final NetSettings IMPATIENT = TestOutbound.settings(Duration.ofMillis(300), 4, 8);

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final OutboundClient client = client(InetAddress::getAllByName, "127.0.0.1");

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static OutboundClient client(HostResolver resolver, String... allowed) {
        return TestOutbound.client(new NetworkPolicy("test.allowed", List.of(allowed), resolver), PATIENT);
    }

    private static OutboundClient impatient() {
        return TestOutbound.client(new NetworkPolicy("test.allowed", List.of("127.0.0.1"), InetAddress::getAllByName), IMPATIENT);
    }

    private IngestionException failure(URI url) {
        return failure(client, OutboundRequest.get(url));
    }

    private static IngestionException failure(OutboundClient client, OutboundRequest request) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> client.send(request).close()).satisfies(caught::add)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").endsWith("."));
        assertThat(client.connectionsInUse()).isZero();
        return caught.getFirst();
    }

    private static String text(OutboundResponse response) throws IOException {
        try (response) {
            return new String(response.bodyUpTo(1000), StandardCharsets.UTF_8);
        }
    }

    private void serve(String path, String text) {
        server.file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bringsTheAnswerAndWhoGaveIt() throws IOException {
        serve("/a", "hello");
        OutboundResponse response = client.send(OutboundRequest.get(server.url("/a")).withHeader("Range", "bytes=1-"));
        assertThat(response.status()).isEqualTo(206);
        assertThat(response.header("content-range")).isEqualTo("bytes 1-4/5");
        assertThat(response.contentLength()).isEqualTo(4);
        assertThat(response.url()).isEqualTo(server.url("/a"));
        assertThat(text(response)).isEqualTo("ello");
    }

    @Test
    void tellsAnInterruptedThreadThatItIsInterrupted() {
        serve("/a", "hello");
        Thread.currentThread().interrupt();
        IngestionException failure = failure(server.url("/a"));
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(failure.getMessage()).contains("the work was interrupted");
    }

    @Test
    void usesAConnectionAgainOnceTheBodyWasRead() throws IOException {
        serve("/a", "hello");
        text(client.send(OutboundRequest.get(server.url("/a"))));
        client.send(OutboundRequest.get(server.url("/nothing"))).close();
        text(client.send(OutboundRequest.get(server.url("/a"))));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void dropsTheConnectionOfABodyThatNobodyReads() {
        server.file("/big", new byte[50_000_000]);
        client.send(OutboundRequest.get(server.url("/big"))).close();
        assertThat(client.connectionsInUse()).isZero();
        await().until(() -> server.openConnections() == 0);
        assertThat(server.at("/big").bytesServed()).isLessThan(50_000_000);
    }

    @Test
    void tellsWhatTheRedirectsSaid() throws IOException {
        serve("/there", "hello");
        server.file("/a", new byte[0]).refuseAlways(302, "Location", "/b", "X-Commit", "first");
        server.file("/b", new byte[0]).refuseAlways(302, "Location", "/there", "X-Commit", "second", "X-Size", "5");
        try (OutboundResponse response = client.send(OutboundRequest.get(server.url("/a")))) {
            assertThat(response.headerOnTheWay("x-commit")).isEqualTo("first");
            assertThat(response.headerOnTheWay("X-Size")).isEqualTo("5");
            assertThat(response.headerOnTheWay("X-Other")).isNull();
            assertThat(response.header("X-Commit")).isNull();
            assertThat(text(response)).isEqualTo("hello");
        }
        try (OutboundResponse direct = client.send(OutboundRequest.get(server.url("/there")))) {
            assertThat(direct.headerOnTheWay("X-Commit")).isNull();
        }
    }

    @Test
    void followsFiveRedirectsAndNotSix() throws IOException {
        serve("/5", "there");
        for (int i = 0; i < 5; i++) {
            server.file("/" + i, new byte[0]).redirectTo(i % 2 == 0 ? "/" + (i + 1) : server.url("/" + (i + 1)).toString());
        }
        assertThat(text(client.send(OutboundRequest.get(server.url("/0"))))).isEqualTo("there");
        server.file("/start", new byte[0]).redirectTo("/0");
        assertThat(failure(server.url("/start")).getMessage()).contains("more than 5 times").contains(server.url("/start").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsEveryKindOfRedirect(int status) throws IOException {
        serve("/there", "there");
        server.file("/here", new byte[0]).refuseAlways(status, "Location", "there#fragment");
        assertThat(text(client.send(OutboundRequest.get(server.url("/here"))))).isEqualTo("there");
    }

    @Test
    void followsNoRedirectOfWhatIsSentOnce() {
        server.file("/a", new byte[0]).redirectTo("/b");
        try (OutboundResponse response = client.sendOnce(OutboundRequest.get(server.url("/a")))) {
            assertThat(response.status()).isEqualTo(302);
            assertThat(response.header("Location")).isEqualTo("/b");
        }
        assertThat(server.requests("/b")).isEmpty();
        assertThat(client.connectionsInUse()).isZero();
    }

    @Test
    void waitsForNoBodyBehindTheHeadersThatItAskedFor() throws IOException {
        try (var raw = answering("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nETag: \"x\"\r\n\r\n")) {
            URI url = URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/a");
            try (OutboundResponse response = client.send(OutboundRequest.head(url).withHeader("X-Asked", "yes"))) {
                assertThat(response.header("Content-Length")).isEqualTo("1000000");
                assertThat(response.bodyUpTo(10)).isEmpty();
            }
        }
        assertThat(client.connectionsInUse()).isZero();
    }

    @Test
    void findsCircles() {
        server.file("/a", new byte[0]).redirectTo("/b");
        server.file("/b", new byte[0]).redirectTo("/a");
        assertThat(failure(server.url("/a"))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
            assertThat(failed.getMessage()).contains("circle");
        });
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/file", "http://", "//", "http://user:secret@host/", "http://a b/",
            "http://0x7f.1/", "javascript:x"})
    void followsNoRedirectOutOfHttp(String location) {
        server.file("/a", new byte[0]).redirectTo(location);
        assertThat(failure(server.url("/a")).getMessage()).contains("redirected").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/file", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://127.0.0.2/",
            "http://[::ffff:10.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a00:1::]/",
            "http://metadata.google.internal/", "http://[fd00:ec2::254]/latest/"})
    void checksWhereARedirectLeads(String location) {
        server.file("/a", new byte[0]).redirectTo(location);
        assertThat(failure(server.url("/a")).kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
    }

    @Test
    void showsTheTokenToOneOriginOnly() throws IOException {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.file("/away", new byte[0]).redirectTo(server.url("/back").toString());
            serve("/back", "back");
            server.file("/moved", new byte[0]).redirectTo(other.url("/away").toString());
            server.file("/start", new byte[0]).redirectTo("/moved");
            text(client.send(OutboundRequest.get(server.url("/start")).withToken("s3cret")));
            assertThat(server.requests("/start").getFirst().header("Authorization")).isEqualTo("Bearer s3cret");
            assertThat(server.requests("/moved").getFirst().header("Authorization")).isEqualTo("Bearer s3cret");
            assertThat(other.requests("/away").getFirst().header("Authorization")).isNull();
            assertThat(server.requests("/back").getFirst().header("Authorization")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nHost: b", "a\u0000", "schlüssel"})
    void refusesATokenThatWouldBreakItsHeader(String token) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> OutboundRequest.get(server.url("/a")).withToken(token))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("token").doesNotContain(token));
    }

    @Test
    void keepsNoCookies() throws IOException {
        server.file("/a", new byte[1]).header("Set-Cookie", "session=1; Path=/");
        text(client.send(OutboundRequest.get(server.url("/a"))));
        text(client.send(OutboundRequest.get(server.url("/a"))));
        assertThat(server.requests("/a")).hasSize(2).allSatisfy(request -> assertThat(request.header("Cookie")).isNull());
    }

    @Test
    void connectsToTheAddressThatWasCheckedAlthoughTheNameMovesOn() throws IOException {
        var answers = new AtomicInteger();
        HostResolver rebinding = name -> new InetAddress[] {answers.incrementAndGet() == 1 ? LOOPBACK : InetAddress.ofLiteral("10.0.0.1")};
        serve("/a", "checked");
        try (OutboundClient moving = client(rebinding, "127.0.0.1")) {
            URI url = URI.create("http://moving.example:" + server.port() + "/a");
            assertThat(text(moving.send(OutboundRequest.get(url)))).isEqualTo("checked");
            assertThat(answers).hasValue(1);
        }
    }

    @Test
    void refusesANameThatMovedToAPrivateAddress() {
        try (OutboundClient moved = client(name -> new InetAddress[] {LOOPBACK})) {
            IngestionException failed = failure(moved, OutboundRequest.get(URI.create("http://moved.example:" + server.port() + "/a")));
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
            assertThat(failed.getMessage()).contains("'moved.example'").contains("test.allowed");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void saysThatAHostIsUnknown() {
        try (OutboundClient lost = client(name -> {
            throw new UnknownHostException(name);
        })) {
            IngestionException failed = failure(lost, OutboundRequest.get(URI.create("http://nowhere.example/a?signature=s3cret")));
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(failed.getMessage()).contains("nowhere.example is unknown").doesNotContain("s3cret");
        }
    }

    @Test
    void saysThatAConnectionIsRefused() {
        URI url = server.url("/a");
        server.close();
        assertThat(failure(url)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(failed.getMessage()).contains("refused the connection");
        });
    }

    @Test
    void saysThatAServerIsSilent() throws IOException {
        try (var silent = new ServerSocket(0, 1, LOOPBACK); OutboundClient impatient = impatient()) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/a");
            assertThat(failure(impatient, OutboundRequest.get(url)).getMessage()).contains("no byte for 300 ms");
        }
    }

    @Test
    void givesUpABodyThatStops() throws IOException {
        server.file("/a", new byte[1000]).stallAfter(10);
        try (OutboundClient impatient = impatient()) {
            try (OutboundResponse response = impatient.send(OutboundRequest.get(server.url("/a")))) {
                assertThatIOException().isThrownBy(() -> response.body().readAllBytes());
            }
            assertThat(impatient.connectionsInUse()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Len"})
    void saysThatAnAnswerIsNone(String answer) throws IOException {
        try (var raw = answering(answer)) {
            assertThat(failure(URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/a")).kind())
                    .isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void saysThatAnAnswerIsNotHttp() throws IOException {
        try (var raw = answering("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")) {
            assertThat(failure(URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/a")).getMessage()).contains("not valid HTTP");
        }
    }

    @Test
    void boundsTheHeaders() throws IOException {
        try (var raw = answering("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")) {
            assertThat(failure(URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/a")).getMessage()).contains("too long headers");
        }
    }

    @Test
    void saysThatTlsFails() {
        assertThat(failure(URI.create("https://127.0.0.1:" + server.port() + "/a")).kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
    }

    @Test
    void trustsNoCertificateOfAStranger(@TempDir Path folder) throws Exception {
        try (var stranger = SelfSignedServer.start(folder)) {
            assertThat(failure(URI.create("https://127.0.0.1:" + stranger.port() + "/a"))).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
                assertThat(failed.getMessage()).contains("certificate");
            });
        }
    }

    @Test
    void waitsForAConnectionAndSaysWhenNoneComesFree() {
        server.file("/big", new byte[10_000_000]);
        OutboundRequest request = OutboundRequest.get(server.url("/big"));
        try (OutboundClient impatient = impatient()) {
            List<OutboundResponse> held = new ArrayList<>();
            for (int i = 0; i < IMPATIENT.connectionsPerHost(); i++) {
                held.add(impatient.send(request));
            }
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> impatient.send(request))
                    .satisfies(failed -> assertThat(failed.getMessage())
                            .contains("of the 4 connections to its host and the 8 of this node none came free within 300 ms"));
            held.forEach(OutboundResponse::close);
            impatient.send(request).close();
            assertThat(impatient.connectionsInUse()).isZero();
        }
    }

    @Test
    void sendsAGetAgainWhenItsPooledConnectionWentStale() throws IOException {
        try (var raw = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            for (int i = 0; i < 20; i++) {
                assertThat(text(client.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/a")))))
                        .isEqualTo("ok");
            }
        }
    }

    /** A server that sends the same bytes to everybody and hangs up. */
    private static ServerSocket answering(String text) throws IOException {
        var raw = new ServerSocket(0, 10, LOOPBACK);
        Thread.ofVirtual().start(() -> {
            while (!raw.isClosed()) {
                try (Socket socket = raw.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException gone) {
                    // The client hung up, or the test is over: the loop's condition tells which.
                }
            }
        });
        return raw;
    }
}
