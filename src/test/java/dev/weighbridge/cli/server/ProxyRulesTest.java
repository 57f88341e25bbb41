package dev.weighbridge.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.secret.TestSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {

    private static Proxy proxy(String url, String... environment) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            all.put(environment[i], environment[i + 1]);
        }
        return new ProxyRules(all).select(URI.create(url)).getFirst();
    }

    @ParameterizedTest
    @CsvSource({"https://models.example.com,p:3128", "http://models.example.com,q:80", "https://inner.example.org,none",
            "https://a.inner.example.org,none", "https://notinner.example.org,p:3128", "https://10.0.0.1:8443,none",
            "https://10.0.0.1,p:3128",
            "http://127.0.0.1:8080,none", "http://localhost,none", "http://[::1]:8080,none"})
    void readsTheEnvironmentAsOthersDo(String url, String expected) {
        Proxy chosen = proxy(url, "https_proxy", "http://p:3128", "HTTP_PROXY", "q", "no_proxy", ".inner.example.org, 10.0.0.1:8443");
        assertThat(chosen.type() == Proxy.Type.DIRECT ? "none" : hostAndPort(chosen)).isEqualTo(expected);
    }

    private static String hostAndPort(Proxy proxy) {
        var address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void aStarExemptsAllAndWithoutVariablesThereIsNone() {
        assertThat(proxy("https://a", "all_proxy", "http://p:1", "NO_PROXY", "*")).isEqualTo(Proxy.NO_PROXY);
        assertThat(hostAndPort(proxy("https://a", "ALL_PROXY", "http://p:1"))).isEqualTo("p:1");
        assertThat(proxy("https://a")).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void aProxyThatIsNoneIsSaidWithoutItsPassword() {
        String secret = TestSecrets.fresh("a proxy's password");
        assertThatThrownBy(() -> proxy("https://a", "https_proxy", "socks5://u:" + secret + "@p:1")).isInstanceOf(CommandException.class)
                .hasMessageContaining("Correct http_proxy").hasMessageNotContaining(secret);
    }

    /** Also shows that the session still arrives when the proxy wants a password. */
    @Test
    void asksThroughAProxyThatWantsAPassword() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        String secret = TestSecrets.fresh("a proxy's password");
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            boolean known = exchange.getRequestHeaders().getFirst("Proxy-Authorization") != null;
            seen.add(exchange.getRequestURI() + " " + (known ? "known " : "unknown ")
                    + exchange.getRequestHeaders().containsKey("Authorization"));
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"p\"");
            byte[] body = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 407, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        proxy.start();
        try {
            Map<String, String> environment = Map.of("WEIGHBRIDGE_SESSION", "some", "http_proxy",
                    "http://user:" + secret + "@127.0.0.1:" + proxy.getAddress().getPort());
            Server server = new Door(environment, Clock.systemUTC()).signedIn(Address.parse("http://models.invalid"));
            assertThat(server.get("/api/v1/models").path("items").isArray()).isTrue();
        } finally {
            proxy.stop(0);
        }
        assertThat(seen).last().isEqualTo("http://models.invalid/api/v1/models known true");
    }
}
