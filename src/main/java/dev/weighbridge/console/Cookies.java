package dev.weighbridge.console;

import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** What the console keeps in a browser: the session, which no script and no other site gets, and how the pages are to look. */
final class Cookies {

    static final String SESSION = "weighbridge-session";

    static final String LANGUAGE = "weighbridge-language";

    static final String THEME = "weighbridge-theme";

    private Cookies() {}

    static Optional<String> read(HttpServletRequest request, String name) {
        var cookie = WebUtils.getCookie(request, name);
        return Optional.ofNullable(cookie).map(found -> found.getValue());
    }

    /** @param lifetime zero takes it away */
    static void write(HttpServletRequest request, HttpServletResponse response, String name, @Nullable String value, Duration lifetime) {
        var cookie = ResponseCookie.from(name, value == null ? "" : value).path("/console").httpOnly(true).sameSite("Strict")
                .secure(request.isSecure()).maxAge(lifetime).build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
