package dev.weighbridge.sync;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An object that somebody wrote, as JSON or as YAML, where numbers and truths may stand as texts. Every complaint is a {@link FormException} that points to its place. */
record Form(JsonNode object, String pointer) {

    private static final int MOST = 1000;

    /** @param keys all that may stand here */
    static Form of(JsonNode object, String pointer, Set<String> keys) {
        if (!object.isObject()) {
            throw new FormException(pointer, "must be a mapping of keys to values");
        }
        object.propertyNames().stream().filter(key -> !keys.contains(key)).findFirst().ifPresent(unknown -> {
            String shown = unknown.length() > 60 ? unknown.substring(0, 60) + "…" : unknown;
            throw new FormException(pointer + "/" + shown.replaceAll("[\\p{Cntrl}/]", "?"),
                    "is not known here, only " + keys.stream().sorted().collect(Collectors.joining(", ")));
        });
        return new Form(object, pointer);
    }

    /** What stands below a key; null if nothing does. */
    @Nullable
    Form form(String key, Set<String> keys) {
        JsonNode value = object.path(key);
        return value.isMissingNode() || value.isNull() ? null : of(value, at(key), keys);
    }

    String required(String key, int longest) {
        String text = text(key, longest);
        if (text == null) {
            throw wrong(key, "is mandatory, and missing or empty");
        }
        return text;
    }

    @Nullable
    String text(String key, int longest) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull() || value.isString() && value.stringValue().isBlank()) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(key, "must be a text");
        }
        return checked(key, value.stringValue().strip(), longest);
    }

    /** A list of texts, or one text; empty if there is none. */
    List<String> texts(String key, int longest) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.isArray() ? value.values() : List.of(value)) {
            if (!element.isString() || element.stringValue().isBlank()) {
                throw wrong(key, "must be a list of texts that are not empty");
            }
            texts.add(checked(key, element.stringValue().strip(), longest));
        }
        if (texts.size() > MOST) {
            throw wrong(key, "has " + texts.size() + " elements, where at most " + MOST + " are allowed");
        }
        return List.copyOf(texts);
    }

    /** A whole number from 1 on; null if there is none. */
    @Nullable
    Integer number(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String digits = value.isString() ? value.stringValue().strip() : value.isIntegralNumber() ? value.toString() : "";
        if (!digits.matches("[1-9][0-9]{0,5}")) {
            throw wrong(key, "must be a whole number from 1 to 999999");
        }
        return Integer.valueOf(digits);
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        return switch (value.isString() ? value.stringValue() : value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "must be true or false");
        };
    }

    /** A word of an enum, in any case. */
    <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
        String text = text(key, 40);
        if (text == null) {
            return otherwise;
        }
        return EnumSet.allOf(type).stream().filter(word -> word.name().equals(text.toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> wrong(key, "must be one of "
                        + EnumSet.allOf(type).stream().map(word -> word.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    FormException wrong(String key, String why) {
        return new FormException(at(key), why);
    }

    private String checked(String key, String text, int longest) {
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(key, "must have no control characters and at most " + longest + " characters");
        }
        return text;
    }

    private String at(String key) {
        return pointer + "/" + key;
    }
}
