package dev.weighbridge.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which request goes by which proxy.
 *
 * @param http for requests by http, or null for none
 * @param https for requests by https, or null for none
 */
record ProxyRules(@Nullable HttpProxy http, @Nullable HttpProxy https, DirectHosts except) {

    static final String PROPERTY = "weighbridge.net.proxy";

    static final String EXCEPT = "weighbridge.net.no-proxy";

    /** What the property says when there is to be no proxy although the environment names one. */
    static final String NONE = "none";

    static final ProxyRules DIRECT = new ProxyRules(null, null, DirectHosts.NONE);

    private static final AddressRange LOOPBACK = AddressRange.parse("127.0.0.0/8");

    private static final AddressRange LOOPBACK6 = AddressRange.parse("::1");

    /**
     * @param environment the process's environment variables
     * @throws IllegalArgumentException if something that is needed cannot be read; its message holds no password
     */
    static ProxyRules of(ProxySettings settings, Map<String, String> environment) {
        String set = settings.proxy() == null ? "" : settings.proxy().strip();
        if (set.equals(NONE)) {
            return DIRECT;
        }
        HttpProxy all = set.isEmpty() ? null : HttpProxy.parse(PROPERTY, set);
        HttpProxy http = all != null ? all : fromEnvironment("HTTP_PROXY", environment);
        HttpProxy https = all != null ? all : fromEnvironment("HTTPS_PROXY", environment);
        return http == null && https == null ? DIRECT : new ProxyRules(http, https, except(settings.noProxy(), environment));
    }

    /** The proxy that leads to {@code target}, or null if it is reached without one. */
    @Nullable
    HttpProxy towards(Origin target) {
        HttpProxy proxy = target.scheme().equals("https") ? https : http;
        return proxy == null || isLoopback(target.host()) || except.cover(target.host(), target.port()) ? null : proxy;
    }

    /** Whether a proxy runs on this host. */
    boolean runOn(String host) {
        return runsOn(http, host) || runsOn(https, host);
    }

    private static boolean runsOn(@Nullable HttpProxy proxy, String host) {
        return proxy != null && proxy.host().getHostName().equals(HostForm.normal(host));
    }

    /** What a proxy calls by these names is itself. */
    private static boolean isLoopback(String host) {
        InetAddress address = HostForm.literal(host);
        return host.equals("localhost") || host.endsWith(".localhost")
                || address != null && (LOOPBACK.contains(address) || LOOPBACK6.contains(address));
    }

    private static @Nullable HttpProxy fromEnvironment(String name, Map<String, String> environment) {
        Variable variable = variable(name, environment);
        return variable == null ? null : HttpProxy.parse(variable.name(), variable.value());
    }

    private static DirectHosts except(@Nullable List<String> set, Map<String, String> environment) {
        if (set != null) {
            return DirectHosts.parse(EXCEPT, set);
        }
        Variable variable = variable("NO_PROXY", environment);
        return variable == null ? DirectHosts.NONE : DirectHosts.parse(variable.name(), List.of(variable.value().split("[,\\s]+")));
    }

    private record Variable(String name, String value) {}

    /** The variable in the spelling that is set: in lower case first, which is the older. */
    private static @Nullable Variable variable(String name, Map<String, String> environment) {
        for (String spelling : List.of(name.toLowerCase(Locale.ROOT), name)) {
            String value = environment.getOrDefault(spelling, "").strip();
            if (!value.isEmpty()) {
                return new Variable(spelling, value);
            }
        }
        return null;
    }
}
