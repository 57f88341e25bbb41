package dev.weighbridge.inspect.card;

import java.util.Set;
import java.util.regex.Pattern;

import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph of Markdown without its marks: of a link its words, of an image and of HTML nothing.
 *
 * @param text in one line
 * @param letters how many there are outside of links and code; a character that stands for a word counts twice
 */
record PlainText(String text, int letters) {

    private static final Parser INLINES = Parser.builder().enabledBlockTypes(Set.of()).build();

    /** {@code [words][reference]}, whose definition stands elsewhere. */
    private static final Pattern REFERENCE = Pattern.compile("\\[([^\\[\\]]{1,200})]\\[[^\\[\\]]{0,200}]");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    static PlainText of(String paragraph) {
        return new Walk().through(INLINES.parse(paragraph));
    }

    /** Goes through the tree without calling itself: its depth is the text's wish. */
    private static final class Walk {

        private final StringBuilder text = new StringBuilder();

        private int links;

        private int letters;

        PlainText through(Node root) {
            Node node = root;
            while (node != null) {
                enter(node);
                Node child = node instanceof Image ? null : node.getFirstChild();
                node = child != null ? child : after(node);
            }
            String plain = REFERENCE.matcher(text).replaceAll("$1");
            return new PlainText(SPACE.matcher(plain).replaceAll(" ").strip(), letters);
        }

        /** The node that follows in the text, once this one and all below it is done. */
        private @Nullable Node after(Node done) {
            for (Node node = done; node != null; node = node.getParent()) {
                links -= node instanceof Link ? 1 : 0;
                if (node.getNext() != null) {
                    return node.getNext();
                }
            }
            return null;
        }

        private void enter(Node node) {
            switch (node) {
                case Text words -> {
                    text.append(words.getLiteral());
                    letters += links == 0 ? weight(words.getLiteral()) : 0;
                }
                case Code code -> text.append(code.getLiteral());
                case SoftLineBreak _,HardLineBreak _ -> text.append(' ');
                case HtmlInline html -> text.append(html.getLiteral().startsWith("<br") ? " " : "");
                case Link _ -> links++;
                default -> {}
            }
        }

        private static int weight(String words) {
            return words.codePoints().map(c -> Character.isIdeographic(c) ? 2 : Character.isLetter(c) ? 1 : 0).sum();
        }
    }
}
