package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

    private static final ProxySettings UNSET = new ProxySettings(null, null);

    private static @Nullable String way(ProxyRules rules, String url) {
        HttpProxy proxy = rules.towards(Origin.of(URI.create(url)));
        return proxy == null ? null : proxy.shown();
    }

    private static ProxyRules environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ProxyRules.of(UNSET, environment);
    }

    private static ProxyRules except(String hosts) {
        return environment("HTTPS_PROXY", "proxy:1", "HTTP_PROXY", "proxy:1", "NO_PROXY", hosts);
    }

    @Test
    void goesDirectlyUnlessTold() {
        assertThat(way(environment(), "https://hub.example/")).isNull();
        assertThat(way(environment("HTTPS_PROXY", " ", "ALL_PROXY", "socks5://proxy:1"), "https://hub.example/")).isNull();
    }

    @Test
    void readsTheEnvironmentForEachSchemeInEitherSpelling() {
        ProxyRules both = environment("HTTP_PROXY", "http://plain:3128", "HTTPS_PROXY", "http://tunnel:3129/");
        assertThat(way(both, "http://hub.example/")).isEqualTo("plain:3128");
        assertThat(way(both, "HTTPS://hub.example/")).isEqualTo("tunnel:3129");
        ProxyRules one = environment("HTTPS_PROXY", "upper:1", "https_proxy", "lower:1");
        assertThat(way(one, "https://hub.example/")).isEqualTo("lower:1");
        assertThat(way(one, "http://hub.example/")).isNull();
        assertThat(way(environment("HTTPS_PROXY", "upper:1", "https_proxy", ""), "https://hub.example/")).isEqualTo("upper:1");
    }

    @Test
    void thePropertyGoesBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "other:1", "NO_PROXY", "hub.example");
        ProxyRules set = ProxyRules.of(new ProxySettings("set:2", null), environment);
        assertThat(way(set, "https://else.example/")).isEqualTo("set:2");
        assertThat(way(set, "http://else.example/")).isEqualTo("set:2");
        assertThat(way(set, "https://hub.example/")).as("the environment's exceptions still hold").isNull();
        ProxyRules own = ProxyRules.of(new ProxySettings("set:2", List.of()), environment);
        assertThat(way(own, "https://hub.example/")).isEqualTo("set:2");
        assertThat(way(ProxyRules.of(new ProxySettings("none", null), environment), "https://else.example/")).isNull();
        assertThat(way(ProxyRules.of(new ProxySettings(" ", null), environment), "https://else.example/")).isEqualTo("other:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost/", "https://a.localhost:8443/", "http://127.1.2.3/", "https://[::1]:1/", "http://LOCALHOST./"})
    void neverSendsLoopbackToAProxy(String url) {
        assertThat(way(except("other"), url)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hub.example                | https://hub.example/          | true
            hub.example                | https://HUB.example./         | true
            hub.example                | https://sub.hub.example/      | true
            hub.example                | https://nothub.example/       | false
            .hub.example               | https://sub.hub.example/      | true
            .hub.example               | https://hub.example/          | true
            .hub.example               | https://nothub.example/       | false
            *.hub.example              | https://sub.hub.example/      | true
            Hub.Example                | https://hub.example/          | true
            a,hub.example ,b           | https://hub.example/          | true
            'a hub.example b'          | https://hub.example/          | true
            a,,b,                      | https://hub.example/          | false
            hub.example:8443           | https://hub.example:8443/     | true
            hub.example:8443           | https://hub.example/          | false
            hub.example:443            | https://hub.example/          | true
            hub.example:80             | http://sub.hub.example/       | true
            10.0.0.0/8                 | https://10.255.0.1/           | true
            10.0.0.0/8                 | https://11.0.0.1/             | false
            10.1.2.3                   | https://10.1.2.3/             | true
            10.1.2.3:80                | http://10.1.2.3/              | true
            10.1.2.3:80                | https://10.1.2.3/             | false
            fd00::/8                   | https://[fd12::1]/            | true
            fd12::1                    | https://[fd12:0::1]/          | true
            [fd12::1]:8443             | https://[fd12::1]:8443/       | true
            [fd12::1]:8443             | https://[fd12::1]/            | false
            10.0.0.0/8                 | https://hub.example/          | false
            *                          | https://hub.example/          | true
            *                          | http://10.1.2.3/              | true
            *:8443                     | https://hub.example:8443/     | true
            *:8443                     | https://hub.example/          | false""")
    void leavesTheProxyOutForTheHostsOfTheList(String hosts, String url, boolean direct) {
        assertThat(way(except(hosts), url) == null).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://hub.example", "10.0.0.0/33", "a_b!", "hub.example:port", "[::1", "169.254/16", "2.3", "user@hub.example"})
    void refusesExceptionsThatItCannotRead(String hosts) {
        assertThatIllegalArgumentException().isThrownBy(() -> except(hosts))
                .withMessageStartingWith("Could not read NO_PROXY: '" + hosts + "'")
                .withMessageContaining("weighbridge.net.no-proxy").withMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://user:s3cret@proxy:1080", "https://user:s3cret@proxy", "http://user:s3cret@", "http://user:s3cret@proxy:0",
                    "http://user:s3cret@proxy:99999", "http://user:s3cret@proxy:3128/path", "http://user:s3cret@proxy?query",
                    "http://user:s3 cret@proxy",
                    "http://us^er:s3cret@proxy:1", "user:s3cret@proxy:port", "://s3cret"})
    void refusesAProxyThatItCannotReadWithoutShowingIt(String proxy) {
        assertThatIllegalArgumentException().isThrownBy(() -> environment("https_proxy", proxy))
                .withMessageStartingWith("Could not read https_proxy: ").withMessageEndingWith(".")
                .withMessageContaining("weighbridge.net.proxy")
                .satisfies(failed -> {
                    assertThat(failed.getMessage()).doesNotContain("cret");
                    assertThat(failed.getCause()).isNull();
                });
    }

    @Test
    void showsNoPassword() {
        ProxySettings settings = new ProxySettings("http://user:s3cret@proxy", null);
        ProxyRules rules = ProxyRules.of(settings, Map.of());
        assertThat(settings.toString() + rules + rules.http()).doesNotContain("s3cret").contains("proxy:80");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://user:s3cret@proxy:1        | user   | s3cret
            user:s3cret@proxy:1               | user   | s3cret
            http://dom%5Cuser:a%3Ab:c%40@proxy | dom\\user | a:b:c@
            http://user@proxy                 | user   | ''
            http://a+b:c+d@proxy              | a+b    | c+d""")
    void readsNameAndPassword(String proxy, String name, String password) {
        var login = Objects.requireNonNull(HttpProxy.parse("test", proxy).login());
        assertThat(login.getUserName()).isEqualTo(name);
        assertThat(new String(login.getUserPassword())).isEqualTo(password);
    }
}
