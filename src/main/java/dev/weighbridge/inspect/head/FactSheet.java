package dev.weighbridge.inspect.head;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/** Collects facts and findings while the files are read. */
public final class FactSheet {

    /** What the inventory keeps of a name, a tag, a version. */
    public static final int MAX_LINE = 255;

    /** What the inventory keeps of a description. */
    public static final int MAX_TEXT = 2048;

    /** Enough for nearly every card; the inventory would keep more, but shows it in every list of models. */
    public static final int MAX_INTRODUCTION = 64 * 1024;

    /** What it keeps of what a GPU must have. */
    private static final int MAX_CONSTRAINT = 512;

    private static final int MAX_FINDINGS = 100;

    private final Map<String, Derivation> facts = new LinkedHashMap<>();

    private final List<String> findings = new ArrayList<>();

    private int unwritten;

    /** Takes the first of these that says something fit to keep. */
    public void state(@Nullable Derivation... inOrder) {
        for (Derivation fact : inOrder) {
            if (fact != null && isFit(fact)) {
                facts.putIfAbsent(fact.field(), fact);
            }
        }
    }

    public void find(String sentence) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(sentence);
        } else {
            unwritten++;
        }
    }

    @Nullable
    public String value(String field) {
        Derivation fact = facts.get(field);
        return fact == null ? null : fact.value();
    }

    public List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        if (unwritten > 0) {
            all.add("There are " + unwritten + " more findings.");
        }
        return List.copyOf(all);
    }

    /** With where it was read, or null. */
    public @Nullable Derivation fact(String field) {
        return facts.get(field);
    }

    public List<Derivation> derivations() {
        return List.copyOf(facts.values());
    }

    private boolean isFit(Derivation fact) {
        boolean isText = fact.field().equals("introduction") || fact.field().equals("description");
        String value = fact.value();
        // A rule may quote another value, of which it was already said that it holds such characters.
        if (value.isBlank() || fact.rule().chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        if (value.length() > longest(fact.field())) {
            find("The " + fact.rule() + " is not taken as " + fact.field() + ": it has " + value.length() + " characters.");
            return false;
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && !(isText && (c == '\n' || c == '\t')))) {
            find("The " + fact.rule() + " is not taken as " + fact.field() + ": it holds control characters.");
            return false;
        }
        return true;
    }

    private static int longest(String field) {
        return switch (field) {
            case "introduction" -> MAX_INTRODUCTION;
            case "description" -> MAX_TEXT;
            case "gpuConstraintDescription" -> MAX_CONSTRAINT;
            default -> MAX_LINE;
        };
    }
}
