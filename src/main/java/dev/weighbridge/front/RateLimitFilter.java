package dev.weighbridge.front;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.artifact.FailureKind;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 429 to a client that asks too often, before anything else is looked at, as ZStack's server does. What it refuses is counted with the other requests. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class RateLimitFilter extends OncePerRequestFilter {

    /** ZStack's own words. */
    private static final String SENTENCE = "Rate limit exceeded";

    private final RateLimits limits;

    private final Refusals refusals;

    RateLimitFilter(RateLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limits.wait(request.getRemoteAddr());
        if (wait == null) {
            chain.doFilter(request, response);
            return;
        }
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        refusals.answer(request, response,
                new Refused(429, FailureKind.RATE_LIMITED, SENTENCE, Map.of("Retry-After", Long.toString(seconds))));
    }
}
