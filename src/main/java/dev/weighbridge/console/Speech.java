package dev.weighbridge.console;

import java.time.Clock;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** In which words, and in which form, something is told to a page. */
@Component
record Speech(MessageSource messages, Languages languages, JsonMapper json, Clock clock) {

    Words to(HttpServletRequest request) {
        return new Words(messages, languages.resolveLocale(request));
    }
}
