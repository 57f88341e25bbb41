package dev.weighbridge.inspect.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.head.FactSheet;

/** The naming {@code <name>-00001-of-00003.<extension>} of files that are one (gguf-split, transformers), of which all must be there. */
public final class SplitName {

    private static final Pattern FORM = Pattern.compile("(?<name>.*)-(?<part>[0-9]{5})-of-(?<parts>[0-9]{5})(?<extension>\\.[a-z]+)");

    private SplitName() {}

    /** Puts paths together that are parts of one; others stand alone. Incomplete ones are left out, with a finding. */
    public static List<List<String>> groups(Iterable<String> paths, FactSheet sheet) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String path : paths) {
            Matcher form = FORM.matcher(path);
            String key = form.matches() ? form.group("name") + "-of-" + form.group("parts") + form.group("extension") : path;
            groups.computeIfAbsent(key, name -> new ArrayList<>()).add(path);
        }
        groups.values().removeIf(group -> !isComplete(group, sheet));
        return List.copyOf(groups.values());
    }

    private static boolean isComplete(List<String> group, FactSheet sheet) {
        Matcher form = FORM.matcher(group.getFirst());
        if (!form.matches()) {
            return true;
        }
        int parts = Integer.parseInt(form.group("parts"));
        boolean isComplete = group.size() == parts && group.stream().allMatch(path -> isPart(path, parts));
        if (!isComplete) {
            sheet.find("Of the " + parts + " parts of '" + form.group("name") + "', only " + group.size()
                    + " are there; they are not counted as weights.");
        }
        return isComplete;
    }

    private static boolean isPart(String path, int parts) {
        Matcher form = FORM.matcher(path);
        int part = form.matches() ? Integer.parseInt(form.group("part")) : 0;
        return part >= 1 && part <= parts;
    }
}
