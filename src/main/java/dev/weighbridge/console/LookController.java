package dev.weighbridge.console;

import java.time.Duration;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Chooses language and colours for this browser. Changes nothing else, so a link may do it. */
@Controller
class LookController {

    private static final Set<String> THEMES = Set.of("light", "dark", "system");

    private static final Duration LONG = Duration.ofDays(365);

    @GetMapping("/console/look")
    String choose(@RequestParam(required = false) @Nullable String language, @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String back, HttpServletRequest request, HttpServletResponse response) {
        if (Languages.knows(language)) {
            Cookies.write(request, response, Cookies.LANGUAGE, language, LONG);
        }
        if (theme != null && THEMES.contains(theme)) {
            Cookies.write(request, response, Cookies.THEME, theme, LONG);
        }
        return "redirect:" + OwnPath.of(back);
    }
}
