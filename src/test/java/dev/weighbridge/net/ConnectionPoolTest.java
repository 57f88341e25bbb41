package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static final NetSettings IMPATIENT = TestOutbound.settings(Duration.ofMillis(300), 4, 8);

    private final FaultyHttpServer server = FaultyHttpServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static OutboundClient client(HostResolver resolver) {
        return TestOutbound.client(new NetworkPolicy("test.allowed", List.of("127.0.0.1"), resolver), IMPATIENT);
    }

    @Test
    void checksANameAgainForEachConnection() {
        var answers = new AtomicInteger();
        HostResolver rebinding = name -> new InetAddress[] {
                answers.incrementAndGet() == 1 ? LOOPBACK : InetAddress.ofLiteral("169.254.169.254")};
        server.file("/big", new byte[10_000_000]);
        OutboundRequest request = OutboundRequest.get(URI.create("http://moving.example:" + server.port() + "/big"));
        try (OutboundClient moving = client(rebinding); OutboundResponse held = moving.send(request)) {
            assertThat(held.status()).isEqualTo(200);
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> moving.send(request))
                    .satisfies(failed -> assertThat(failed.getMessage()).contains("never allowed"));
        }
        assertThat(answers).hasValue(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void boundsTheConnectionsToEachHostAndPortAndToAll() {
        List<FaultyHttpServer> servers = List.of(server, FaultyHttpServer.start(), FaultyHttpServer.start());
        servers.forEach(each -> each.file("/big", new byte[10_000_000]));
        List<OutboundResponse> held = new ArrayList<>();
        try (OutboundClient impatient = client(InetAddress::getAllByName)) {
            for (FaultyHttpServer each : servers.subList(0, 2)) {
                for (int i = 0; i < IMPATIENT.connectionsPerHost(); i++) {
                    held.add(impatient.send(OutboundRequest.get(each.url("/big"))));
                }
            }
            assertThat(impatient.connectionsInUse()).isEqualTo(IMPATIENT.connections());
            OutboundRequest request = OutboundRequest.get(servers.getLast().url("/big"));
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> impatient.send(request))
                    .satisfies(failed -> assertThat(failed.getMessage()).contains("the 8 of this node none came free"));
            held.getFirst().close();
            impatient.send(request).close();
            held.forEach(OutboundResponse::close);
        } finally {
            servers.forEach(FaultyHttpServer::close);
        }
    }
}
