package dev.weighbridge.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.artifact.FailureKind;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.URLCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what a request may carry. How long its header lines are in all, and how long a client may send nothing, the server's own settings bound. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class RequestLimits extends OncePerRequestFilter {

    /** A DeleteModels of 1000 uuids is under it. */
    private static final int LONGEST_URL = 48 * 1024;

    private static final int MOST_PARAMETERS = 1500;

    private final Refusals refusals;

    private final Clock clock;

    RequestLimits(Refusals refusals, Clock clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request.getRequestURI(), request.getQueryString());
            chain.doFilter(new BoundedBody(new FewLanguages(request), BodyLimit.of(request.getServletPath()), clock), response);
        } catch (Refused refused) {
            refusals.answer(request, response, refused);
        }
    }

    private static void check(String path, @Nullable String query) {
        String given = query == null ? "" : query;
        if (path.length() + given.length() > LONGEST_URL) {
            throw new Refused(414, FailureKind.LIMIT_EXCEEDED,
                    "Could not take the call: its URL is longer than " + LONGEST_URL + " characters. Send less in one call.");
        }
        if (given.chars().filter(each -> each == '&').count() >= MOST_PARAMETERS) {
            throw new Refused(400, FailureKind.LIMIT_EXCEEDED,
                    "Could not take the call: it has more than " + MOST_PARAMETERS + " query parameters. Send fewer in one call.");
        }
        if (!isDecodable(given)) {
            throw new Refused(400, FailureKind.INVALID_REQUEST,
                    "Could not take the call: the query string has a malformed escape, or bytes that are no UTF-8. Encode it and send it again.");
        }
    }

    private static boolean isDecodable(String query) {
        try {
            byte[] bytes = URLCodec.decodeUrl(query.getBytes(StandardCharsets.UTF_8));
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (DecoderException | CharacterCodingException malformed) {
            return false;
        }
    }
}
