package dev.weighbridge.console;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.web.servlet.HandlerInterceptor;

/** What changes something comes from a page of this console: the browser says so, in headers that no page can set. And a page runs nothing but our scripts. */
final class OwnSite implements HandlerInterceptor {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("Content-Security-Policy", POLICY);
        if (!isRead(request) && !isOwn(request)) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not take the form: the browser says that it comes from another"
                    + " site, or nothing of where it comes from. Open the console and do it there.");
        }
        return true;
    }

    static boolean isRead(HttpServletRequest request) {
        return READS.contains(request.getMethod());
    }

    /** Behind a proxy that ends TLS the scheme is another, so it is not compared. */
    private static boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
    }
}
