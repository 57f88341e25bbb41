package dev.weighbridge.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server that hangs up in the middle of what is sent, or carries nothing more. Understands no word of what passes. */
final class FaultyWire implements AutoCloseable {

    private final ServerSocket entrance;

    private final URI server;

    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    private final List<Socket> open = new ArrayList<>();

    private final AtomicInteger hangUps = new AtomicInteger();

    private volatile long most = Long.MAX_VALUE;

    private volatile boolean stuck;

    private FaultyWire(ServerSocket entrance, URI server) {
        this.entrance = entrance;
        this.server = server;
    }

    static FaultyWire to(URI server) {
        try {
            var wire = new FaultyWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
            wire.threads.execute(wire::accept);
            return wire;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    /** Hangs up, as often as said, once a connection has carried this many bytes to the server. */
    void hangUpAfter(long bytes, int times) {
        hangUps.set(times);
        most = bytes;
    }

    /** Takes what is sent from now on, as far as the system's buffers reach, and passes nothing on. */
    void getStuck() {
        stuck = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = opened(entrance.accept());
                Socket beyond = opened(new Socket(server.getHost(), server.getPort()));
                threads.execute(() -> carry(client, beyond, true));
                threads.execute(() -> carry(beyond, client, false));
            }
        } catch (IOException closed) {
            // This is the end of the wire.
        }
    }

    private synchronized Socket opened(Socket socket) {
        open.add(socket);
        return socket;
    }

    private void carry(Socket from, Socket to, boolean counted) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8192];
            long carried = 0;
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                carried += read;
                if (counted && carried > most && hangUps.getAndDecrement() > 0) {
                    return;
                }
                if (counted && stuck) {
                    awaitTheEnd();
                }
                out.write(some, 0, read);
                out.flush();
            }
        } catch (IOException brokenOff) {
            // One side has hung up; now both have.
        }
    }

    private synchronized void awaitTheEnd() {
        while (!entrance.isClosed()) {
            try {
                wait();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        entrance.close();
        for (Socket socket : open) {
            socket.close();
        }
        notifyAll();
        threads.shutdownNow();
    }
}
