package dev.weighbridge.cli.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server of files that misbehaves as it is told, one answer after the other, and well when it is told nothing. */
final class FlakyServer implements AutoCloseable {

    private final HttpServer server;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private final Deque<Fault> faults = new ArrayDeque<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    /** The Range headers that came, or "all". */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** How one answer goes wrong. */
    sealed interface Fault {

        /** Hangs up after so many bytes. */
        record CutAfter(int bytes) implements Fault {}

        /** Sends so many bytes, and then nothing. */
        record SilentAfter(int bytes) implements Fault {}

        /** Sends all of it, whatever the range says. */
        record NoRange() implements Fault {}

        /** Sends other bytes. */
        record Damaged() implements Fault {}
    }

    FlakyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    WantedFile file(String path, byte[] bytes) {
        files.put(path, bytes);
        return new WantedFile(path, bytes.length, HexFormat.of().formatHex(WantedFile.newDigest().digest(bytes)));
    }

    synchronized FlakyServer then(Fault fault) {
        faults.add(fault);
        return this;
    }

    private synchronized Fault next() {
        return faults.isEmpty() ? new Fault.CutAfter(Integer.MAX_VALUE) : faults.remove();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1/models/[^/]+/files/", "");
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(range == null ? "all" : range);
        Fault fault = next();
        byte[] bytes = Objects.requireNonNull(files.get(path)).clone();
        int from = range == null || fault instanceof Fault.NoRange ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (fault instanceof Fault.Damaged) {
            bytes[from] ^= 1;
        }
        exchange.sendResponseHeaders(range == null || fault instanceof Fault.NoRange ? 200 : 206, bytes.length - from);
        int length = switch (fault) {
            case Fault.CutAfter cut -> Math.min(cut.bytes(), bytes.length - from);
            case Fault.SilentAfter silent -> Math.min(silent.bytes(), bytes.length - from);
            default -> bytes.length - from;
        };
        exchange.getResponseBody().write(bytes, from, length);
        exchange.getResponseBody().flush();
        if (fault instanceof Fault.SilentAfter) {
            untilClosed();
        }
        exchange.close();
    }

    private void untilClosed() {
        try {
            if (!closed.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody has closed the server");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
