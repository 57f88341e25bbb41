package dev.weighbridge.source.oci;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/** Lets those in who bring a token that its realm, {@code /token}, gave them. */
public final class TokenGuard implements FakeRegistry.Guard {

    private final URI realm;

    private final @Nullable String login;

    private final Set<String> good = ConcurrentHashMap.newKeySet();

    private final AtomicInteger count = new AtomicInteger();

    private volatile String start = "token-";

    private volatile String answer = "{\"token\":\"%s\",\"expires_in\":300}";

    private volatile String more = ",service=\"fake registry\",scope=\"repository:org/model:pull\"";

    /**
     * @param realm where tokens are given, at this registry or another
     * @param login {@code name:password}, or null if tokens are given to all
     */
    public TokenGuard(URI realm, @Nullable String login) {
        this.realm = realm;
        this.login = login;
    }

    /** @param format the realm's answer, with {@code %s} for the token */
    TokenGuard answering(String format) {
        answer = format;
        return this;
    }

    /** @param parameters what stands behind the realm in the challenge */
    TokenGuard challenging(String parameters) {
        more = parameters;
        return this;
    }

    /** Lets the tokens begin otherwise than with {@code token-}; a number follows. */
    public TokenGuard beginning(String with) {
        start = with;
        return this;
    }

    /** Makes all tokens bad that were given until now. */
    void forget() {
        good.clear();
    }

    int given() {
        return count.get();
    }

    @Override
    public boolean answers(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (exchange.getRequestURI().getPath().equals("/token")) {
            give(exchange, authorization);
            return true;
        }
        if (authorization != null && authorization.startsWith("Bearer ") && good.contains(authorization.substring(7))) {
            return false;
        }
        FakeRegistry.respond(exchange, 401, FakeRegistry.error("UNAUTHORIZED"), "WWW-Authenticate",
                "Bearer realm=\"" + realm + "\"" + more);
        return true;
    }

    private void give(HttpExchange exchange, @Nullable String authorization) throws IOException {
        if (login != null && !basic(login).equals(authorization)) {
            FakeRegistry.respond(exchange, 401, FakeRegistry.error("DENIED"));
            return;
        }
        String token = start + count.incrementAndGet();
        good.add(token);
        FakeRegistry.respond(exchange, 200, answer.replace("%s", token).getBytes(StandardCharsets.UTF_8));
    }

    /** By RFC 7617. */
    static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
