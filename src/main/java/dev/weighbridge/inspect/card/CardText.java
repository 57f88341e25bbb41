package dev.weighbridge.inspect.card;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * A card in its two halves.
 *
 * @param frontMatter the YAML, or null if there is none
 * @param body the Markdown after it with the lines of Unix and without control characters, or null if there is none that is UTF-8
 * @param isWhole whether the body is there up to its end
 */
record CardText(@Nullable String frontMatter, @Nullable String body, boolean isWhole) {

    private static final int MAX_BYTES = 1 << 20;

    /** What the longest character may leave at a cut. */
    private static final int TORN = 3;

    static CardText of(OpenFile file, FactSheet sheet) {
        String text = new String(file.head(MAX_BYTES), StandardCharsets.UTF_8);
        String card = text.startsWith("\ufeff") ? text.substring(1) : text;
        boolean isWhole = file.size() <= MAX_BYTES;
        int firstLine = card.indexOf('\n');
        if (firstLine < 0 || !card.substring(0, firstLine).stripTrailing().equals("---")) {
            return new CardText(null, clean(card, isWhole, sheet), isWhole);
        }
        for (int line = firstLine + 1; line < card.length();) {
            int end = card.indexOf('\n', line) < 0 ? card.length() : card.indexOf('\n', line);
            if (card.substring(line, end).stripTrailing().equals("---")) {
                return new CardText(card.substring(firstLine + 1, line), clean(card.substring(end), isWhole, sheet), isWhole);
            }
            line = end + 1;
        }
        sheet.find("The front matter of '" + file.path() + "' is not read: no line '---' ends it within " + MAX_BYTES + " bytes.");
        return new CardText(null, null, true);
    }

    private static @Nullable String clean(String body, boolean isWhole, FactSheet sheet) {
        int broken = body.indexOf('\ufffd');
        if (broken >= 0 && (isWhole || broken < body.length() - TORN)) {
            sheet.find("The text of '" + ModelCard.CARD + "' is not taken: it is not UTF-8.");
            return null;
        }
        StringBuilder clean = new StringBuilder(body.length());
        String lines = body.replace("\r\n", "\n").replace('\r', '\n');
        lines.codePoints().filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)).forEach(clean::appendCodePoint);
        return clean.toString().isBlank() ? null : clean.toString();
    }
}
