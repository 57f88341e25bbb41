package dev.weighbridge.account;

/** What may stand in the audit: one line of visible characters, no longer than its column. */
final class AuditText {

    private AuditText() {}

    /** Shows what cannot be seen as a question mark, and the end of what is cut as an ellipsis. */
    static String of(String text, int longest) {
        var shown = new StringBuilder();
        text.codePoints().limit(longest + 1L).map(point -> isVisible(point) ? point : '?').forEach(shown::appendCodePoint);
        return shown.length() <= longest ? shown.toString() : cut(shown, longest);
    }

    private static String cut(StringBuilder text, int longest) {
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE, Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
