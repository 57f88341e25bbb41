package dev.weighbridge.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads what stands after the question mark. Every failure is INVALID_REQUEST and names the parameter. */
final class Parameter {

    private static final int DEFAULT_LIMIT = 100;

    private static final int LARGEST_LIMIT = 1000;

    private static final int LARGEST_START = 999_999_999;

    private static final String SIZES = "Give bytes, or a whole number with B, KB, MB, GB or TB (of 1024) behind it, such as 10GB.";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private Parameter() {}

    static Stretch stretch(@Nullable String limit, @Nullable String start) {
        return new Stretch(number("limit", limit, DEFAULT_LIMIT, 0, LARGEST_LIMIT), number("start", start, 0, 0, LARGEST_START));
    }

    /** A comma list of an enum's words; empty when it is not given. */
    static <E extends Enum<E>> Set<E> words(String name, @Nullable String list, Class<E> type) {
        Set<E> words = EnumSet.noneOf(type);
        for (String word : list == null ? new String[0] : list.split(",")) {
            words.add(EnumSet.allOf(type).stream().filter(known -> known.name().equals(word.strip().toUpperCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> invalid(name, word, "Give one or more of " + EnumSet.allOf(type).stream().map(Enum::name)
                            .collect(Collectors.joining(", ")) + ", with commas between.")));
        }
        return words;
    }

    static boolean flag(String name, @Nullable String text, boolean otherwise) {
        return switch (text) {
            case null -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, text, "Give true or false.");
        };
    }

    /** A moment as RFC 3339 writes it; null when it is not given. A plus may have become a space on its way. */
    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeParseException malformed) {
            throw invalid(name, text, "Give a moment such as 2026-11-29T12:00:00Z.");
        }
    }

    /** Bytes, with a unit of 1024 behind them or without, as {@code 10GB}; null when it is not given. */
    static @Nullable Long bytes(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.strip().startsWith("-")) {
            throw invalid(name, text, SIZES);
        }
        try {
            return DataSize.parse(text.strip().toUpperCase(Locale.ROOT)).toBytes();
        } catch (IllegalArgumentException malformed) {
            throw invalid(name, text, SIZES);
        }
    }

    /** {@code field}, {@code +field} or {@code -field}; a plus may have become a space on its way. */
    static <E> Order<E> order(@Nullable String sort, Order<E> otherwise, Map<String, E> fields) {
        if (sort == null || sort.isBlank()) {
            return otherwise;
        }
        String text = sort.strip();
        boolean descending = text.startsWith("-");
        E field = fields.get(descending || text.startsWith("+") ? text.substring(1) : text);
        if (field == null) {
            throw invalid("sort", sort, "Give one of " + fields.keySet().stream().sorted().collect(Collectors.joining(", "))
                    + ", with a minus before it for the other direction.");
        }
        return new Order<>(field, descending);
    }

    /** By what a list is sorted. */
    record Order<E>(E field, boolean descending) {}

    static int number(String name, @Nullable String text, int otherwise, int least, int largest) {
        if (text == null) {
            return otherwise;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < least || number > largest) {
            throw invalid(name, text, "Give a number between " + least + " and " + largest + ".");
        }
        return number;
    }

    static IngestionException invalid(String name, String text, String what) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not take the call: the parameter " + name + " has the value '" + shown + "'. " + what);
    }
}
