package dev.weighbridge.front;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.artifact.FailureKind;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody in at a node without the role {@code api}: it answers for its health and its metrics only. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class ApiRole extends OncePerRequestFilter {

    private final boolean open;

    private final Refusals refusals;

    ApiRole(@Value("${weighbridge.roles:api,worker}") Set<String> roles, Refusals refusals) {
        this.open = roles.contains("api");
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return open || path.equals("/actuator") || path.startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        refusals.answer(request, response, new Refused(404, FailureKind.NOT_FOUND,
                "Could not take the call: this node only works and has no doors. Call a node with the role api."));
    }
}
