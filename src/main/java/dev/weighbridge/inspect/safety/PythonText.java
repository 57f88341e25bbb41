package dev.weighbridge.inspect.safety;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes in strings of Python and Jinja (Python Language Reference 2.4.1.1). */
final class PythonText {

    private static final Pattern ESCAPE = Pattern
            .compile("\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\\{([^}]{1,80})\\}|([0-7]{1,3})|(?s:(.)))");

    private PythonText() {}

    /** The characters that escapes stand for; an escape that is none stays. */
    static String decoded(String literal) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        return ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
    }

    private static String character(MatchResult escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                long code = Long.parseLong(escape.group(group), 16);
                return code <= Character.MAX_CODE_POINT ? Character.toString((int) code) : escape.group();
            }
        }
        if (escape.group(4) != null) {
            return named(escape.group(4), escape.group());
        }
        return escape.group(5) != null ? Character.toString(Integer.parseInt(escape.group(5), 8)) : simple(escape.group(6));
    }

    private static String named(String name, String otherwise) {
        try {
            return Character.toString(Character.codePointOf(name));
        } catch (IllegalArgumentException unknown) {
            return otherwise;
        }
    }

    private static String simple(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "\n" -> "";
            case "\\", "'", "\"" -> letter;
            default -> "\\" + letter;
        };
    }
}
