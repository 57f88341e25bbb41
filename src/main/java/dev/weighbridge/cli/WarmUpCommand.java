package dev.weighbridge.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.ExitCode;
import picocli.CommandLine.Command;

/**
 * Does what most commands do, against a server of its own that answers from memory, and shows nothing: the launcher runs it once, so that the JVM learns
 * which classes commands need.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

    private static final String ANSWER = """
            {"items": [{"uuid": "0123456789ab4cdef0123456789abcde", "name": "model", "state": "SUCCEEDED", "artifactSizeBytes": 1,
              "isLatestVersion": true, "createdAt": "2026-01-01T00:00:00Z"}], "total": 2}""";

    private final Surroundings around;

    WarmUpCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        HttpServer server = started();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> environment = Map.of("WEIGHBRIDGE_URL", url, "WEIGHBRIDGE_SESSION", "none", "HOME", "/nonexistent");
            var quiet = new Surroundings(environment, new Terminal(nowhere, nowhere, new Terminal.Traits(true, true, true, 100)),
                    around.input(), around.clock(), around.nodes());
            Cli.run(quiet, "list", "--latest");
            Cli.run(quiet, "imports", "-o", "json");
            Cli.run(quiet, "show", "model");
            Cli.run(quiet, "--help");
        } finally {
            server.stop(0);
        }
        return ExitCode.OK.number();
    }

    private static HttpServer started() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", WarmUpCommand::answer);
            server.start();
            return server;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
