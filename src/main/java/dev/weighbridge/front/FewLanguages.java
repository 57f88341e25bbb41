package dev.weighbridge.front;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that is spoken to in English when it names more languages than Tomcat reads, which throws at the eleventh. */
final class FewLanguages extends HttpServletRequestWrapper {

    private static final int MOST = 10;

    FewLanguages(HttpServletRequest request) {
        super(request);
    }

    @Override
    public Locale getLocale() {
        return areTooMany() ? Locale.ENGLISH : super.getLocale();
    }

    @Override
    public Enumeration<Locale> getLocales() {
        return areTooMany() ? Collections.enumeration(List.of(Locale.ENGLISH)) : super.getLocales();
    }

    private boolean areTooMany() {
        return Collections.list(getHeaders("Accept-Language")).stream().mapToInt(header -> header.split(",", -1).length).sum() > MOST;
    }
}
