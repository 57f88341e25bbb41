package dev.weighbridge.zstack.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** A user's web server that hands what it gets to {@code ZSClient.webHookCallback}. Close it. */
final class JavaHook implements AutoCloseable {

    private final HttpServer server;

    private final Map<String, Api> expected = new ConcurrentHashMap<>();

    private final Map<String, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();

    JavaHook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::callback);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    CompletableFuture<Outcome> expect(String job, Api api) {
        expected.put(job, api);
        return waiting.computeIfAbsent(job, any -> new CompletableFuture<>());
    }

    Outcome await(CompletableFuture<Outcome> called, Duration timeout) {
        try {
            return called.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLate) {
            return Outcome.failed(SdkError.timeout());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException died) {
            throw new SdkDied(String.valueOf(died.getCause()));
        }
    }

    private void callback(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String job = exchange.getRequestHeaders().getFirst("X-Job-UUID");
            String success = exchange.getRequestHeaders().getFirst("X-Job-Success");
            exchange.sendResponseHeaders(status(job, success, body), -1);
        }
    }

    private int status(@Nullable String job, @Nullable String success, String body) {
        if (job == null || success == null) {
            return 400;
        }
        Api api = expected.get(job);
        CompletableFuture<Outcome> called = waiting.get(job);
        if (api == null || called == null) {
            return 404;
        }
        try {
            called.complete(Boolean.parseBoolean(success) ? JavaResults.success(api.result(), body) : JavaResults.failure(body));
        } catch (SdkDied died) {
            called.completeExceptionally(died);
        }
        return 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
