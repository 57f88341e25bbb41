package dev.weighbridge.front;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.SessionHeader;
import dev.weighbridge.artifact.FailureKind;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may see what of {@code /actuator}: anybody whether the node is alive and ready; who has the token {@code weighbridge.metrics.token} the metrics; the
 * administrator everything, with details.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class ActuatorGuard extends OncePerRequestFilter {

    private static final String ALL = "/actuator";

    private static final String HEALTH = "/actuator/health";

    private static final String METRICS = "/actuator/prometheus";

    private static final String BEARER = "Bearer ";

    /** Asked for when there is a request: filters are made with the server, before there is a database to look into. */
    private final ObjectProvider<Accounts> accounts;

    private final MetricsProperties metrics;

    private final Refusals refusals;

    ActuatorGuard(ObjectProvider<Accounts> accounts, MetricsProperties metrics, Refusals refusals) {
        this.accounts = accounts;
        this.metrics = metrics;
        this.refusals = refusals;
    }

    /** By the path as the server has decoded it: an endpoint is found by no other. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isUnder(ALL, request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        String authorization = request.getHeader("Authorization");
        Optional<Caller> caller = caller(authorization);
        if (caller.filter(Caller::admin).isPresent()) {
            chain.doFilter(new AdminRequest(request), response);
        } else if (isUnder(HEALTH, path) || path.equals(METRICS) && isToken(authorization)) {
            chain.doFilter(request, response);
        } else {
            refusals.answer(request, response, caller.isPresent() ? notTheAdministrator() : stranger(path.equals(METRICS)));
        }
    }

    private Optional<Caller> caller(@Nullable String authorization) {
        return Optional.ofNullable(authorization).flatMap(SessionHeader::sessionIn)
                .flatMap(session -> accounts.getObject().session(session));
    }

    /** In the same time whatever is wrong with it. */
    private boolean isToken(@Nullable String authorization) {
        String token = metrics.token();
        return token != null && !token.isBlank() && authorization != null
                && MessageDigest.isEqual(bytes(BEARER + token.strip()), bytes(authorization.strip()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isUnder(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private static Refused stranger(boolean metrics) {
        String way = metrics ? "Send 'Authorization: Bearer <weighbridge.metrics.token>', or log in as an administrator"
                : "Log in as an administrator";
        return new Refused(401, FailureKind.NOT_AUTHENTICATED,
                "Could not take the call: it has no credentials for this. " + way + " and send 'Authorization: OAuth <session uuid>'.",
                Map.of("WWW-Authenticate", metrics ? "Bearer" : "OAuth"));
    }

    private static Refused notTheAdministrator() {
        return new Refused(403, FailureKind.FORBIDDEN,
                "Could not take the call: this is for administrators. Log in as one and send 'Authorization: OAuth <session uuid>'.");
    }
}
