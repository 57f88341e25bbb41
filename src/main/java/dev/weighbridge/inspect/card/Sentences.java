package dev.weighbridge.inspect.card;

/** Cuts a text where a person would. */
final class Sentences {

    private Sentences() {}

    /** The text, or its first sentences that have at most {@code longest} characters, or if its first sentence is longer, the words of that which do. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = 0;
        for (int i = 0; i < longest; i++) {
            char c = text.charAt(i);
            boolean isStop = ".!?".indexOf(c) >= 0 && Character.isWhitespace(text.charAt(i + 1)) || "。！？".indexOf(c) >= 0;
            end = isStop ? i + 1 : end;
        }
        if (end > 0) {
            return text.substring(0, end);
        }
        int word = text.lastIndexOf(' ', longest - 1);
        return text.substring(0, word > 0 ? word : whole(text, longest - 1)).stripTrailing() + "…";
    }

    /** This place, or the one before if it would cut a character of two halves. */
    static int whole(String text, int place) {
        return Character.isHighSurrogate(text.charAt(place - 1)) ? place - 1 : place;
    }
}
