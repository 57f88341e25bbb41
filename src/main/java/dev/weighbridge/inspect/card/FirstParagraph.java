package dev.weighbridge.inspect.card;

import java.util.List;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.head.FactSheet;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first paragraph of a card that says something: no heading, table, list, quotation, code or HTML, no row of badges or links, no sentence that every
 * card begins with. CommonMark's library finds the blocks, which takes it linear time for any text; inside of a paragraph it takes quadratic time (65,536 times
 * {@code <} took 43 s), so only a few thousand characters of paragraphs are looked into.
 */
final class FirstParagraph {

    private static final int MAX_TEXT = 64 * 1024;

    private static final int MAX_PARAGRAPH = 4 * 1024;

    /** For all paragraphs together. */
    private static final int MAX_INSIDE = 16 * 1024;

    private static final int MAX_DEPTH = 32;

    /** Half a sentence. A character that stands for a word counts twice. */
    private static final int ENOUGH_LETTERS = 24;

    /** Paragraphs stay as they are written. */
    private static final Parser BLOCKS = Parser.builder().maxOpenBlockParsers(MAX_DEPTH)
            .inlineParserFactory(context -> (lines, block) -> block.appendChild(new Text(lines.getContent()))).build();

    /** The row of dashes under a table's head (GitHub Flavored Markdown, 4.10), which CommonMark itself does not know. */
    private static final Pattern TABLE = Pattern.compile("(?m)^[ \\t]*\\|?[ \\t]*:?-+:?[ \\t]*\\|[ \\t:|-]*$");

    /** Footnotes, formulas, and blocks of other dialects. */
    private static final List<String> NO_PROSE = List.of("|", "[^", "$$", ":::", "{%", "{:", "\\[", "\\begin");

    /** huggingface_hub's modelcard_template.md, and what transformers fills in. */
    private static final List<String> EVERY_CARD = List.of("This is the model card of a 🤗 transformers model that has been pushed",
            "This modelcard aims to be a base template for new models", "[More Information Needed]",
            "Users (both direct and downstream) should be made aware", "Use the code below to get started with the model");

    private FirstParagraph() {}

    /** @return its text in one line, of at most {@link FactSheet#MAX_TEXT} characters and of whole sentences if possible; null if there is none */
    static @Nullable String of(String markdown) {
        Node document = BLOCKS.parse(markdown.length() <= MAX_TEXT ? markdown : markdown.substring(0, MAX_TEXT));
        int inside = 0;
        for (Node block = first(document); block != null && inside < MAX_INSIDE; block = block.getNext()) {
            if (block instanceof Paragraph && block.getFirstChild() instanceof Text written && isProse(written.getLiteral())) {
                String start = written.getLiteral().length() <= MAX_PARAGRAPH ? written.getLiteral()
                        : written.getLiteral().substring(0, MAX_PARAGRAPH);
                PlainText plain = PlainText.of(start);
                inside += start.length();
                if (plain.letters() >= ENOUGH_LETTERS && EVERY_CARD.stream().noneMatch(plain.text()::startsWith)) {
                    return Sentences.cut(plain.text(), FactSheet.MAX_TEXT);
                }
            }
        }
        return null;
    }

    private static @Nullable Node first(Node document) {
        return document instanceof Document ? document.getFirstChild() : null;
    }

    private static boolean isProse(String paragraph) {
        return NO_PROSE.stream().noneMatch(paragraph::startsWith) && !(paragraph.indexOf('|') >= 0 && isTable(paragraph));
    }

    /** The row is the second line. */
    private static boolean isTable(String paragraph) {
        int second = paragraph.indexOf('\n') + 1;
        int end = paragraph.indexOf('\n', second);
        String row = second == 0 ? "" : paragraph.substring(second, end < 0 ? paragraph.length() : end);
        return row.length() <= MAX_PARAGRAPH && TABLE.matcher(row).matches();
    }
}
