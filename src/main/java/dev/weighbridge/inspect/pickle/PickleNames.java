package dev.weighbridge.inspect.pickle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.SafetyKind;
import org.jspecify.annotations.Nullable;

/** What it means that unpickling looks up a name: the lists {@code allowed.names}, {@code familiar.names}, {@code gadgets.names} beside this class. */
final class PickleNames {

    /** Names of Python 2, which Python 3 maps for protocols below 3 (Lib/_compat_pickle.py). */
    private static final Map<String, String> PYTHON_2_MODULES = Map.of("__builtin__", "builtins", "copy_reg", "copyreg");

    private static final Map<String, String> PYTHON_2_BUILTINS = Map.of("unicode", "str", "long", "int", "xrange", "range", "basestring",
            "str");

    /** Makes an object of the class that it is given, from a checksum that Cython wrote into the library. */
    private static final String CYTHON = "__pyx_unpickle_";

    private final Set<String> allowed;

    private final Set<String> familiar;

    private final Pattern gadgets;

    PickleNames() {
        allowed = Set.copyOf(lines("allowed.names"));
        familiar = Set.copyOf(lines("familiar.names"));
        gadgets = Pattern.compile(lines("gadgets.names").stream().map(line -> line.replace(".", "\\.").replace("*", ".*"))
                .collect(Collectors.joining("|")));
    }

    /** Null for a name that does nothing; PICKLED_CLASS for a class of a familiar library; PICKLE for anything else. */
    @Nullable
    SafetyKind danger(Import name) {
        String module = PYTHON_2_MODULES.getOrDefault(name.module(), name.module());
        String own = module.equals("builtins") ? PYTHON_2_BUILTINS.getOrDefault(name.name(), name.name()) : name.name();
        if (!own.contains(".") && allowed.contains(module + " " + own)) {
            return null;
        }
        boolean isFamiliarClass = familiar.contains(module + " " + own) || isFamiliar(module) && isClass(own);
        return isFamiliarClass && !gadgets.matcher(module + "." + own).matches() ? SafetyKind.PICKLED_CLASS
                : SafetyKind.PICKLE;
    }

    private boolean isFamiliar(String module) {
        for (int end = module.length(); end > 0; end = module.lastIndexOf('.', end - 1)) {
            if (familiar.contains(module.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** A class in a class, {@code Outer.Inner}, is one, too; a method of it is none. */
    private static boolean isClass(String name) {
        boolean isCython = name.startsWith(CYTHON) && name.indexOf('.') < 0;
        return isCython
                || List.of(name.split("\\.", -1)).stream().allMatch(part -> !part.isEmpty() && Character.isUpperCase(part.charAt(0)));
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = PickleNames.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the list " + resource + " is missing");
            }
            var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
