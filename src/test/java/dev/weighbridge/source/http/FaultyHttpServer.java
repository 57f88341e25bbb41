package dev.weighbridge.source.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A web server on a loopback socket of its own, whose files can be told to misbehave ({@link FaultyFile}). Paths without a file answer 404.
 * All methods may be called by any thread at any time, also while a file is being sent.
 */
public final class FaultyHttpServer implements AutoCloseable {

    private final ServerSocket server;

    private final Map<String, FaultyFile> files = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final AtomicInteger connections = new AtomicInteger();

    private final CountDownLatch closed = new CountDownLatch(1);

    private final Thread acceptor;

    /** A request as it came in; names of headers are lower case. */
    public record Request(String path, Map<String, String> headers) {

        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private FaultyHttpServer(ServerSocket server) {
        this.server = server;
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** A server on a free port of 127.0.0.1. Close it. */
    public static FaultyHttpServer start() {
        try {
            return new FaultyHttpServer(new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Serves {@code content} at {@code path} (which begins with a slash), without faults until some are set on what is returned. */
    public FaultyFile file(String path, byte[] content) {
        var file = new FaultyFile(content, closed);
        files.put(path, file);
        return file;
    }

    /** The file served at {@code path}. */
    public FaultyFile at(String path) {
        FaultyFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("nothing is served at " + path);
        }
        return file;
    }

    public void remove(String path) {
        files.remove(path);
    }

    /** {@code http://127.0.0.1:<port><path>}. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** All requests in the order they came in. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many connections were made until now. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Drops all connections and stops listening. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException stopped) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(stopped);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; InputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            Request request = read(in);
            while (request != null && answer(request, socket)) {
                request = read(in);
            }
        } catch (IOException gone) {
            // Clients may hang up whenever they like; tests that care look at what was served.
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Request request, Socket socket) throws IOException {
        requests.add(request);
        FaultyFile file = files.get(request.path());
        if (file == null) {
            socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return true;
        }
        return file.answer(request, socket.getOutputStream());
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null || !line.matches("[A-Z]+ /\\S* HTTP/1\\.1")) {
            return null;
        }
        String target = line.split(" ")[1];
        int query = target.indexOf('?');
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        return new Request(query < 0 ? target : target.substring(0, query), headers);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            text.append((char) c);
        }
        return text.toString().strip();
    }
}
