package dev.weighbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Does what a browser does with the console: keeps cookies, says where a form comes from, and does not follow by itself. */
public final class ConsoleClient {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI node;

    private final Map<String, String> cookies = new TreeMap<>();

    private ConsoleClient(TestNode node) {
        this.node = node.url();
    }

    /** What comes back. */
    public record Page(int status, String body, HttpHeaders headers) {

        public Page with(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        Document html() {
            return Jsoup.parse(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    static ConsoleClient stranger(TestNode node) {
        return new ConsoleClient(node);
    }

    public static ConsoleClient signedIn(TestNode node, String account) {
        var client = new ConsoleClient(node);
        client.signIn(account, TestNode.ADMIN_PASSWORD).with(302);
        return client;
    }

    Page signIn(String account, String password) {
        return post("/console/sign-in", Map.of("account", account, "password", password));
    }

    public Page get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Posts a form as a page of the console does, without its token. */
    Page post(String path, Map<String, String> form, String... headers) {
        return send(form(path, form, own(headers)));
    }

    /** Posts a form with the token of a page that was made for this session. */
    Page submit(String path, Map<String, String> form, String... headers) {
        Map<String, String> whole = new TreeMap<>(form);
        whole.put("csrf", csrf());
        return post(path, whole, headers);
    }

    /** Posts a form as another site would. */
    Page postFromElsewhere(String path, Map<String, String> form, String... headers) {
        return send(form(path, form, headers));
    }

    /** Posts a body as a script of the console does. */
    Page send(String path, String type, String body) {
        return send(request(path, own("Content-Type", type, "HX-Request", "true", "X-CSRF-Token", csrf()))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public String csrf() {
        return get("/console/imports").with(200).html().select("input[name=csrf]").attr("value");
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    void cookie(String name, String value) {
        cookies.put(name, value);
    }

    private String[] own(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Sec-Fetch-Site") && !all.contains("Origin")) {
            all.addAll(List.of("Sec-Fetch-Site", "same-origin"));
        }
        return all.toArray(String[]::new);
    }

    private HttpRequest.Builder form(String path, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path, headers).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path)).timeout(Duration.ofSeconds(60));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[0].equals(Cookies.SESSION) ? TestSecrets.keep("a session", pair[1]) : pair[1]);
        }
    }
}
