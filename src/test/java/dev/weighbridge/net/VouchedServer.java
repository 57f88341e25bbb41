package dev.weighbridge.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpsServer;

/**
 * An https server for {@code hub.example} and 127.0.0.1, whose certificate an authority of its own signed. It answers everything by its path.
 *
 * @param authority the authority's certificate, PEM
 * @param asked the headers of each request
 */
record VouchedServer(HttpsServer server, Path authority, List<Headers> asked) implements AutoCloseable {

    static VouchedServer start(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var keytool = new Keytool(folder);
        Path authority = folder.resolve("authority.pem");
        keytool.run("-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=Authority of a test", "-ext",
                "bc:critical=ca:true");
        keytool.run("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=hub.example", "-signer", "authority", "-ext",
                "san=dns:hub.example,ip:127.0.0.1");
        keytool.run("-exportcert", "-rfc", "-alias", "authority", "-file", authority.toString());
        keytool.run("-delete", "-alias", "authority");
        var started = new VouchedServer(keytool.serve(), authority, new CopyOnWriteArrayList<>());
        started.server.createContext("/", exchange -> {
            started.asked.add(exchange.getRequestHeaders());
            byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return started;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
