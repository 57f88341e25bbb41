package dev.weighbridge.cli.server;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * By which proxy a server is reached: {@code http_proxy}, {@code https_proxy}, {@code all_proxy}, {@code no_proxy}, in either case, as curl and Go read
 * them. This machine itself is never reached by a proxy.
 */
final class ProxyRules extends ProxySelector {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Map<String, String> environment;

    ProxyRules(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI target) {
        return proxyOf(target).map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port(proxy)))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // the failure reaches the caller, too
    }

    /** Who is at the proxy of {@code target}, if its url says so. */
    Optional<Authenticator> authenticator(URI target) {
        return proxyOf(target).map(URI::getRawUserInfo).map(user -> new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? account(user) : null;
            }
        });
    }

    private static PasswordAuthentication account(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new PasswordAuthentication(decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "").toCharArray());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Optional<URI> proxyOf(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        if (THIS_MACHINE.contains(host) || isExempt(host, target.getPort())) {
            return Optional.empty();
        }
        return value(target.getScheme().toLowerCase(Locale.ROOT) + "_proxy").or(() -> value("all_proxy")).map(ProxyRules::parsed);
    }

    private boolean isExempt(String host, int port) {
        return value("no_proxy").stream().flatMap(list -> Arrays.stream(list.split("[,\\s]+"))).map(rule -> rule.toLowerCase(Locale.ROOT))
                .anyMatch(rule -> fits(rule, host, port));
    }

    private static boolean fits(String rule, String host, int port) {
        int colon = rule.startsWith("[") ? rule.indexOf(':', rule.indexOf(']') + 1) : rule.indexOf(':');
        if (colon > 0 && !rule.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        String name = colon > 0 ? rule.substring(0, colon) : rule;
        String bare = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return name.equals("*") || !bare.isEmpty() && (host.equals(bare) || host.endsWith("." + bare));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }

    private static URI parsed(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy;
            }
        } catch (IllegalArgumentException malformed) {
            throw wrong(malformed);
        }
        throw wrong(null);
    }

    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? 80 : proxy.getPort();
    }

    private static CommandException wrong(@Nullable Throwable cause) {
        return new CommandException(ExitCode.USAGE, "Could not use the proxy of the environment: it has not the form"
                + " http://[user:password@]host:port. Correct http_proxy, https_proxy or all_proxy.",
                cause == null ? new IllegalArgumentException("proxy") : cause);
    }
}
