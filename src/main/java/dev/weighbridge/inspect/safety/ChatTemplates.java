package dev.weighbridge.inspect.safety;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;

/**
 * Finds chat templates that reach for more than their messages. transformers runs them in a sandbox, others did not always (llama-cpp-python before
 * 0.2.72, CVE-2024-34359), and a template that tries has no business to. May be called by several threads.
 */
public final class ChatTemplates {

    /** Characters; the longest that are in use have some 30,000. */
    static final int MAX_LENGTH = 256 * 1024;

    private static final int SHOWN = 10;

    private ChatTemplates() {}

    /**
     * Checks a template.
     *
     * @param path of the file that it stands in
     * @param template in Jinja's language
     * @return a danger for each suspicious construct, with the line of the template where it is met first; empty for a template that only formats
     */
    public static List<SafetyFinding> check(String path, String template) {
        if (template.length() > MAX_LENGTH) {
            return List.of(new SafetyFinding(SafetyKind.CHAT_TEMPLATE, path,
                    "The chat template in '" + path + "' was not looked at: it has more than " + MAX_LENGTH + " characters."));
        }
        Map<String, Integer> found = new LinkedHashMap<>();
        List<JinjaWord> words = JinjaLexer.words(template);
        var suspicion = new TemplateSuspicion(words);
        for (int i = 0; i < words.size() && found.size() <= SHOWN; i++) {
            String what = suspicion.of(i);
            if (what != null) {
                found.putIfAbsent(what, words.get(i).line());
            }
        }
        List<SafetyFinding> dangers = new ArrayList<>();
        found.entrySet().stream().limit(SHOWN).forEach(entry -> dangers.add(danger(path, entry.getKey(), entry.getValue())));
        return List.copyOf(dangers);
    }

    private static SafetyFinding danger(String path, String what, int line) {
        return new SafetyFinding(SafetyKind.CHAT_TEMPLATE, path,
                "The chat template in '" + path + "' " + what + " (line " + line + " of the template), which no formatting needs.");
    }
}
