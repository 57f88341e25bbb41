package dev.weighbridge.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** An http server that answers what it is told and keeps what it was asked, bodies included. */
final class RecordingServer implements AutoCloseable {

    private final HttpServer server;

    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    record Asked(String method, String path, @Nullable String type, @Nullable String authorization, @Nullable String cookie, String body) {}

    private RecordingServer(HttpServer server) {
        this.server = server;
    }

    static RecordingServer start() throws IOException {
        var started = new RecordingServer(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        started.server.start();
        return started;
    }

    /** @param location null for none */
    RecordingServer answer(String path, int status, @Nullable String location) {
        server.createContext(path, exchange -> {
            asked.add(asked(exchange));
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        return this;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Asked asked(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        return new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers.getFirst("Content-Type"),
                headers.getFirst("Authorization"), headers.getFirst("Cookie"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }
}
