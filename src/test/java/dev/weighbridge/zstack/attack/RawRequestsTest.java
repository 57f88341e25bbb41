package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.weighbridge.console.ConsoleClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP library would send, to each door. */
class RawRequestsTest {

    private static final TestNode NODE = TestNode.shared(TestDatabase.H2);

    private static final String SESSION = ConsoleClient.signedIn(NODE, "admin").cookie("weighbridge-session");

    private static final String LET_IN = "Authorization: OAuth " + SESSION + "\r\nCookie: weighbridge-session=" + SESSION + "\r\n";

    private static final List<String> DOORS = List.of("/zstack/v1/ai/models", "/api/v1/models", "/console/imports", "/console/sign-in",
            "/actuator/health/liveness", "/nowhere");

    /** A line of its own, if any of it gets through. */
    private static final String INJECTED = Verdict.SMUGGLED + ": yes";

    /** Of a request that is hidden in another one's body. */
    private static final String HIDDEN = "GET /v3/api-docs HTTP/1.1\r\nHost: h\r\n\r\n";

    private static final Pattern ANSWER = Pattern.compile("^HTTP/1\\.1 (\\d{3})[^\\r\\n]*\\r\\n", Pattern.MULTILINE);

    private static final int PATIENCE = 30_000;

    /** Each ends with the empty line that ends its header, or does not end. */
    static List<String> heads() {
        List<String> all = new ArrayList<>();
        for (String header : List.of("X-Job-UUID: a\r" + INJECTED, "X-Job-UUID: a\n" + INJECTED, "X-Job-UUID: a\0b",
                "X-Job-UUID: a\r\n " + INJECTED,
                "X-Job-UUID: a\r\n\t" + INJECTED, " " + INJECTED, "no colon", "X Job: a", ": a", "X-\u0001: a", "X-\u00e9: \u00e9\u00ff",
                "X-A : a",
                "X-Web-Hook: http://h/\r" + INJECTED, "X-Web-Hook: \u0000\u00ff", "Accept-Language: \u0000,;q=,\u00ff",
                "Accept: \u00ff/\u0001",
                "Cookie: weighbridge-session=\"a\\\"; b=\u0001", "Cookie: $Version=1; weighbridge-language=\"en\r" + INJECTED + "\"",
                "Cookie: weighbridge-language=en%0d%0a" + INJECTED.replace(": ", "="),
                "Cookie: weighbridge-theme=dark%0d%0aX-Injected=yes;;;=",
                "Authorization: OAuth \u0000", "Authorization: ZStack \u00ff:\u00ff", "Origin: http://h\r" + INJECTED, "HX-Request: \u0001",
                "Range: bytes=0-,-1,a", "If-Modified-Since: \u00ff", "Expect: nonsense",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
                "Upgrade: websocket\r\nConnection: Upgrade", "Connection: close, Authorization", "Host: other.example", "Host: a b",
                "Content-Length: 0\r\nContent-Length: 1", "Content-Length: 0, 1", "Content-Length: -1", "Content-Length: +0",
                "Content-Length: 0x0", "Content-Length: 99999999999999999999", "Content-Length: 1e1", "Content-Length:",
                "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "X-Long: " + "a".repeat(100_000), "X-Long: " + "a".repeat(60_000), "X: a\r\n".repeat(2000) + "X: a",
                "X-Name-" + "n".repeat(70_000) + ": a")) {
            all.add("GET $path HTTP/1.1\r\nHost: gate.example\r\n" + LET_IN + header + "\r\n\r\n");
        }
        String post = "POST $path HTTP/1.1\r\nHost: gate.example\r\nContent-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n"
                + LET_IN;
        String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
        all.addAll(List.of(post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                post + "Transfer-Encoding: chunked\r\nContent-Length: " + (5 + HIDDEN.length()) + "\r\n\r\n0\r\n\r\n" + HIDDEN,
                post + "Content-Length: 0\r\nContent-Length: " + HIDDEN.length() + "\r\n\r\n" + HIDDEN,
                post + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", post + "Content-Length: 50\r\n\r\n{",
                chunked + "zz\r\n{}\r\n0\r\n\r\n",
                chunked + "ffffffffffffffff\r\n{}", chunked + "-1\r\n{}\r\n0\r\n\r\n", chunked + "2\r\n{}0\r\n\r\n",
                chunked + "2;a=\u0000\r\n{}\r\n0\r\n\r\n",
                chunked + "2\r\n{}\r\n0\r\n" + INJECTED + "\r\n\r\n", chunked + "2", chunked + "1;" + "a".repeat(20_000) + "\r\n",
                "GET $path HTTP/1.1\r\n" + LET_IN + "\r\n", "GET $path HTTP/1.1\r\nHost: h", "GET $path\r\n\r\n",
                "GET $path HTTP/1.0\r\n" + LET_IN + "\r\n",
                "GET  $path  HTTP/1.1\r\nHost: h\r\n\r\n", "\r\n\r\nGET $path HTTP/1.1\r\nHost: h\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", "GET $path HTTP/1.1\nHost: h\n\n",
                "GET\u0000$path HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET $path\r" + INJECTED + " HTTP/1.1\r\nHost: h\r\n\r\n"));
        return all;
    }

    @AfterEach
    void theNodeStillAnswers() throws IOException {
        assertThat(answered("GET /v3/api-docs HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("heads")
    void aHeaderThatIsNoneHasOneHarmlessAnswer(String head) throws IOException {
        for (String door : DOORS) {
            harmless(head.replace("$path", door));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example$path", "http://evil.example@gate.example$path", "https://evil.example:99999$path",
            "http://$path",
            "http:evil.example$path", "*", "$path%", "$path%z", "$path%zz", "$path/%", "$path/%00", "$path/%0d%0aX-Injected:%20yes",
            "$path/%0aX-Injected:%20yes", "$path/%c0%ae%c0%ae/", "$path/%ff%fe", "$path/%u0041", "$path/%25%32%66",
            "$path;a=%0d%0aX-Injected:%20yes",
            "$path?%", "$path?a=%", "$path?a=%zz", "$path?a=%0d%0aX-Injected:%20yes", "$path?to=/console/%0d%0aX-Injected:%20yes",
            "$path?to=//evil.example", "$path?to=/console/..//evil.example", "$path?to=/\\evil.example", "$path?limit=%00&start=%ff",
            "$path/\u0000", "$path/\u00e9", "$path/\ttab", "$path#part", "$path?a=\u0000", "$path?a=\u00ff", "//evil.example$path",
            "/console/look?back=//evil.example", "/console/look?back=/console/%0d%0aX-Injected:%20yes",
            "/console/look?back=/console/%5c%5cevil.example",
            "/console/look?back=https://evil.example/console/",
            "/console/look?language=%0d%0aX-Injected:%20yes&theme=%0d%0aX-Injected:%20yes",
            "/console/sign-in?to=/console/%0d%0aX-Injected:%20yes", "/console/imports/%0d%0aX-Injected:%20yes?run=%0d%0aX-Injected:%20yes"})
    void aTargetThatIsNoneHasOneHarmlessAnswer(String target) throws IOException {
        for (String door : DOORS) {
            for (String headers : List.of("", LET_IN)) {
                String answer = harmless("GET " + target.replace("$path", door) + " HTTP/1.1\r\nHost: gate.example\r\n" + headers + "\r\n");
                assertThat(head(answer)).as(target).doesNotContain("evil.example/").doesNotContainIgnoringCase("location: //");
            }
        }
    }

    /** Where a job is, is said with the host that the caller has used, which may not be made of more than a host. */
    @Test
    void theHostOfAnAbsoluteTargetIsNotWhereJobsAre() throws IOException {
        String answer = harmless("DELETE http://evil.example/zstack/v1/ai/model-centers/00000000000000000000000000000000 HTTP/1.1\r\nHost:"
                + " gate.example\r\n" + LET_IN + "Prefer: respond-async\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (202|400) .*").doesNotContain("evil.example/zstack");
    }

    private static String head(String answer) {
        return answer.split("\r\n\r\n", 2)[0];
    }

    /** Sends it and holds what comes back against the verdict: nothing, or one whole answer. */
    private static String harmless(String request) throws IOException {
        String answer = answered(request);
        if (answer.isEmpty()) {
            return answer;
        }
        if (request.startsWith("GET /") && !request.contains("HTTP/") && !answer.startsWith("HTTP/")) {
            // As HTTP 0.9 has it: no head at all.
            assertThat(Verdict.on(new Verdict.Answer(400, HttpHeaders.of(Map.of(), (name, value) -> true), answer), List.of(SESSION)))
                    .isEmpty();
            return answer;
        }
        String shown = (request.length() > 300 ? request.substring(0, 300) + "…" : request).replace(SESSION, "…");
        assertThat(ANSWER.matcher(answer).results().count()).as("answers to %s", shown).isEqualTo(1);
        assertThat(answer).as(shown).startsWith("HTTP/1.1 ");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : Arrays.stream(head(answer).split("\r\n")).skip(1).toList()) {
            assertThat(line).as(shown).matches("[A-Za-z-]+: [\\t -~]*");
            headers.computeIfAbsent(line.split(": ", 2)[0], any -> new ArrayList<>()).add(line.split(": ", 2)[1]);
        }
        var matcher = ANSWER.matcher(answer);
        assertThat(matcher.lookingAt()).isTrue();
        var whole = new Verdict.Answer(Integer.parseInt(matcher.group(1)), HttpHeaders.of(headers, (name, value) -> true),
                answer.substring(head(answer).length()));
        assertThat(Verdict.on(whole, List.of(SESSION))).as("%s -> %s", shown, answer).isEmpty();
        return answer;
    }

    /** All that comes until the node hangs up, which it must when it has answered all that it was sent. */
    private static String answered(String request) throws IOException {
        var arrived = new ByteArrayOutputStream();
        try (var socket = new Socket(NODE.url().getHost(), NODE.url().getPort())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(arrived);
        } catch (SocketException hungUp) {
            return arrived.toString(StandardCharsets.UTF_8);
        }
        return arrived.toString(StandardCharsets.UTF_8);
    }
}
