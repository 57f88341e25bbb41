package dev.weighbridge.source.oci;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.source.SourceAccess;
import org.awaitility.Awaitility;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Debian's docker-registry as a process of its own, with one user, and no memory beyond the folder it was given. Close it. */
public final class DockerRegistry implements AutoCloseable {

    private static final SourceAccess.Login ANN = new SourceAccess.Login("ann", "s3cret");

    private final Process process;

    private final int port;

    private final HttpClient http = HttpClient.newHttpClient();

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test where the program is not on the PATH; {@code .ci/run} fetches it and lets no test be skipped. */
    public static DockerRegistry start(Path folder) throws IOException {
        Path program = Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .map(place -> Path.of(place, "docker-registry")).filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(program != null, "docker-registry is not on the PATH (Debian has it as a package of that name)");
        int port = freePort();
        Files.writeString(folder.resolve("users"), ANN.name() + ":" + new BCryptPasswordEncoder(4).encode(ANN.secret()) + "\n");
        Path settings = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:%d
                auth:
                  htpasswd:
                    realm: test
                    path: %s
                """.formatted(folder.resolve("blobs"), port, folder.resolve("users")));
        Process process = new ProcessBuilder(String.valueOf(program), "serve", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile()).start();
        var registry = new DockerRegistry(process, port);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(registry::answers);
        } catch (RuntimeException silent) {
            registry.close();
            throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("registry.log")), silent);
        }
        return registry;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    public String authority() {
        return "127.0.0.1:" + port;
    }

    public SourceAccess.Login login() {
        return ANN;
    }

    /** Pushes as the OCI distribution specification says: each blob by POST and PUT, then the manifest by PUT. */
    public String push(String repository, String tag, Artifact artifact) throws IOException {
        for (Map.Entry<String, byte[]> blob : artifact.blobs().entrySet()) {
            HttpResponse<String> begun = send(request(url("/v2/" + repository + "/blobs/uploads/"))
                    .POST(HttpRequest.BodyPublishers.noBody()), 202);
            URI upload = url("/").resolve(begun.headers().firstValue("Location").orElseThrow());
            String digest = blob.getKey().replace(":", "%3A");
            URI end = URI.create(upload + (upload.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
            send(request(end).header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(blob.getValue())), 201);
        }
        return push(repository, tag, Artifact.OCI_MANIFEST, artifact.bytes());
    }

    /** Pushes a manifest or index alone; returns the digest that the registry gives it. */
    String push(String repository, String tag, String type, byte[] manifest) throws IOException {
        HttpResponse<String> kept = send(request(url("/v2/" + repository + "/manifests/" + tag)).header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest)), 201);
        return kept.headers().firstValue("Docker-Content-Digest").orElseThrow();
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue());
        }
        try {
            return send(request(url("/v2/")).GET(), 200).statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private URI url(String path) {
        return URI.create("http://" + authority() + path);
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).header("Authorization", TokenGuard.basic(ANN.name() + ":" + ANN.secret()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int expected) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IOException(answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
