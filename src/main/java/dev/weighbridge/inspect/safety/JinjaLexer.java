package dev.weighbridge.inspect.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.safety.JinjaWord.Sort;

/**
 * Cuts the code out of a Jinja template, as jinja2/lexer.py does: text is passed by, comments and raw blocks, too; within code a string hides the
 * marks in it, and an end mark inside of brackets is none. What Jinja would refuse is read on as code.
 */
final class JinjaLexer {

    private static final Pattern BEGIN = Pattern.compile("\\{[{%#]");

    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*-?%\\}");

    private static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9a-zA-Z_]*");

    private final String template;

    private final List<JinjaWord> words = new ArrayList<>();

    private int at;

    private int line = 1;

    /** Up to where lines were counted. */
    private int counted;

    private JinjaLexer(String template) {
        this.template = template;
    }

    /** The words of all statements and expressions in their order, each of these closed by an end. */
    static List<JinjaWord> words(String template) {
        var lexer = new JinjaLexer(template);
        Matcher begin = BEGIN.matcher(template);
        while (begin.find(lexer.at)) {
            lexer.at = begin.start();
            lexer.block();
        }
        return lexer.words;
    }

    private void block() {
        char kind = template.charAt(at + 1);
        if (kind == '#') {
            int end = template.indexOf("#}", at + 2);
            at = end < 0 ? template.length() : end + 2;
        } else if (lookingAt(RAW)) {
            at = skipTo(END_RAW);
        } else {
            at += 2;
            code(kind == '%' ? "%}" : "}}", kind == '%');
        }
    }

    private int skipTo(Pattern pattern) {
        Matcher end = pattern.matcher(template);
        return end.find(at) ? end.end() : template.length();
    }

    private boolean lookingAt(Pattern pattern) {
        return pattern.matcher(template).region(at, template.length()).lookingAt();
    }

    private void code(String end, boolean isStatement) {
        int depth = 0;
        boolean isFirst = isStatement;
        while (at < template.length()) {
            char next = template.charAt(at);
            if (depth <= 0 && template.startsWith(end, at)) {
                at += 2;
                break;
            }
            if (next == '\'' || next == '"') {
                string(next);
            } else if (Character.isLetter(next) || next == '_') {
                add(isFirst ? Sort.TAG : Sort.NAME, match(NAME));
                isFirst = false;
            } else if (next >= '0' && next <= '9') {
                match(NUMBER);
            } else {
                depth += "([{".indexOf(next) >= 0 ? 1 : ")]}".indexOf(next) >= 0 ? -1 : 0;
                operator(next);
            }
        }
        add(Sort.END, "");
    }

    private void operator(char next) {
        if (!Character.isWhitespace(next)) {
            add(Sort.OPERATOR, String.valueOf(next));
        }
        at++;
    }

    private void string(char quote) {
        int end = at + 1;
        while (end < template.length() && template.charAt(end) != quote) {
            end += template.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= template.length()) {
            operator(quote);
            return;
        }
        add(Sort.STRING, PythonText.decoded(template.substring(at + 1, end)));
        at = end + 1;
    }

    /** What the pattern takes from here; a character at least, so that this always ends. */
    private String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(template).region(at, template.length());
        String text = matcher.lookingAt() ? matcher.group() : template.substring(at, at + 1);
        at += text.length();
        return text;
    }

    private void add(Sort sort, String text) {
        for (; counted < Math.min(at, template.length()); counted++) {
            line += template.charAt(counted) == '\n' ? 1 : 0;
        }
        words.add(new JinjaWord(sort, text, line));
    }
}
