package dev.weighbridge.console;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;

/** In which language a page speaks: the one that was chosen in this browser, else the first of the browser's that there is, else English. */
@Component(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
class Languages implements LocaleResolver {

    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.CHINESE);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Cookies.read(request, Cookies.LANGUAGE).flatMap(chosen -> KNOWN.stream().filter(one -> one.getLanguage().equals(chosen))
                .findFirst()).orElseGet(() -> accepted(request));
    }

    private static Locale accepted(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        List<String> wanted = Collections.list(request.getLocales()).stream().map(Locale::getLanguage).toList();
        return wanted.stream().flatMap(language -> KNOWN.stream().filter(one -> one.getLanguage().equals(language))).findFirst()
                .orElse(Locale.ENGLISH);
    }

    static boolean knows(@Nullable String language) {
        return KNOWN.stream().anyMatch(one -> one.getLanguage().equals(language));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by /console/look");
    }
}
