package dev.weighbridge.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens to a stream of server-sent events in a thread of its own. Close it. */
public final class EventLines implements AutoCloseable {

    private final List<Event> events = new CopyOnWriteArrayList<>();

    private final AtomicBoolean ended = new AtomicBoolean();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int status;

    private EventLines(URI url, String name, String value) {
        var request = HttpRequest.newBuilder(url).header(name, value).header("Accept", "text/event-stream").build();
        try {
            HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
            status = answer.statusCode();
            Thread.ofVirtual().start(() -> read(answer.body()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** @param name of its event */
    public record Event(String name, JsonNode data) {}

    /** With one header, the one that opens the door. */
    public static EventLines of(URI url, String header, String value) {
        return new EventLines(url, header, value);
    }

    public int status() {
        return status;
    }

    /** What came until now, in its order. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Whether the server has ended it. */
    public boolean hasEnded() {
        return ended.get();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void read(Stream<String> lines) {
        var name = new StringBuilder();
        try (lines) {
            lines.forEach(line -> {
                if (line.startsWith("event: ")) {
                    name.setLength(0);
                    name.append(line.substring("event: ".length()));
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name.toString(), JsonMapper.shared().readTree(line.substring("data: ".length()))));
                }
            });
            ended.set(true);
        } catch (UncheckedIOException broken) {
            ended.set(false);
        }
    }
}
