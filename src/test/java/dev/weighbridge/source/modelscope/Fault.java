package dev.weighbridge.source.modelscope;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;

/** What {@link FakeModelScope} answers instead of the truth. */
@FunctionalInterface
public interface Fault {

    void answer(HttpExchange exchange) throws IOException;

    /** A body of some type, with headers as name, value, name, value. */
    static Fault body(int status, String type, String body, String... headers) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }

    /** An envelope that tells a failure. */
    static Fault envelope(int status, long code, String message, String... headers) {
        return body(status, "application/json; charset=utf-8",
                "{\"Code\":" + code + ",\"Message\":\"" + message + "\",\"RequestId\":\"8c2a8249\",\"Success\":false}", headers);
    }

    static Fault html(int status) {
        return body(status, "text/html", "<!doctype html><title>ModelScope</title>");
    }

    /** No byte, and {@code Content-Length: 0}. */
    static Fault emptyBody(int status, String... headers) {
        return body(status, "application/octet-stream", "", headers);
    }

    /** No byte, in chunks: only the mark of the end. */
    static Fault emptyChunks() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().close();
        };
    }
}
