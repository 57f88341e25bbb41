package dev.weighbridge.inspect.pickle;

import org.jspecify.annotations.Nullable;

/** Texts and numbers as protocol 0 writes them out (CPython, Lib/pickletools.py: stringnl, unicodestringnl, decimalnl_short). */
final class PickleText {

    private PickleText() {}

    /** A STRING's line: Python's literal with quotes. */
    static String unquoted(String line) {
        String text = line.strip();
        char quote = text.isEmpty() ? 0 : text.charAt(0);
        boolean isQuoted = text.length() >= 2 && (quote == '\'' || quote == '"') && text.charAt(text.length() - 1) == quote;
        return unescaped(isQuoted ? text.substring(1, text.length() - 1) : text);
    }

    /** Replaces escapes of two hexadecimal digits (x), four (u) or three octal ones, and a backslash before another character. */
    static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next != '\\' || at + 1 == text.length()) {
                plain.append(next);
                continue;
            }
            char kind = text.charAt(++at);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (digits > 0) {
                plain.appendCodePoint(number(text, at + 1, digits, 16));
                at += digits;
            } else if (kind >= '0' && kind <= '7') {
                int end = at;
                while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                    end++;
                }
                plain.appendCodePoint(number(text, at, end - at, 8));
                at = end - 1;
            } else {
                plain.append(kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind);
            }
        }
        return plain.toString();
    }

    private static int number(String text, int from, int digits, int base) {
        try {
            int number = Integer.parseUnsignedInt(text.substring(from, Math.min(text.length(), from + digits)), base);
            return Character.isValidCodePoint(number) ? number : '?';
        } catch (NumberFormatException noNumber) {
            return '?';
        }
    }

    /** A whole number, or null if it is none, or larger than a long. */
    static @Nullable Long whole(String line) {
        String digits = line.strip();
        try {
            return Long.valueOf(digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
