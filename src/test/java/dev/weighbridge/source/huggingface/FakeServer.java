package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** One of the two servers of a {@link FakeHub}, on a free port of 127.0.0.1. */
final class FakeServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final List<FakeHub.Call> calls = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final HttpServer server;

    /** Answers a request. */
    interface Handler {
        void handle(HttpExchange exchange, FakeHub.Call call) throws IOException;
    }

    FakeServer(Handler handler) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 200);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", exchange -> {
            var call = new FakeHub.Call(exchange.getRequestURI().getRawPath(), exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders().getFirst("Authorization"), exchange.getRequestHeaders().getFirst("Range"));
            calls.add(call);
            try (exchange) {
                handler.handle(exchange, call);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<FakeHub.Call> calls() {
        return List.copyOf(calls);
    }

    static void send(HttpExchange exchange, FakeAnswer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.bytes();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Sends the file, or the range of it that is asked for. */
    static void send(HttpExchange exchange, FakeFile file, FakeHub hub) throws IOException {
        Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        boolean ranged = range.matches() && !hub.has(FakeHub.Fault.RANGES_IGNORED);
        long from = ranged ? Long.parseLong(range.group(1)) : 0;
        long to = ranged && !range.group(2).isEmpty() ? Math.min(file.size(), Long.parseLong(range.group(2)) + 1) : file.size();
        if (ranged && from >= file.size()) {
            send(exchange, new FakeAnswer(416, Map.of("Content-Range", "bytes */" + file.size()), ""));
            return;
        }
        if (to - from > hub.largestAnswer()) {
            send(exchange, FakeAnswer.refusal(413, "", "this file is not available through basic http requests"));
            return;
        }
        if (ranged) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.size());
        }
        long length = hub.has(FakeHub.Fault.NO_LENGTH) && !ranged ? 0 : to - from;
        exchange.sendResponseHeaders(ranged ? 206 : 200, to == from ? -1 : length);
        write(exchange.getResponseBody(), file, from, to);
    }

    private static void write(OutputStream out, FakeFile file, long from, long to) {
        try {
            file.write(out, from, to);
        } catch (IOException gone) {
            // Clients may hang up whenever they like.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
