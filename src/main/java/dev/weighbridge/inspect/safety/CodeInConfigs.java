package dev.weighbridge.inspect.safety;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * Finds configurations that make a library load code: {@code auto_map} of transformers (dynamic_module_utils.py: {@code module.Class}, or
 * {@code org/repo--module.Class} for another repository's), {@code _class_name} as a list and components of {@code model_index.json} (diffusers,
 * "Community pipelines and components"), {@code modules.json} of sentence-transformers, {@code auto_mapping.parent_library} of PEFT, kernels of the
 * hub, and {@code trust_remote_code} itself.
 */
final class CodeInConfigs implements Look {

    private static final Pattern ELSEWHERE = Pattern.compile("(?<repository>[^-\\s][^\\s]*?)--(?<class>.+)");

    /** Libraries whose classes a configuration may name without bringing code. */
    private static final Pattern LIBRARY = Pattern
            .compile("(transformers|diffusers|peft|sentence_transformers|timm|torch|optimum)([.].*)?");

    private static final String AUTO_MAP = "auto_map";

    private static final int SHOWN = 5;

    /** What a configuration names. */
    private static final class Named {

        private final Set<String> own = new LinkedHashSet<>();

        private final Set<String> elsewhere = new LinkedHashSet<>();

        private final Set<String> others = new LinkedHashSet<>();

        /** The module and the class of a pipeline of the model's own. */
        private final Set<String> pipeline = new LinkedHashSet<>();

        private boolean asksForTrust;
    }

    @Override
    public void look(OpenFile file, FileNotes notes) {
        String name = FileName.of(file.path());
        if (!name.endsWith(".json") || !name.contains("config") && !name.equals("model_index.json") && !name.equals("modules.json")) {
            return;
        }
        var named = new Named();
        boolean isWhole = JsonTexts.read(file, (members, text, isInList) -> take(name, members, text, isInList, named));
        warn(file.path(), named, notes);
        if (!isWhole && JsonTexts.mayHold(file, AUTO_MAP, "trust_remote_code")) {
            notes.warn(SafetyKind.REMOTE_CODE, "'" + file.path()
                    + "' may name code that a library loads: it is too large or no valid JSON, so that it could not be read to its end.");
        }
    }

    private static void take(String file, List<String> members, String text, boolean isInList, Named named) {
        String last = members.isEmpty() ? "" : members.getLast();
        if (members.contains(AUTO_MAP)) {
            autoMap(members, text, named);
        } else if (last.equals("trust_remote_code") && text.equals("true")) {
            named.asksForTrust = true;
        } else if (members.equals(List.of("auto_mapping", "parent_library")) && !LIBRARY.matcher(text).matches()) {
            named.others.add("PEFT imports the module " + OpenFile.shown(text) + " (auto_mapping.parent_library)");
        } else if (file.equals("modules.json") && last.equals("type") && !LIBRARY.matcher(text).matches()) {
            named.others.add("sentence-transformers loads the class " + OpenFile.shown(text) + " (type)");
        } else if (last.endsWith("attn_implementation") && text.contains("/")) {
            named.others.add("transformers fetches the kernel " + OpenFile.shown(text) + " (" + shown(last) + ")");
        } else if (last.equals("_class_name") && isInList) {
            named.pipeline.add(text);
        } else if (file.equals("model_index.json") && text.endsWith(".py")) {
            named.others.add("diffusers loads " + OpenFile.shown(text) + " (" + shown(last) + ")");
        }
    }

    private static void autoMap(List<String> members, String text, Named named) {
        Matcher elsewhere = ELSEWHERE.matcher(text);
        String from = members.getLast().equals(AUTO_MAP) ? "" : shown(members.getLast()) + " by ";
        if (elsewhere.matches()) {
            named.elsewhere.add(from + shown(elsewhere.group("class")) + " of " + OpenFile.shown(elsewhere.group("repository")));
        } else {
            named.own.add(from + shown(text));
        }
    }

    private static void warn(String path, Named named, FileNotes notes) {
        if (!named.own.isEmpty()) {
            notes.warn(SafetyKind.REMOTE_CODE,
                    "'" + path + "' names classes of the model's own code in auto_map, which run where it is loaded with"
                            + " trust_remote_code: " + list(named.own) + ".");
        }
        if (!named.elsewhere.isEmpty()) {
            notes.warn(SafetyKind.REMOTE_CODE,
                    "'" + path + "' names classes of another repository in auto_map, whose code is fetched from there, is"
                            + " none of this model's files and was not looked at: " + list(named.elsewhere) + ".");
        }
        if (!named.pipeline.isEmpty()) {
            named.others.add("diffusers loads the class " + OpenFile.shown(String.join(".", named.pipeline))
                    + " of the model's own code (_class_name)");
        }
        if (named.asksForTrust) {
            notes.warn(SafetyKind.REMOTE_CODE, "'" + path + "' sets trust_remote_code, so that code runs which nobody else agreed to.");
        }
        named.others.stream().limit(SHOWN)
                .forEach(what -> notes.warn(SafetyKind.REMOTE_CODE, "Because of '" + path + "', " + what + "."));
    }

    private static String list(Set<String> all) {
        String first = String.join(", ", all.stream().limit(SHOWN).toList());
        return all.size() > SHOWN ? first + " and " + (all.size() - SHOWN) + " more" : first;
    }

    /** Without quotes: names of classes need none. */
    private static String shown(String name) {
        String quoted = OpenFile.shown(name);
        return quoted.substring(1, quoted.length() - 1);
    }
}
