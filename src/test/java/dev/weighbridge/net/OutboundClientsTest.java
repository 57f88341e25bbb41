package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients under a policy of their own, as web hooks have one. */
class OutboundClientsTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final RecordingServer server = RecordingServer.start();

    OutboundClientsTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private static OutboundClient client(HostResolver names, String... allowed) {
        var settings = TestOutbound.settings(Duration.ofSeconds(5), 4, 4);
        var clients = new OutboundClients(names, new ProxySettings("none", null), settings, new NetMeters(new SimpleMeterRegistry()));
        return clients.under("hooks.allowed", List.of(allowed), Duration.ofSeconds(5));
    }

    private URI url(String host) {
        return URI.create("http://" + host + ":" + server.url("/").getPort() + "/hook");
    }

    private static OutboundRequest post(URI url) {
        return OutboundRequest.post(url, new OutboundRequest.Body("application/json", "{}"));
    }

    private static void assertRefused(OutboundClient client, URI url) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> client.sendOnce(post(url))).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
            assertThat(refused.getMessage()).doesNotContain("/hook");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fd00:ec2::254", "::ffff:127.0.0.1"})
    void aNameThatLeadsInsideIsRefused(String address) {
        try (OutboundClient client = client(name -> new InetAddress[] {InetAddress.ofLiteral(address)})) {
            assertRefused(client, url("hook.example"));
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aNameThatMovesInsideAfterItsFirstCallIsRefused() throws IOException {
        server.answer("/hook", 500, null);
        var answers = new AtomicInteger();
        HostResolver moving = name -> new InetAddress[] {answers.incrementAndGet() == 1 ? LOOPBACK : InetAddress.ofLiteral("10.0.0.1")};
        try (OutboundClient client = client(moving, "127.0.0.1")) {
            try (OutboundResponse first = client.sendOnce(post(url("moving.example")))) {
                assertThat(first.status()).isEqualTo(500);
            }
        }
        try (OutboundClient client = client(moving, "127.0.0.1")) {
            assertRefused(client, url("moving.example"));
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anInnerNameIsReachedOnceItIsAllowed() {
        server.answer("/hook", 200, null);
        try (OutboundClient client = client(name -> new InetAddress[] {LOOPBACK}, "hook.example")) {
            try (OutboundResponse answer = client.sendOnce(post(url("hook.example")))) {
                assertThat(answer.status()).isEqualTo(200);
            }
            assertRefused(client, url("other.example"));
        }
    }

    @Test
    void whatAHostAskedToBeLeftAloneForIsNotHeeded() {
        server.answer("/hook", 429, null);
        try (OutboundClient client = client(name -> new InetAddress[] {LOOPBACK}, "127.0.0.1")) {
            for (int i = 0; i < 3; i++) {
                try (OutboundResponse answer = client.sendOnce(post(url("127.0.0.1")))) {
                    assertThat(answer.status()).isEqualTo(429);
                }
            }
        }
        assertThat(server.asked()).hasSize(3);
    }
}
