package dev.weighbridge.cli.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node, as somebody asks it. Every call either answers or ends in a {@link CommandException}: with the server's sentence and its kind's exit code, or
 * UNREACHABLE. For many threads.
 */
public final class Server implements AutoCloseable {

    /** Of the two doors. */
    public static final String API = "/api/v1";

    public static final String ZSTACK = "/zstack/v1";

    /** Asking many places, as a preview of a sync does, takes its time. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final HttpClient http;

    private final Address address;

    private final Credentials credentials;

    Server(HttpClient http, Address address, Credentials credentials) {
        this.http = http;
        this.address = address;
        this.credentials = credentials;
    }

    public Address address() {
        return address;
    }

    /** Lets the client's threads end: the JVM's exit waits for 0.3 s for one that stands in the operating system, which takes as long as the rest of a call. */
    @Override
    public void close() {
        http.shutdownNow();
        try {
            http.awaitTermination(LONGEST_END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public JsonNode get(String path) {
        return ask("GET", path, null, Map.of());
    }

    public JsonNode get(Query query) {
        return get(query.toString());
    }

    public JsonNode post(String path) {
        return ask("POST", path, HttpRequest.BodyPublishers.noBody(), Map.of());
    }

    public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    public JsonNode put(String path, JsonNode body) {
        return send("PUT", path, body, Map.of());
    }

    public JsonNode delete(String path) {
        return ask("DELETE", path, null, Map.of());
    }

    /** @param type the body's */
    public JsonNode post(Query query, HttpRequest.BodyPublisher body, String type) {
        return ask("POST", query.toString(), body, Map.of("Content-Type", type));
    }

    private JsonNode send(String method, String path, JsonNode body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return ask(method, path, HttpRequest.BodyPublishers.ofString(body.toString()), all);
    }

    private JsonNode ask(String method, String path, HttpRequest.@Nullable BodyPublisher body, Map<String, String> headers) {
        HttpRequest request = request(method, path, body, headers).timeout(LONGEST).build();
        HttpResponse<String> answer = exchange(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        checkStatus(answer.statusCode(), answer, answer.body());
        try {
            return answer.body().isBlank() ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException otherText) {
            throw new CommandException(ExitCode.FAILED, "Could not run the command: " + address.url()
                    + " answers, but not with JSON. See that it is the address of a Weighbridge node.", otherText);
        }
    }

    /**
     * The bytes of an answer while they arrive; the caller closes them.
     *
     * @param headers to send
     */
    public HttpResponse<InputStream> bytes(String path, Map<String, String> headers) {
        HttpResponse<InputStream> answer = exchange(request("GET", path, null, headers).timeout(Duration.ofMinutes(2)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 300) {
            checkStatus(answer.statusCode(), answer, text(answer));
        }
        return answer;
    }

    private static String text(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
        } catch (IOException brokenOff) {
            return "";
        }
    }

    private HttpRequest.Builder request(String method, String path, HttpRequest.@Nullable BodyPublisher body, Map<String, String> headers) {
        URI uri = address.at(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : body);
        headers.forEach(request::setHeader);
        credentials.headers(method, uri.getPath()).forEach(request::setHeader);
        return request;
    }

    private void checkStatus(int status, HttpResponse<?> answer, String body) {
        if (status >= 300 && status < 400) {
            throw new CommandException(ExitCode.FAILED, "Could not run the command: " + address.url() + " redirects to "
                    + answer.headers().firstValue("Location").orElse("another place") + ". Name the right address with --url.");
        }
        if (status >= 400) {
            throw Refusals.of(status, body, address);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException failed) {
            throw new CommandException(ExitCode.UNREACHABLE, "Could not reach the server at " + address.url() + ": " + reason(failed)
                    + ". See that it runs there and that its address is right (--url or WEIGHBRIDGE_URL).", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.INTERRUPTED, "Could not go on: interrupted.", interrupted);
        }
    }

    /** For a person, where the JDK's own words say little. */
    public static String reason(IOException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "no such host is known";
            }
        }
        return switch (failed) {
            case ConnectException refused -> "the connection was refused";
            case HttpTimeoutException late -> "no answer came in time";
            case SSLException untrusted -> "TLS failed (" + untrusted.getMessage() + ")";
            default -> failed.getMessage() == null ? "the connection broke off (" + failed.getClass().getSimpleName() + ")"
                    : "the connection broke off (" + failed.getMessage() + ")";
        };
    }
}
