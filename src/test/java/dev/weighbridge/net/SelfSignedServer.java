package dev.weighbridge.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import com.sun.net.httpserver.HttpsServer;

/** An https server whose certificate nobody signed but itself. */
record SelfSignedServer(HttpsServer server) implements AutoCloseable {

    static SelfSignedServer start(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var keytool = new Keytool(folder);
        keytool.run("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        return new SelfSignedServer(keytool.serve());
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
