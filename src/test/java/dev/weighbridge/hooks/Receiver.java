package dev.weighbridge.hooks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Somebody who asked to be called: an http server on loopback that keeps what it is sent, and answers 200 when it is told nothing else. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;

    private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public record Call(String method, URI asked, Headers headers, String body) {

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start() throws IOException {
        var started = new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        started.server.createContext("/", started::take);
        started.server.start();
        return started;
    }

    /** The next answers; after them 200 again. */
    void answer(Integer... next) {
        statuses.addAll(List.of(next));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=of-the-receiver";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The one call that comes. */
    Call awaitOne() {
        await().until(() -> !calls.isEmpty());
        return calls.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
        Integer status = statuses.poll();
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }
}
