package dev.weighbridge.zstack.sdk;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads answers as ZStack's Go SDK v2 does, into the structs of its {@code view} package. */
final class GoResults {

    /** {@code Jan 2, 2006 3:04:05 PM}, {@code Jan 2, 2006 15:04:05} and RFC 3339. */
    private static final List<DateTimeFormatter> LAYOUTS = List.of(DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("MMM d, yyyy H:mm:ss", Locale.ENGLISH), DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    private GoResults() {}

    /** The JSON object of an answer, null for an empty body or a text. */
    static @Nullable JsonNode parsed(String body) {
        try {
            return body.strip().startsWith("{") ? JsonMapper.shared().readTree(body) : null;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** What the SDK does next with whatever an answer held. */
    static JsonNode used(@Nullable JsonNode answer) {
        if (answer == null) {
            throw new SdkDied("panic: runtime error: invalid memory address or nil pointer dereference");
        }
        return answer;
    }

    /** A status of 400 or more: the code of an {@code {"error": …}} becomes the class of the error, a text its details. */
    static SdkError error(int status, String body) {
        JsonNode answer = parsed(body);
        JsonNode error = answer == null ? null : answer.path("error");
        return error == null || !error.isObject()
                ? new SdkError(String.valueOf(status), "", body)
                : new SdkError(error.path("code").asString(String.valueOf(status)), "", error.path("details").asString(""));
    }

    static Map<String, @Nullable Object> value(Result declared, JsonNode answer) {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        SdkClass type = declared.type();
        if (declared.field().isEmpty()) {
            return value;
        }
        JsonNode found = answer.get(declared.field());
        if (found == null) {
            throw new SdkDied("the Go SDK found no key '" + declared.field() + "' in " + answer);
        }
        if (type == null) {
            value.put(declared.field(), JavaResults.raw(found));
        } else {
            value.put(declared.field(), declared.isList() ? found.valueStream().map(one -> bean(type, one)).toList() : bean(type, found));
        }
        return value;
    }

    static Bean bean(SdkClass type, JsonNode object) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        type.fields().forEach((field, declared) -> {
            JsonNode found = object.get(field);
            fields.put(field, found == null ? null : field(field, declared, found));
        });
        return new Bean(type, fields);
    }

    private static @Nullable Object field(String name, FieldType declared, JsonNode found) {
        boolean fits = switch (declared) {
            case TEXT, DATE -> found.isString();
            case LONG, INT -> found.isIntegralNumber();
            case FLAG -> found.isBoolean();
            case LIST -> found.isArray();
            case MAP, OBJECT -> found.isObject();
        };
        if (!fits) {
            throw new SdkDied("the Go SDK cannot read " + found + " into " + name);
        }
        return switch (declared) {
            case TEXT -> found.stringValue();
            case DATE -> date(found.stringValue());
            case LONG, INT -> found.longValue();
            case FLAG -> found.booleanValue();
            case LIST -> list(name, found);
            case MAP -> JavaResults.raw(found);
            case OBJECT -> SdkClass.declaredFor(name).map(type -> bean(type, found)).orElse(null);
        };
    }

    private static List<?> list(String name, JsonNode found) {
        return switch (name) {
            case "modelServiceRefs" -> found.valueStream().map(one -> bean(SdkClass.MODEL_SERVICE_REF, one)).toList();
            case "recommendedGpuNum" -> found.valueStream().map(one -> field(name, FieldType.INT, one)).toList();
            default -> found.valueStream().map(JavaResults::raw).toList();
        };
    }

    static LocalDateTime date(String text) {
        return LAYOUTS.stream().flatMap(layout -> date(text, layout).stream()).findFirst()
                .orElseThrow(() -> new SdkDied("the Go SDK cannot parse time: " + text));
    }

    private static Optional<LocalDateTime> date(String text, DateTimeFormatter layout) {
        try {
            return Optional.of(LocalDateTime.from(layout.parse(text)));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }
}
