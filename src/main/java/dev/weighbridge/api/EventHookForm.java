package dev.weighbridge.api;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.hooks.NewEventHook;
import dev.weighbridge.ingestion.EventType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an event hook as a call writes it. Every failure is INVALID_REQUEST and names the field; none repeats what was sent, which may be a secret. */
final class EventHookForm {

    private static final int LARGEST_BODY = 64 * 1024;

    private static final int LONGEST_URL = 2048;

    private static final int LONGEST_SECRET = 1024;

    private static final Set<String> KEYS = Set.of("name", "url", "secret", "types", "everybody", "enabled");

    private EventHookForm() {}

    static NewEventHook read(HttpServletRequest request) throws IOException {
        JsonNode body = JsonBody.of(request, "keep the event hook", LARGEST_BODY);
        for (String key : body.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw invalid(key, "is not known here; known are " + KEYS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        String name = text(body, "name", 255);
        if (name == null || name.isBlank()) {
            throw invalid("name", "is mandatory, and missing or empty");
        }
        return new NewEventHook(name, url(text(body, "url", LONGEST_URL)), text(body, "secret", LONGEST_SECRET), types(body.path("types")),
                flag(body, "everybody", false), flag(body, "enabled", true));
    }

    private static @Nullable URI url(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text.strip());
            boolean known = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (known && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw invalid("url", "is no URL");
        }
        throw invalid("url", "must be http or https with a host, without user name and fragment");
    }

    /** All of them if none is named. */
    private static Set<EventType> types(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return EnumSet.allOf(EventType.class);
        }
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (JsonNode one : given.isArray() ? given.values() : Set.of(given)) {
            types.add(Arrays.stream(EventType.values()).filter(type -> one.isString() && type.text().equals(one.stringValue())).findFirst()
                    .orElseThrow(() -> invalid("types", "must be a list of " + Arrays.stream(EventType.values()).map(EventType::text)
                            .collect(Collectors.joining(", ")))));
        }
        if (types.isEmpty()) {
            throw invalid("types", "is empty; leave it out for all");
        }
        return types;
    }

    private static @Nullable String text(JsonNode body, String field, int longest) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > longest || value.stringValue().indexOf('\0') >= 0) {
            throw invalid(field, "is not a text of at most " + longest + " characters");
        }
        return value.stringValue();
    }

    private static boolean flag(JsonNode body, String field, boolean otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "is neither true nor false");
        }
        return value.booleanValue();
    }

    private static IngestionException invalid(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not keep the event hook: field[" + field + "] " + why + ". Correct it and send it again.");
    }
}
