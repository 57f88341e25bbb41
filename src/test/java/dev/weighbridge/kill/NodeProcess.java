package dev.weighbridge.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.commons.codec.digest.DigestUtils;

/** A node in a process of its own, which can be killed and frozen, and the client that talks to it. */
final class NodeProcess implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(90);

    private static final String PASSWORD = "correct-horse-battery";

    private static final Pattern UUID = Pattern.compile("\"uuid\":\"([0-9a-f]{32})\"");

    private static final Pattern LOCATION = Pattern.compile("\"location\":\"[^\"]*(/zstack/v1/api-jobs/[0-9a-f]{32})\"");

    private final Process process;

    private final Path log;

    private final String base;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private String session = "";

    private NodeProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.base = "http://127.0.0.1:" + port;
    }

    /** Starts a node on this home and database; {@code properties} are {@code name=value}. */
    static NodeProcess start(Path home, String url, String user, String... properties) throws IOException {
        Files.createDirectories(home.resolve("models"));
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx320m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"),
                KillableNode.class.getName(), "--server.address=127.0.0.1", "--server.port=" + port, "--weighbridge.home=" + home,
                "--spring.datasource.url=" + url, "--spring.datasource.username=" + user, "--weighbridge.admin.password=" + PASSWORD,
                "--weighbridge.sources.local-roots=" + home.resolve("models"), "--weighbridge.sources.allowed-networks=127.0.0.0/8",
                "--weighbridge.queue.heartbeat=250ms", "--weighbridge.queue.poll=100ms", "--weighbridge.transfer.part-size=64KB",
                "--weighbridge.transfer.memory=4MB", "--weighbridge.collector.grace=0s", "--weighbridge.collector.interval=1s"));
        for (String property : properties) {
            command.add("--" + property);
        }
        Path log = Files.createTempFile(home, "node", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new NodeProcess(process, log, port);
    }

    /** Waits until it answers, and logs in. */
    NodeProcess ready() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new AssertionError("the node did not start:\n" + log());
        }
        String body = send(request("/zstack/v1/accounts/login")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"logInByAccount\":{\"accountName\":\"admin\",\"password\":\""
                        + DigestUtils.sha512Hex(PASSWORD) + "\"}}")))
                .body();
        session = uuid(body);
        return this;
    }

    String addCenter(String url) {
        return uuid(post("/zstack/v1/ai/model-centers",
                "{\"param\":{\"name\":\"c\",\"url\":\"" + url + "\",\"managementIp\":\"127.0.0.1\",\"managementPort\":5000}}").body());
    }

    /** Asks for a model; returns the path of the job to poll. */
    String addModel(String center, String name, String installPath) {
        String body = post("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + installPath + "\",\"modelCenterUuid\":\"" + center + "\"}}")
                .body();
        var location = LOCATION.matcher(body);
        if (!location.find()) {
            throw new AssertionError("no location in " + body);
        }
        return location.group(1);
    }

    /** Polls until the job has ended and returns its answer. */
    HttpResponse<String> end(String job) {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> send(request(job).GET()),
                answer -> answer.statusCode() != 202);
    }

    String models() {
        return send(request("/zstack/v1/ai/models?replyWithCount=true").GET()).body();
    }

    /** Waits until it has died by itself. */
    int exit() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node is still alive:\n" + log());
        }
        return process.exitValue();
    }

    /** Signal 9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Signal 15. */
    void terminate() {
        process.destroy();
    }

    /** Signals STOP and CONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
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

    private HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Prefer", path.endsWith("models") ? "respond-async" : "wait=10")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
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

    private static String uuid(String body) {
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
