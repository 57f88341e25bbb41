package dev.weighbridge.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

/** Links to the page that is shown, with something else in its query. */
final class SamePage {

    private static final String START = "start";

    private SamePage() {}

    /** With this value of this parameter, from the beginning of the list unless that is what changes; all else is kept. */
    static String with(HttpServletRequest request, String name, String value) {
        String others = request.getParameterMap().entrySet().stream()
                .filter(one -> !one.getKey().equals(START) && !one.getKey().equals(name) && !one.getValue()[0].isEmpty())
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()[0]) + "&").collect(Collectors.joining());
        return request.getRequestURI() + "?" + others + name + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
