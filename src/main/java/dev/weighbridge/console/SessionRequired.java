package dev.weighbridge.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets in who has a session, and takes a form only if it was made for that session. Everybody else is sent to the sign-in and comes back from there. */
final class SessionRequired implements HandlerInterceptor {

    private static final Pattern BUTTON = Pattern.compile("(/console/\\w+/[0-9a-f]{32})/[\\w-]+");

    private final Accounts accounts;

    SessionRequired(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Optional<Visitor> visitor = Cookies.read(request, Cookies.SESSION)
                .flatMap(session -> accounts.session(session).map(caller -> new Visitor(caller, session)));
        if (visitor.isEmpty()) {
            sendAway(request, response);
            return false;
        }
        AuditedCall.of(request).isBy(visitor.get().caller());
        visitor.get().makes(request);
        if (handler instanceof HandlerMethod && !OwnSite.isRead(request) && !visitor.get().mayHaveSent(token(request))) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not take the form: it was not made for this session. Load the page again and repeat what you did.");
        }
        return true;
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("X-CSRF-Token");
        return header == null ? request.getParameter("csrf") : header;
    }

    /** What shows a page goes there; a script or a stream is told that it has no right any more. */
    private static void sendAway(HttpServletRequest request, HttpServletResponse response) {
        AuditedCall.of(request).failed(FailureKind.NOT_AUTHENTICATED.name());
        boolean isByScript = isByScript(request);
        String there = ConsoleDoor.SIGN_IN + "?to=" + URLEncoder.encode(OwnPath.of(wanted(request, isByScript)), StandardCharsets.UTF_8);
        response.setStatus(isByScript ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FOUND);
        response.setHeader(isByScript ? "HX-Redirect" : "Location", there);
    }

    /** The page that was asked for; of a script, the one that it runs on; of a button, the one that it stands on. */
    private static @Nullable String wanted(HttpServletRequest request, boolean isByScript) {
        if (isByScript) {
            String page = request.getHeader("HX-Current-URL");
            return page == null ? null : page.replaceFirst("^https?://[^/]+", "");
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        Matcher button = BUTTON.matcher(request.getRequestURI());
        return OwnSite.isRead(request) ? request.getRequestURI() + query : button.matches() ? button.group(1) : null;
    }

    private static boolean isByScript(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String type = request.getContentType();
        boolean isNoForm = !OwnSite.isRead(request) && (type == null || !type.startsWith("application/x-www-form-urlencoded"));
        return request.getHeader("HX-Request") != null || accept != null && accept.contains("text/event-stream") || isNoForm;
    }
}
