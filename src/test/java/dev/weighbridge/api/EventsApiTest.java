package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** What imports do, told while they do it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventsApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    EventsApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.imports = new Imports(node);
    }

    @Test
    void tellsItsOwnerAndNobodyElseHowAnImportMovesOn() {
        ApiClient stranger = ApiClient.ordinary(node);
        try (FaultyHttpServer server = FaultyHttpServer.start(); EventLines own = listen(admin, "/events");
                EventLines strangers = listen(stranger, "/events")) {
            server.file("/slow.bin", new byte[1 << 20]).pace(DataSize.ofKilobytes(400));
            String uuid = imports.request("slow", server.url("/slow.bin").toString(), null);

            await().atMost(Imports.LONG).until(() -> !of(own, "state", uuid).isEmpty()
                    && of(own, "state", uuid).getLast().at("/state").asString().equals("SUCCEEDED"));
            List<Long> bytes = of(own, "progress", uuid).stream().map(one -> one.at("/bytesDone").asLong()).toList();
            assertThat(bytes).hasSizeBetween(2, 12).isSorted().doesNotHaveDuplicates();
            assertThat(of(own, "state", uuid).getLast()).isEqualTo(admin.get("/ingestions/" + uuid).with(200).json());
            assertThat(strangers.events()).isEmpty();
        }
    }

    @Test
    void tellsOfOneAndEndsWithIt() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[1 << 19]).pace(DataSize.ofKilobytes(300));
            String uuid = imports.request("one", server.url("/slow.bin").toString(), null);
            try (EventLines one = listen(admin, "/ingestions/" + uuid + "/events")) {
                imports.run("another", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 94).toString(), null);
                await().atMost(Imports.LONG).until(one::hasEnded);

                assertThat(one.events().getFirst().name()).isEqualTo("state");
                assertThat(one.events().getLast().name()).isEqualTo(EventStream.END);
                assertThat(one.events().subList(0, one.events().size() - 1)).allSatisfy(
                        event -> assertThat(event.data().at("/uuid").asString()).isEqualTo(uuid));
            }
            try (EventLines over = listen(admin, "/ingestions/" + uuid + "/events")) {
                await().atMost(Imports.LONG).until(over::hasEnded);
                assertThat(over.events()).hasSize(1);
                assertThat(over.events().getFirst().data().at("/state").asString()).isEqualTo("SUCCEEDED");
            }
        }
    }

    @Test
    void aStrangerHearsNothingOfOne() {
        String uuid = imports.run("hidden", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 95).toString(), null).uuid();
        ApiClient.ordinary(node).get("/ingestions/" + uuid + "/events", "Accept", "text/event-stream").problem(404, "NOT_FOUND");
    }

    @Test
    void nobodyHearsAnythingWithoutASession() {
        ApiClient.anonymous(node).get("/events", "Accept", "text/event-stream").problem(401, "NOT_AUTHENTICATED");
        ApiClient.anonymous(node).get("/ingestions/" + ResourceUuid.random() + "/events").problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void tellsThatOneIsPausedAndCancelled() {
        try (FaultyHttpServer server = FaultyHttpServer.start(); EventLines own = listen(admin, "/events")) {
            server.file("/still.bin", new byte[1 << 20]).pace(DataSize.ofKilobytes(100));
            String uuid = imports.request("still", server.url("/still.bin").toString(), null);
            await().atMost(Imports.LONG).until(() -> states(own, uuid).contains("RUNNING"));
            admin.post("/ingestions/" + uuid + "/pause").with(200);
            await().atMost(Imports.LONG).until(() -> states(own, uuid).getLast().equals("PAUSED"));
            admin.post("/ingestions/" + uuid + "/cancel").with(200);
            await().atMost(Imports.LONG).until(() -> states(own, uuid).getLast().equals("CANCELLED"));
        }
    }

    /** The answer to a HEAD has no body, so a stream would go on for nobody, and keep the connection from its next request. */
    @Test
    void whoAsksForTheHeadersOnlyHasThemAndNobodyListens() {
        ImportFeed feed = node.bean(ImportFeed.class);
        await().atMost(Imports.LONG).until(() -> !feed.isLooking());
        var headers = admin.send("HEAD", "/events", "Accept", "text/event-stream").headers();
        assertThat(headers.firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        await().atMost(Imports.LONG).until(() -> !feed.isLooking());
    }

    /** Two requests in one connection: the second one has an answer if the first one's has come to its proper end. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void theConnectionOfAStreamThatHasEndedServesTheNextRequest(String method) throws IOException {
        String uuid = imports.run("over", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 96).toString(), null).uuid();
        String headers = " HTTP/1.1\r\nHost: a\r\nAuthorization: " + admin.authorization() + "\r\n";
        try (var socket = new Socket(node.url().getHost(), node.url().getPort())) {
            socket.getOutputStream()
                    .write((method + " /api/v1/ingestions/" + uuid + "/events" + headers + "\r\nGET /actuator/health/liveness"
                            + headers + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).containsSubsequence(
                    "HTTP/1.1 200", "text/event-stream", "HTTP/1.1 200", "UP");
        }
    }

    @Test
    void looksAtTheDatabaseOnlyWhileSomebodyListens() {
        ImportFeed feed = node.bean(ImportFeed.class);
        try (EventLines some = listen(admin, "/events")) {
            await().atMost(Imports.LONG).until(feed::isLooking);
            assertThat(some.status()).isEqualTo(200);
        }
        await().atMost(Imports.LONG).until(() -> !feed.isLooking());
    }

    @Test
    void anAccountHasSoManyStreamsAndNoMore() {
        ApiClient account = ApiClient.ordinary(node);
        List<EventLines> open = new ArrayList<>();
        try {
            for (int i = 0; i < ImportFeed.MOST_OF_ACCOUNT; i++) {
                open.add(listen(account, "/events"));
                assertThat(open.getLast().status()).isEqualTo(200);
            }
            account.get("/events").problem(429, "RATE_LIMITED");
            try (EventLines others = listen(admin, "/events")) {
                assertThat(others.status()).isEqualTo(200);
            }
        } finally {
            open.forEach(EventLines::close);
        }
    }

    private EventLines listen(ApiClient client, String path) {
        return EventLines.of(URI.create(node.url() + "/api/v1" + path), "Authorization", Objects.requireNonNull(client.authorization()));
    }

    private static List<String> states(EventLines lines, String uuid) {
        return of(lines, "state", uuid).stream().map(one -> one.at("/state").asString()).toList();
    }

    private static List<JsonNode> of(EventLines lines, String event, String uuid) {
        return lines.events().stream().filter(one -> one.name().equals(event))
                .flatMap(one -> StreamSupport.stream(one.data().at("/items").spliterator(), false))
                .filter(one -> one.at("/uuid").asString().equals(uuid)).toList();
    }
}
