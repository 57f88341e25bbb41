package dev.weighbridge.cli.screen;

/** Text from elsewhere as a terminal may show it: it moves no cursor, and takes as many columns as it says. */
final class Text {

    private Text() {}

    /** Without what a terminal obeys (control and format characters); line ends become spaces. */
    static String harmless(String text) {
        var clean = new StringBuilder();
        text.codePoints().forEach(c -> clean.appendCodePoint(c == '\n' || c == '\r' || c == '\t' ? ' ' : isShown(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean isShown(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** Columns of a terminal; Chinese characters and their like take two. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    /** The beginning, with an ellipsis where something was left out. */
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        var kept = new StringBuilder();
        int used = 1;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > columns) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept + "…";
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String paddedLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /** By the East Asian Width of Unicode's annex 11, in the blocks that names are written in. */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && (c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff || c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
