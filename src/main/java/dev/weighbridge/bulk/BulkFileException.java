package dev.weighbridge.bulk;

import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a list, as the middle of a sentence. It shows keys and types and never a value, which may be a token. */
final class BulkFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Pattern MARK = Pattern.compile("line (\\d+), column");

    private final int line;

    private final String why;

    private BulkFileException(int line, String why) {
        super("line " + line + ": " + why, null, false, false);
        this.line = line;
        this.why = why;
    }

    static BulkFileException at(int line, String why) {
        return new BulkFileException(line, why);
    }

    /** Line and reason; never null, unlike {@link Throwable#getMessage()} promises. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Counted from 1. */
    int line() {
        return line;
    }

    /** Without the line. */
    String why() {
        return why;
    }

    /** No YAML: the reader's own words without its excerpt of the file, and the last line that it names. */
    static BulkFileException malformed(JacksonException malformed) {
        String message = malformed.getOriginalMessage();
        int line = malformed.getLocation() == null ? 1 : Math.max(1, malformed.getLocation().getLineNr());
        var mark = MARK.matcher(message);
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        String words = message.lines().filter(part -> !part.startsWith(" ")).map(String::strip).collect(Collectors.joining(", "));
        return at(line, words.endsWith(".") ? words.substring(0, words.length() - 1) : words);
    }

    /** Readable, but not of a list's form; {@code line} tells where a path was written. */
    static BulkFileException misfit(JacksonException misfit, ToIntFunction<List<JacksonException.Reference>> line) {
        return at(line.applyAsInt(misfit.getPath()), switch (misfit) {
            case UnrecognizedPropertyException unknown -> unknownKey(unknown.getPropertyName(), sorted(unknown.getKnownPropertyIds()));
            case MismatchedInputException wrong -> place(misfit.getPath()) + " must be " + form(wrong.getTargetType());
            default -> place(misfit.getPath()) + " cannot be read";
        });
    }

    static String unknownKey(String key, String known) {
        return "the key '" + key + "' is not known here, only " + known;
    }

    private static String sorted(@Nullable Collection<Object> keys) {
        return keys == null ? "others" : keys.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String place(List<JacksonException.Reference> path) {
        if (path.isEmpty()) {
            return "the list";
        }
        String key = path.getLast().getPropertyName();
        return key == null ? "what stands in " + place(path.subList(0, path.size() - 1)) : "'" + key + "'";
    }

    private static String form(@Nullable Class<?> type) {
        if (type == null || type.isRecord()) {
            return "a mapping of keys to values";
        }
        return List.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type) ? "a list"
                : Number.class.isAssignableFrom(type) ? "a whole number" : "a text";
    }
}
