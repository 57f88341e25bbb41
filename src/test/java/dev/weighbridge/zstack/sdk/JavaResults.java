package dev.weighbridge.zstack.sdk;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads results as ZStack's Java SDK does with Gson: objects into classes where they are declared, the elements of lists into plain maps; then the
 * answer's {@code schema} map says which of those become objects of a class.
 */
final class JavaResults {

    /** What Gson reads on every JDK from 8 on; a newer one adds its own form, with a comma and a narrow no-break space. */
    private static final DateTimeFormatter GSON_DATE = DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US);

    private JavaResults() {}

    static Outcome success(Result declared, String body) {
        if (body.isEmpty()) {
            return new Outcome(null, Map.of());
        }
        JsonNode answer = parsed(body);
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        if (!declared.field().isEmpty()) {
            JsonNode found = answer.get(declared.field());
            SdkClass type = declared.type();
            value.put(declared.field(), type == null || declared.isList() ? raw(found) : found == null ? null : bean(type, found));
        }
        if (declared.field().equals("inventories")) {
            value.put("total", answer.has("total") ? answer.get("total").asLong() : null);
        }
        JsonNode schema = answer.get("schema");
        if (schema != null) {
            schema.properties().forEach(entry -> SdkClass.ofServer(entry.getValue().asString())
                    .ifPresent(type -> new SchemaPath(entry.getKey()).apply(type, value, answer)));
        }
        return new Outcome(null, value);
    }

    static Outcome failure(String body) {
        JsonNode error = parsed(body).path("error");
        return error.isObject()
                ? Outcome.failed(new SdkError(error.path("code").asString(""), error.path("description").asString(""),
                        error.path("details").asString("")))
                : new Outcome(null, Map.of());
    }

    static Bean bean(SdkClass type, JsonNode object) {
        if (!object.isObject()) {
            throw new SdkDied("Gson: expected an object for " + type + " but was " + object);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        type.fields().forEach((field, declared) -> {
            JsonNode found = object.get(field);
            fields.put(field, found == null || found.isNull() ? null : field(field, declared, found));
        });
        return new Bean(type, fields);
    }

    private static @Nullable Object field(String name, FieldType declared, JsonNode found) {
        return switch (declared) {
            case TEXT -> of(found.isValueNode(), name, found, found.asString(""));
            case LONG, INT -> number(name, found);
            case FLAG -> of(found.isBoolean() || found.isString(), name, found, found.asBoolean());
            case DATE -> date(found.asString(""));
            case LIST -> of(found.isArray(), name, found, raw(found));
            case MAP -> of(found.isObject(), name, found, raw(found));
            case OBJECT -> SdkClass.declaredFor(name).map(type -> bean(type, found)).orElse(null);
        };
    }

    /** Text that looks like a number is one; a fraction is none. */
    private static long number(String name, JsonNode found) {
        try {
            return found.isString() ? Long.parseLong(found.asString()) : found.decimalValue().longValueExact();
        } catch (ArithmeticException | NumberFormatException | JacksonException none) {
            throw new SdkDied("Gson: " + name + " is no whole number: " + found);
        }
    }

    private static @Nullable Object of(boolean fits, String name, JsonNode found, @Nullable Object value) {
        if (!fits) {
            throw new SdkDied("Gson: " + name + " was not expected to be " + found);
        }
        return value;
    }

    static LocalDateTime date(String text) {
        try {
            return LocalDateTime.parse(text, GSON_DATE);
        } catch (DateTimeParseException unreadable) {
            throw new SdkDied("Gson: Failed parsing '" + text + "' as Date");
        }
    }

    /** Without a class, Gson makes every number a double. */
    static @Nullable Object raw(@Nullable JsonNode found) {
        if (found == null || found.isNull()) {
            return null;
        }
        if (found.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            found.forEach(element -> list.add(raw(element)));
            return list;
        }
        if (found.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            found.properties().forEach(entry -> map.put(entry.getKey(), raw(entry.getValue())));
            return map;
        }
        if (found.isNumber()) {
            return found.doubleValue();
        }
        return found.isBoolean() ? Boolean.valueOf(found.booleanValue()) : found.asString();
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode answer = JsonMapper.shared().readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException malformed) {
            throw new SdkDied("Gson: JsonSyntaxException: " + malformed.getOriginalMessage());
        }
        throw new SdkDied("Gson: JsonSyntaxException: expected an object but was " + body);
    }
}
