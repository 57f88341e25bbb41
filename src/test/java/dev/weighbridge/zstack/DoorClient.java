package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Talks to a node's ZStack door over a real socket, with bodies and headers as raw as the SDKs send them. */
public final class DoorClient {

    public static final String ADMIN_UUID = "36c27e8ff05c4780bf6d2fa65700f22e";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One session of admin per node, because an account may have only so many. */
    private static final Map<URI, String> SESSIONS = new ConcurrentHashMap<>();

    private final URI node;

    private final String[] always;

    private DoorClient(URI node, String... always) {
        this.node = node;
        this.always = always;
    }

    /** An answer, whole. */
    public record Reply(int status, String body, HttpHeaders headers) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public JsonNode at(String pointer) {
            return json().at(pointer);
        }

        public String text(String pointer) {
            return at(pointer).asString();
        }

        /** This answer, which is a failure in ZStack's form with this code. */
        public Reply failedWith(String code) {
            assertThat(status).as(body).isEqualTo(503);
            assertThat(text("/error/code")).as(body).isEqualTo(code);
            return this;
        }

        /** This answer, which is a plain text with this status. */
        public Reply refusedWith(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(headers.firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            return this;
        }

        public Reply ok() {
            assertThat(status).as(body).isEqualTo(200);
            assertThat(body).isNotEmpty();
            return this;
        }
    }

    public static DoorClient anonymous(TestNode node) {
        return new DoorClient(node.url());
    }

    public static DoorClient anonymous() {
        return anonymous(TestNode.shared(TestDatabase.H2));
    }

    /** Logged in as admin, a plain caller such as curl. */
    public static DoorClient admin(TestNode node) {
        DoorClient client = anonymous(node);
        String session = SESSIONS.compute(node.url(), (url, known) -> known != null && client.isValid(known) ? known
                : TestSecrets.keep("a session", client.logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid")));
        return client.with("Authorization", "OAuth " + session);
    }

    /** A test of sessions may have ended it. */
    private boolean isValid(String session) {
        return get("/zstack/v1/accounts/sessions/" + session + "/valid").ok().at("/valid").asBoolean();
    }

    public static DoorClient admin() {
        return admin(TestNode.shared(TestDatabase.H2));
    }

    /** A client that sends these headers, {@code name, value, …}, in every request too. */
    public DoorClient with(String... headers) {
        String[] all = new String[always.length + headers.length];
        System.arraycopy(always, 0, all, 0, always.length);
        System.arraycopy(headers, 0, all, always.length, headers.length);
        return new DoorClient(node, all);
    }

    /** As ZStack's Go SDK. */
    public DoorClient asGoSdk() {
        return with("User-Agent", "zstack-sdk-go/2.0", "Content-Type", "application/json");
    }

    public Reply logIn(String name, String password) {
        return send("PUT", "/zstack/v1/accounts/login",
                "{\"logInByAccount\":{\"accountName\":\"" + name + "\",\"password\":\"" + sha512(password) + "\"}}");
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Reply put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    public Reply send(String method, String path, String body, String... headers) {
        return exchange(URI.create(node + path), method, body, headers);
    }

    /** Follows the location of a 202, without credentials, until the job has ended. */
    public Reply awaitJob(Reply accepted, String... headers) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        URI location = URI.create(accepted.text("/location"));
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> new DoorClient(node).exchange(location, "GET", "", headers), reply -> reply.status() != 202);
    }

    /** What comes back for a request line that no HTTP library would send, with the headers of a client. */
    public static String raw(TestNode node, String requestLine, DoorClient client) {
        var request = new StringBuilder(requestLine).append("\r\nConnection: close\r\n");
        if (!List.of(client.always).contains("Host")) {
            request.append("Host: gate.example:1234\r\n");
        }
        for (int i = 0; i < client.always.length; i += 2) {
            request.append(client.always[i]).append(": ").append(client.always[i + 1]).append("\r\n");
        }
        try (var socket = new Socket(node.url().getHost(), node.url().getPort())) {
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A centre of a name that nobody else uses; its uuid. */
    public String centre(String url) {
        return post("/zstack/v1/ai/model-centers", centreBody("centre-" + UUID.randomUUID(), url)).ok().text("/inventory/uuid");
    }

    public static String centreBody(String name, String url) {
        return "{\"param\":{\"name\":\"" + name + "\",\"url\":\"" + url
                + "\",\"managementIp\":\"172.25.141.105\",\"managementPort\":5000}}";
    }

    /**
     * A body with further fields in its envelope, or others in the place of those that it has.
     *
     * @param more such as {@code ,"size":1,"name":"b"}
     */
    public static String withFields(String body, String envelope, String more) {
        var root = (ObjectNode) JsonMapper.shared().readTree(body);
        if (!more.isEmpty()) {
            root.withObject("/" + envelope).setAll((ObjectNode) JsonMapper.shared().readTree("{" + more.substring(1) + "}"));
        }
        return root.toString();
    }

    public static String jobUuid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static String sha512(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Reply exchange(URI url, String method, String body, String... headers) {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(90)).method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < always.length; i += 2) {
            request.header(always[i], always[i + 1]);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
