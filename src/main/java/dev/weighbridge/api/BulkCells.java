package dev.weighbridge.api;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Writes records of RFC 4180 that a spreadsheet shows as they are, and does not take for formulas. */
final class BulkCells {

    /** What a cell begins with that a spreadsheet would run, by OWASP's page on CSV injection. */
    private static final String FORMULA = "=+-@\t\r";

    private BulkCells() {}

    /** A record with its line end; what is null is empty. */
    static String of(@Nullable Object... cells) {
        return Arrays.stream(cells).map(BulkCells::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return value == null ? "" : value.toString();
        }
        String text = value.toString();
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(each -> each == '"' || each == ',' || each == '\n' || each == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
