package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a node's own door over a real socket, and holds every answer against the OpenAPI document. */
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One session of admin per node, because an account may have only so many. */
    private static final Map<URI, ApiClient> ADMINS = new ConcurrentHashMap<>();

    private final URI node;

    private final String account;

    private final @Nullable String authorization;

    private ApiClient(URI node, String account, @Nullable String authorization) {
        this.node = node;
        this.account = account;
        this.authorization = authorization;
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

        public Reply with(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        /** This answer, which is a problem of this kind, in the form of RFC 9457, and shows nothing of a stack. */
        public Reply problem(int expected, String kind) {
            with(expected);
            assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json().propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "kind");
            assertThat(text("/kind")).isEqualTo(kind);
            assertThat(at("/status").asInt()).isEqualTo(expected);
            assertThat(text("/type")).startsWith("urn:weighbridge:failure:");
            assertThat(text("/title")).isNotBlank();
            assertThat(text("/detail")).startsWith("Could not ").endsWith(".");
            assertThat(body).doesNotContain("Exception").doesNotContain("at dev.weighbridge");
            return this;
        }
    }

    public static ApiClient anonymous(TestNode node) {
        return new ApiClient(node.url(), "", null);
    }

    public static ApiClient admin(TestNode node) {
        // A test of sessions may have ended it.
        return ADMINS.compute(node.url(),
                (url, known) -> known != null && known.get("/models?limit=0").status() == 200 ? known : logIn(url, "admin"));
    }

    /** An ordinary account of its own. */
    public static ApiClient ordinary(TestNode node) {
        String account = ResourceUuid.random();
        node.bean(JdbcTemplate.class).update("""
                insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                select ?, ?, password_hash, 'NORMAL', create_date, last_op_date from account where name = 'admin'""", account, account);
        return logIn(node.url(), account);
    }

    private static ApiClient logIn(URI url, String name) {
        String body = "{\"logInByAccount\":{\"accountName\":\"" + name + "\",\"password\":\"" + sha512(TestNode.ADMIN_PASSWORD) + "\"}}";
        Reply reply = new ApiClient(url, name, null).exchange("PUT", "/zstack/v1/accounts/login", body).with(200);
        return new ApiClient(url, reply.text("/inventory/accountUuid"),
                "OAuth " + TestSecrets.keep("a session", reply.text("/inventory/uuid")));
    }

    public ApiClient withAuthorization(String header) {
        return new ApiClient(node, account, header);
    }

    /** The value of the header, if it sends one. */
    public @Nullable String authorization() {
        return authorization;
    }

    public String account() {
        return account;
    }

    /** {@code path} begins behind {@code /api/v1}. */
    public Reply get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** What arrives of an answer before its connection breaks off, as it must. */
    public byte[] bytesUntilItBreaks(String path) {
        var request = HttpRequest.newBuilder(URI.create(node + "/api/v1" + path)).timeout(Duration.ofSeconds(60))
                .header("Authorization", String.valueOf(authorization)).build();
        var arrived = new ByteArrayOutputStream();
        try (InputStream body = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            body.transferTo(arrived);
        } catch (HttpTimeoutException hanging) {
            throw new AssertionError("the connection was left open", hanging);
        } catch (IOException broken) {
            return arrived.toByteArray();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        throw new AssertionError("the answer ended as if it were whole");
    }

    /** Posts JSON. */
    public Reply postJson(String path, String json) {
        return exchange("POST", "/api/v1" + path, json, "Content-Type", "application/json");
    }

    public Reply post(String path, String... headers) {
        return send("POST", path, headers);
    }

    public Reply send(String method, String path, String... headers) {
        return exchange(method, "/api/v1" + path, "", headers);
    }

    /** {@code path} is the whole of it. */
    public Reply exchange(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(node + path)).timeout(Duration.ofSeconds(60)).method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), response.body(), response.headers());
            if (path.startsWith("/api/v1/")) {
                DescribedDoor.ours().check(method, path, reply);
            }
            return reply;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String sha512(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
