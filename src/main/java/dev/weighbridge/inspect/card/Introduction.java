package dev.weighbridge.inspect.card;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;

/** A card's text as the inventory's introduction: as it was written, cut at the end of a line where it is longer than is kept. */
final class Introduction {

    private Introduction() {}

    /** @param isWhole whether the body is there up to its end */
    static Derivation of(String body, boolean isWhole) {
        String all = body.strip();
        if (all.length() <= FactSheet.MAX_INTRODUCTION) {
            return new Derivation("introduction", all, "text of " + ModelCard.CARD, ModelCard.CARD);
        }
        int line = all.lastIndexOf('\n', FactSheet.MAX_INTRODUCTION - 1);
        int end = line > 0 ? line : Sentences.whole(all, FactSheet.MAX_INTRODUCTION);
        String kept = all.substring(0, end).stripTrailing();
        return new Derivation("introduction", kept, "text of " + ModelCard.CARD + ", the first " + kept.length() + " of "
                + (isWhole ? "" : "more than ") + all.length() + " characters", ModelCard.CARD);
    }
}
