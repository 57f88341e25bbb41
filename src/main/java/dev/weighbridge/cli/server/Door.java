package dev.weighbridge.cli.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Finds out which server is meant and who asks, from the command, the environment and the configuration file, in this order. Environment:
 * {@code WEIGHBRIDGE_URL}; {@code WEIGHBRIDGE_SESSION}, or {@code WEIGHBRIDGE_ACCESS_KEY_ID} with {@code WEIGHBRIDGE_ACCESS_KEY_SECRET}.
 */
public final class Door implements AutoCloseable {

    private final Map<String, String> environment;

    private final ConfigFile config;

    private final Clock clock;

    private final List<Server> servers = new CopyOnWriteArrayList<>();

    public Door(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
        this.config = ConfigFile.of(environment);
    }

    public ConfigFile config() {
        return config;
    }

    /** @param url what the command says, or null */
    public Address address(@Nullable String url) {
        return Optional.ofNullable(url).or(() -> set("WEIGHBRIDGE_URL")).map(Address::parse).or(config::address).orElse(Address.DEFAULT);
    }

    /** @throws CommandException NOT_SIGNED_IN if there are no credentials for that server */
    public Server signedIn(Address address) {
        return server(address, credentials(address));
    }

    public Server anonymous(Address address) {
        return server(address, Credentials.NONE);
    }

    public Server withSession(Address address, String session) {
        return server(address, Credentials.session(session));
    }

    private Credentials credentials(Address address) {
        Optional<String> id = set("WEIGHBRIDGE_ACCESS_KEY_ID");
        Optional<String> secret = set("WEIGHBRIDGE_ACCESS_KEY_SECRET");
        if (id.isPresent() && secret.isPresent()) {
            return new AccessKey(id.get(), secret.get(), clock);
        }
        return set("WEIGHBRIDGE_SESSION").or(() -> config.session(address)).map(Credentials::session)
                .orElseThrow(() -> new CommandException(ExitCode.NOT_SIGNED_IN, "Could not ask " + address.url()
                        + ": you are not signed in there. Use 'weighbridge login --url " + address.url()
                        + "', or set WEIGHBRIDGE_SESSION or WEIGHBRIDGE_ACCESS_KEY_ID and WEIGHBRIDGE_ACCESS_KEY_SECRET."));
    }

    private Server server(Address address, Credentials credentials) {
        var proxies = new ProxyRules(environment);
        HttpClient.Builder http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER).proxy(proxies);
        if (address.url().startsWith("http:")) {
            http.sslContext(withoutTrust());
        }
        proxies.authenticator(URI.create(address.url())).ifPresent(account -> {
            // The JDK's default is to send no password to a proxy for https; whoever writes one into the proxy's url wants it sent.
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
            http.authenticator(account);
        });
        var server = new Server(http.build(), address, credentials);
        servers.add(server);
        return server;
    }

    /** Closes all servers that were asked for here. */
    @Override
    public void close() {
        servers.forEach(Server::close);
    }

    /** For servers that are asked without TLS: the JDK's own would read all its certificate authorities first, which takes longer than the call. */
    private static SSLContext withoutTrust() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
