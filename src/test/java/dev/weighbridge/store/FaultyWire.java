package dev.weighbridge.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A line to a server that hangs up in the middle of what is sent, damages it, answers in the server's place, or carries nothing more. */
final class FaultyWire implements AutoCloseable {

    private final ServerSocket entrance;

    private final URI server;

    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    private final List<Socket> open = new ArrayList<>();

    private final Queue<String> heads = new ConcurrentLinkedQueue<>();

    private volatile Trouble trouble = new Trouble(Long.MAX_VALUE, 0, (some, last, client) -> true);

    private volatile UnaryOperator<String> edit = UnaryOperator.identity();

    private final Queue<String> lost = new ConcurrentLinkedQueue<>();

    private volatile boolean stuck;

    /** Comes, as often as said, once a connection has carried this many bytes more to the server. */
    private record Trouble(long after, AtomicInteger times, Fault fault) {

        Trouble(long after, int times, Fault fault) {
            this(after, new AtomicInteger(times), fault);
        }

        boolean isDue(long carried) {
            return carried > after && times.getAndDecrement() > 0;
        }
    }

    @FunctionalInterface
    private interface Fault {

        /** @return whether the connection goes on */
        boolean strike(byte[] some, int last, Socket client) throws IOException;
    }

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

    /** Hangs up, as often as said, once a connection has carried this many bytes more to the server. */
    void hangUpAfter(long bytes, int times) {
        trouble = new Trouble(bytes, times, (some, last, client) -> false);
    }

    /** Flips one bit, as often as said, of what a connection carries to the server behind so many bytes from now. */
    void damageAfter(long bytes, int times) {
        trouble = new Trouble(bytes, times, (some, last, client) -> {
            some[last] ^= 1;
            return true;
        });
    }

    /** Answers in the server's place, and hangs up, once a connection has carried this many bytes more to the server. */
    void answerAfter(long bytes, String answer) {
        trouble = new Trouble(bytes, 1, (some, last, client) -> {
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        });
    }

    /** Shows the server's answers otherwise than they are; not longer or shorter. */
    void edit(UnaryOperator<String> edit) {
        this.edit = edit;
    }

    /** Hangs up instead of carrying the next answer that has this word in it. */
    void loseAnswer(String word) {
        lost.add(word);
    }

    /** The heads of all requests to put something so far. */
    List<String> puts() {
        return heads.stream().filter(head -> head.startsWith("PUT ")).toList();
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

    private void carry(Socket from, Socket to, boolean toServer) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8192];
            long carried = 0;
            Trouble coming = trouble;
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                carried = coming.equals(trouble) ? carried + read : read;
                coming = trouble;
                String text = new String(some, 0, read, StandardCharsets.ISO_8859_1);
                if (toServer) {
                    heads.add(text.split("\r\n\r\n", 2)[0]);
                    if (coming.isDue(carried) && !coming.fault().strike(some, read - 1, from)) {
                        return;
                    }
                    if (stuck) {
                        awaitTheEnd();
                    }
                } else if (lost.removeIf(text::contains)) {
                    return;
                } else {
                    some = Arrays.copyOf(edit.apply(text).getBytes(StandardCharsets.ISO_8859_1), some.length);
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
