package dev.weighbridge.inspect.safety;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.safety.JinjaWord.Sort;
import org.jspecify.annotations.Nullable;

/**
 * What makes a word of a template suspicious: the ways from a value to Python's functions that jinja2/sandbox.py closes ({@code is_internal_attribute},
 * {@code unsafe}), the objects and filters of jinja2/defaults.py and filters.py by which attacks take them, and statements that load other templates.
 */
final class TemplateSuspicion {

    /** Objects that every template sees and no conversation needs (jinja2/defaults.py, Flask's context), from whose methods globals are reached. */
    private static final Set<String> OBJECTS = Set.of("lipsum", "cycler", "joiner", "get_flashed_messages", "url_for", "self");

    /** Python's, if they could be reached. */
    private static final Set<
            String> FUNCTIONS = Set.of("eval", "exec", "open", "compile", "getattr", "setattr", "globals", "locals", "vars",
                    "breakpoint", "input", "execfile");

    private static final Set<
            String> MODULES = Set.of("os", "sys", "subprocess", "importlib", "builtins", "shutil", "socket", "pty", "ctypes");

    private static final Set<String> METHODS = Set.of("popen", "system", "eval", "exec", "import_module", "load_module", "check_output",
            "getoutput", "Popen", "mro");

    /** jinja2/sandbox.py: UNSAFE_FUNCTION_ATTRIBUTES and those of methods, generators, coroutines. */
    private static final Pattern INTERNALS = Pattern
            .compile(
                    "_.*|func_(globals|code|closure|defaults|dict)|im_(class|func|self)|(gi|cr|ag)_(frame|code)|(f|tb|co)_(globals|builtins|locals|code|frame)");

    private static final Set<String> LOADING = Set.of("import", "from", "include", "extends");

    private static final String DUNDERS = "__(class|bases?|mro|subclasses|init|globals|builtins|import|dict|getattribute|getattr|getitem|call|code|func"
            + "|self|module|reduce|reduce_ex|closure|loader|spec|name|new|subclasshook|init_subclass|wrapped|defaults|format|doc)__";

    private static final Pattern DUNDER = Pattern.compile(DUNDERS);

    /** Half of such a name, such as {@code __cla}. */
    private static final Pattern HALF = Pattern.compile("__[a-z]{2,}|[a-z]{2,}__");

    private final List<JinjaWord> words;

    /** The strings of the statement so far, one after the other. */
    private final StringBuilder strings = new StringBuilder();

    private boolean isSaid;

    TemplateSuspicion(List<JinjaWord> words) {
        this.words = words;
    }

    /** What the template does with this word, as the rest of a sentence, or null. Words are asked for in order, each once. */
    @Nullable
    String of(int index) {
        JinjaWord word = words.get(index);
        return switch (word.sort()) {
            case TAG -> LOADING.contains(word.text()) ? "loads another template by '" + word.text() + "'" : null;
            case NAME -> name(word.text(), at(index - 1), at(index + 1));
            case STRING -> string(word.text(), index);
            case OPERATOR -> null;
            case END -> assembled();
        };
    }

    private JinjaWord at(int index) {
        return index < 0 || index >= words.size() ? JinjaWord.NONE : words.get(index);
    }

    private static @Nullable String name(String name, JinjaWord before, JinjaWord after) {
        if (before.isOperator(".")) {
            return attribute(name, after);
        }
        if (before.isOperator("|")) {
            return name.equals("attr") ? "uses the filter 'attr'" : null;
        }
        boolean isCalled = after.isOperator("(");
        boolean isArgument = after.isOperator("=");
        boolean isReached = after.isOperator(".") || after.isOperator("[") || after.isOperator("|");
        if (isArgument) {
            return null;
        }
        return isDunder(name) || OBJECTS.contains(name) || isCalled && FUNCTIONS.contains(name) || isReached && MODULES.contains(name)
                ? "uses '" + name + "'" : null;
    }

    private static @Nullable String attribute(String name, JinjaWord after) {
        boolean isCalled = after.isOperator("(");
        return INTERNALS.matcher(name).matches() || isCalled && METHODS.contains(name) ? "reads the attribute '" + name + "'" : null;
    }

    private @Nullable String string(String text, int index) {
        strings.append(text);
        boolean isKey = at(index - 1).isOperator("[") && at(index + 1).isOperator("]");
        if (isKey && (INTERNALS.matcher(text).matches() && text.startsWith("__")
                || METHODS.contains(text) && at(index + 2).isOperator("("))) {
            return "reads the attribute " + OpenFile.shown(text);
        }
        if (text.equals("attr") && at(index - 1).isOperator("(") && isMapping(at(index - 2))) {
            return "uses the filter 'attr'";
        }
        Matcher dunder = DUNDER.matcher(text);
        isSaid |= dunder.find(0);
        return dunder.find(0) ? "names " + OpenFile.shown(dunder.group())
                : HALF.matcher(text).matches() ? "has a part of a name such as '__class__', " + OpenFile.shown(text) + "," : null;
    }

    /** Filters that take the name of another. */
    private static boolean isMapping(JinjaWord word) {
        return word.is(Sort.NAME, "map") || word.is(Sort.NAME, "select") || word.is(Sort.NAME, "reject");
    }

    /** Names that only the strings of a statement together have. */
    private @Nullable String assembled() {
        Matcher dunder = DUNDER.matcher(strings);
        String what = !isSaid && dunder.find() ? "puts the name " + OpenFile.shown(dunder.group()) + " together" : null;
        strings.setLength(0);
        isSaid = false;
        return what;
    }

    private static boolean isDunder(String name) {
        return name.length() > 4 && name.startsWith("__") && name.endsWith("__");
    }
}
