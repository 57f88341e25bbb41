package dev.weighbridge.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weighbridge.secret.Leaks;
import dev.weighbridge.secret.TestSecrets;
import org.apache.commons.codec.digest.DigestUtils;

/** A node in a process of its own, which can be killed and frozen, and the client that talks to it. */
public final class NodeProcess implements AutoCloseable {

    public static final Duration LONG = Duration.ofSeconds(90);

    public static final String PASSWORD = "correct-horse-battery";

    private static final Pattern UUID = Pattern.compile("\"uuid\":\"([0-9a-f]{32})\"");

    private static final Pattern LOCATION = Pattern.compile("\"location\":\"[^\"]*(/zstack/v1/api-jobs/[0-9a-f]{32})\"");

    private final Process process;

    private final Path log;

    private final String base;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private volatile String session = "";

    private NodeProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.base = "http://127.0.0.1:" + port;
    }

    /** Starts a node on this home and database; {@code properties} are {@code name=value}. */
    public static NodeProcess start(Path home, LastingDatabase database, String... properties) throws IOException {
        return start(NodeProgram.cached(), home, database, properties);
    }

    public static NodeProcess start(NodeProgram program, Path home, LastingDatabase database, String... properties) throws IOException {
        return start(program, freePort(), home, database, properties);
    }

    /** Starts it where another one was. */
    public static NodeProcess inThePlaceOf(NodeProcess other, Path home, LastingDatabase database, String... properties)
            throws IOException {
        return start(NodeProgram.cached(), URI.create(other.base).getPort(), home, database, properties);
    }

    private static NodeProcess start(NodeProgram program, int port, Path home, LastingDatabase database, String... properties)
            throws IOException {
        Files.createDirectories(home.resolve("models"));
        List<String> command = new ArrayList<>(program.command());
        settings(home, database, port, properties).forEach((name, value) -> command.add("--" + name + "=" + value));
        Path log = Files.createTempFile(home, "node", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new NodeProcess(process, log, port);
    }

    /** What is given last counts. */
    private static Map<String, String> settings(Path home, LastingDatabase database, int port, String... properties) {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(Stream.of("server.address=127.0.0.1", "server.port=" + port, "weighbridge.home=" + home,
                "spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.user(),
                "weighbridge.admin.password=" + PASSWORD, "weighbridge.sources.local-roots=" + home.resolve("models"),
                "weighbridge.sources.allowed-networks=127.0.0.0/8", "weighbridge.webhooks.allowed-networks=127.0.0.0/8",
                "weighbridge.queue.heartbeat=250ms", "weighbridge.queue.poll=100ms",
                "weighbridge.transfer.part-size=64KB", "weighbridge.transfer.memory=4MB", "weighbridge.collector.grace=0s",
                "weighbridge.collector.interval=1s"), Stream.of(properties)).forEach(property -> {
                    int equals = property.indexOf('=');
                    settings.put(property.substring(0, equals), property.substring(equals + 1));
                });
        return settings;
    }

    /** Waits until it answers, and logs in. */
    public NodeProcess ready() {
        up();
        String body = send(request("/zstack/v1/accounts/login")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"logInByAccount\":{\"accountName\":\"admin\",\"password\":\""
                        + DigestUtils.sha512Hex(PASSWORD) + "\"}}")))
                .body();
        session = TestSecrets.keep("a session", uuid(body));
        return this;
    }

    /** Waits until it is ready, which a node that is no api node is, too. */
    public NodeProcess up() {
        if (!comesUp()) {
            throw new AssertionError("the node did not start:\n" + log());
        }
        return this;
    }

    /** Waits until it is ready, or has ended because it could not start. */
    public boolean comesUp() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> !process.isAlive() || answers());
        return process.isAlive();
    }

    /** Calls it from now on as the one who is logged in at another node. */
    public void as(NodeProcess other) {
        session = other.session;
    }

    public String addCenter(String url) {
        String body = "{\"param\":{\"name\":\"c\",\"url\":\"%s\",\"managementIp\":\"127.0.0.1\",\"managementPort\":5000}}".formatted(url);
        return uuid(send(request("/zstack/v1/ai/model-centers").POST(HttpRequest.BodyPublishers.ofString(body))).body());
    }

    /** Asks for a model; returns the path of the job to poll. */
    public String addModel(String center, String name, String installPath) {
        String body = ask(new Wish(center, name, installPath), "Prefer", "respond-async").map(HttpResponse::body)
                .orElseThrow(() -> new AssertionError("the node died:\n" + log()));
        var location = LOCATION.matcher(body);
        if (!location.find()) {
            throw new AssertionError("no location in " + body);
        }
        return location.group(1);
    }

    /** A model that somebody wants. */
    public record Wish(String center, String name, String installPath) {}

    /** Asks for a model under a header of the caller's choice; nothing comes back if the node dies before it answers. */
    public Optional<HttpResponse<String>> ask(Wish wish, String header, String value) {
        String body = "{\"param\":{\"name\":\"%s\",\"installPath\":\"%s\",\"modelCenterUuid\":\"%s\"}}".formatted(wish.name(),
                wish.installPath(), wish.center());
        return post("/zstack/v1/ai/models", body, header, value);
    }

    /** What is answered to this body; nothing if the node dies before it answers, or does not in time. */
    public Optional<HttpResponse<String>> post(String path, String body, String header, String value) {
        try {
            return Optional.of(http.send(request(path).header(header, value).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException lost) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends a list of models as CSV. The node may die before it answers. */
    void importList(String center, String csv) {
        try {
            http.send(request("/api/v1/bulk-imports?modelCenterUuid=" + center).header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofString(csv)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            // it is taken in, or it is not: whoever asks later sees which
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The latest bulk import. */
    String bulkImport() {
        return send(request("/api/v1/bulk-imports?limit=1").GET()).body();
    }

    /** The path of the job with this uuid. */
    public static String job(String uuid) {
        return "/zstack/v1/api-jobs/" + uuid;
    }

    public HttpResponse<String> poll(String job) {
        return send(request(job).GET());
    }

    /** Polls until the job has ended and returns its answer. */
    public HttpResponse<String> end(String job) {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> poll(job), answer -> answer.statusCode() != 202);
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return base;
    }

    /** What is answered at this path. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** What our own door answers; {@code path} begins behind {@code /api/v1}. */
    public HttpResponse<String> api(String path) {
        return get("/api/v1" + path);
    }

    public String models() {
        return send(request("/zstack/v1/ai/models?replyWithCount=true").GET()).body();
    }

    /** Waits until it has died by itself. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node is still alive:\n" + log());
        }
        return process.exitValue();
    }

    /** Signal 9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Signal 9 after so long, if it has not died before. */
    public void killAfter(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Signal 15. */
    public void terminate() {
        process.destroy();
    }

    /** Signals STOP and CONT. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits until it is stopped by a signal. */
    public void frozen() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20))
                .until(() -> Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")).contains("State:\tT"));
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Signal 9, and a look for secrets at what it has printed. */
    @Override
    public void close() {
        try {
            kill();
            Leaks.lookThrough(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try {
            return http.send(request("/actuator/health/readiness").GET().build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
        return session.isEmpty() || path.contains("accounts/login") ? request : request.setHeader("Authorization", "OAuth " + session);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("the node does not answer:\n" + log(), failed);
        }
    }

    /** The first one in an answer: of what it is about. */
    public static String uuid(String body) {
        var found = UUID.matcher(body);
        if (!found.find()) {
            throw new AssertionError("no uuid in " + body);
        }
        return found.group(1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
