package dev.weighbridge.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A file of zeros, so large that no test sees its end, with ranges, at a pace for all connections together. */
public final class EndlessFile implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private static final byte[] BLOCK = new byte[1 << 18];

    private final HttpServer server;

    private final long size;

    private final long nanosPerBlock;

    private long next = System.nanoTime();

    public EndlessFile(long size, long bytesPerSecond) {
        this.size = size;
        nanosPerBlock = BLOCK.length * 1_000_000_000L / bytesPerSecond;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/weights.bin", this::serve);
        server.createContext("/", EndlessFile::isNotThere);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/weights.bin";
    }

    private static void isNotThere(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"endless\"");
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        String asked = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(asked == null ? "bytes=0-" : asked);
        range.matches();
        long from = Long.parseLong(range.group(1));
        long until = range.group(2).isEmpty() ? size : Long.parseLong(range.group(2)) + 1;
        if (asked != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + size);
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(size));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(asked == null ? 200 : 206, until - from);
            try (OutputStream body = exchange.getResponseBody()) {
                for (long left = until - from; left > 0; left -= BLOCK.length) {
                    pace();
                    body.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
                }
            }
        }
        exchange.close();
    }

    private void pace() {
        long mine;
        synchronized (this) {
            next = Math.max(next, System.nanoTime() - nanosPerBlock) + nanosPerBlock;
            mine = next;
        }
        LockSupport.parkNanos(mine - System.nanoTime());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
