package dev.weighbridge.zstack.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Gives the answers that it was told to, one after another, and keeps what it was asked. Close it. */
final class StubServer implements AutoCloseable {

    /** A request as it arrived; the path with its query. */
    record Asked(String method, String path, Headers headers, String body) {}

    private record Canned(int status, String body) {}

    private final HttpServer server;

    private final Queue<Canned> answers = new ConcurrentLinkedQueue<>();

    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** {@code HOST} in a body stands for this server's host and port. */
    StubServer answers(int status, String body) {
        answers.add(new Canned(status, body.replace("HOST", url().getAuthority())));
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Canned canned = answers.size() > 1 ? answers.remove() : answers.element();
            byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
