package dev.weighbridge.net;

import java.io.BufferedInputStream;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** A proxy on a loopback socket, for CONNECT and for requests in absolute form. Whatever name it is told, it leads to 127.0.0.1 and the port. */
public final class LoopbackProxy implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final ServerSocket server;

    private final List<Head> asked = new CopyOnWriteArrayList<>();

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile @Nullable String answer;

    private volatile @Nullable String login;

    /** A request or an answer without its body; names of headers are lower case. */
    public record Head(String line, Map<String, String> headers) {

        @Nullable
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private LoopbackProxy(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public static LoopbackProxy start() throws IOException {
        return new LoopbackProxy(new ServerSocket(0, 50, LOOPBACK));
    }

    /** Answers everything by this from now on; an empty text is a proxy that hangs up. */
    public LoopbackProxy answer(String text) {
        answer = text;
        return this;
    }

    /** Answers 407 to whoever does not send this as {@code Proxy-Authorization}. */
    public LoopbackProxy requireLogin(String header) {
        login = header;
        return this;
    }

    /** What it was asked, in this order. */
    public List<Head> asked() {
        return List.copyOf(asked);
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException stopped) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(stopped);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client; InputStream in = new BufferedInputStream(client.getInputStream())) {
            Head request = head(in);
            while (request != null && answered(request, client, in)) {
                request = head(in);
            }
        } catch (IOException gone) {
            // Either side may hang up whenever it likes; tests look at what was asked and what came back.
        } finally {
            open.remove(client);
        }
    }

    /** Whether another request may follow. */
    private boolean answered(Head request, Socket client, InputStream in) throws IOException {
        asked.add(request);
        String instead = login != null && !login.equals(request.header("Proxy-Authorization"))
                ? "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"
                : answer;
        if (instead != null) {
            client.getOutputStream().write(instead.getBytes(StandardCharsets.ISO_8859_1));
            return !instead.isEmpty();
        }
        String[] words = request.line().split(" ");
        if (words[0].equals("CONNECT")) {
            tunnel(words[1], client, in);
            return false;
        }
        forward(words[0], URI.create(words[1]), request, client.getOutputStream());
        return true;
    }

    private void tunnel(String authority, Socket client, InputStream in) throws IOException {
        try (var host = new Socket(LOOPBACK, Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1)))) {
            open.add(host);
            client.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            Thread back = Thread.ofVirtual().start(() -> copy(host, client));
            in.transferTo(host.getOutputStream());
            host.shutdownOutput();
            back.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends with it.
        }
    }

    private static void forward(String method, URI url, Head request, OutputStream out) throws IOException {
        try (var host = new Socket(LOOPBACK, url.getPort())) {
            var text = new StringBuilder(method + " " + url.getRawPath() + " HTTP/1.1\r\n");
            request.headers().forEach((name, value) -> text.append(name.startsWith("proxy-") ? "" : name + ": " + value + "\r\n"));
            host.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            var in = new BufferedInputStream(host.getInputStream());
            Head head = head(in);
            if (head == null) {
                throw new IOException("the host hung up");
            }
            var answer = new StringBuilder(head.line() + "\r\n");
            head.headers().forEach((name, value) -> answer.append(name).append(": ").append(value).append("\r\n"));
            out.write(answer.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(in.readNBytes(Integer.parseInt(head.headers().getOrDefault("content-length", "0"))));
        }
    }

    private static @Nullable Head head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            if (line.toString().isBlank() && !lines.isEmpty()) {
                return parsed(lines);
            }
            lines.add(line.toString().strip());
            line.setLength(0);
        }
        return null;
    }

    private static Head parsed(List<String> lines) {
        Map<String, String> headers = new TreeMap<>();
        for (String header : lines.subList(1, lines.size())) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        return new Head(lines.getFirst(), headers);
    }
}
