package dev.weighbridge.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The way to a store, which can be shut: then every request is answered 503, and those on their way break off. */
final class StoreDoor implements AutoCloseable {

    private static final byte[] SHUT = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket entrance;

    private final URI store;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile boolean shut;

    private StoreDoor(ServerSocket entrance, URI store) {
        this.entrance = entrance;
        this.store = store;
    }

    static StoreDoor to(URI store) {
        try {
            var door = new StoreDoor(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), store);
            door.threads.execute(door::accept);
            return door;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String url() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    void shut() {
        shut = true;
        open.forEach(StoreDoor::hangUp);
    }

    void open() {
        shut = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // This is the end of the way.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (shut) {
                client.getInputStream().read(new byte[65536]);
                client.getOutputStream().write(SHUT);
                return;
            }
            try (var beyond = new Socket(store.getHost(), store.getPort())) {
                open.add(client);
                var back = threads.submit(() -> carry(beyond, client));
                carry(client, beyond);
                back.cancel(true);
            } finally {
                open.remove(client);
            }
        } catch (IOException hungUp) {
            // Whoever is still there sees it, too.
        }
    }

    private static void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException brokenOff) {
            // One side has hung up; now both have.
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(StoreDoor::hangUp);
        threads.shutdownNow();
    }
}
