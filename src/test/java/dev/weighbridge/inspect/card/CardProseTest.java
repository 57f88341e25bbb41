package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardProseTest {

    private static final String SENTENCE = "Weigher is a language model for people who weigh things.";

    @Test
    void theIntroductionIsTheWholeTextAndTheDescriptionItsFirstParagraph() {
        String body = """
                <div align="center">
                  <img src="logo.png" width="60%"/>
                  <p>HTML is no prose, whatever words it has in it.</p>
                </div>

                # Weigher

                [![Licence](https://img.shields.io/a.svg)](LICENSE) [![Paper](b.svg "a title that has letters")](https://arxiv.org)

                [Paper of the model and its authors](a) | [Blog of its makers](b) | [Code of all that](c)

                | Model | Size of what is in it |
                |:------|------:|
                | Weigher-1B and its friends | 1 B |

                > [!NOTE]
                > Quotations are not what a card begins with either.

                - A list of things that the model can do

                ```python
                print("code, which is long enough to be a paragraph by itself")
                ```

                **Weigher** is a [language *model*](https://example.org) for people who
                weigh `things`<br>and ![not this](x.png)<sup>more</sup>. See [the paper][1].

                [1]: https://example.org/paper

                Another paragraph, which comes later than the first.
                """;
        ModelFacts facts = card("---\nlicense: mit\n---\n" + body);
        assertThat(facts.derivation("description")).contains(new Derivation("description",
                "Weigher is a language model for people who weigh things and more. See the paper.", "first paragraph of README.md",
                "README.md"));
        assertThat(facts.derivation("introduction"))
                .contains(new Derivation("introduction", body.strip(), "text of README.md", "README.md"));
        assertThat(facts.findings()).isEmpty();
    }

    @Test
    void whatTheFrontMatterAndAGgufSayGoesBeforeTheProse() {
        ModelFacts facts = card("---\ndescription: Short.\nintroduction: Own.\n---\n" + SENTENCE);
        assertThat(facts.value("description")).isEqualTo("Short.");
        assertThat(facts.value("introduction")).isEqualTo("Own.");
    }

    @Test
    void aCardWithoutFrontMatterHasProseToo() {
        assertThat(card("# Title\n\n" + SENTENCE).value("description")).isEqualTo(SENTENCE);
        assertThat(card("Setext\n======\n" + SENTENCE).value("description")).isEqualTo(SENTENCE);
        assertThat(card("---\na: [\n---\n" + SENTENCE).value("description")).as("broken front matter").isEqualTo(SENTENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# Only a heading that is long enough to be one",
            "[A link with many words that say what it leads to](a)",
            "![An image whose words are long enough to be a sentence](a)", "<p>HTML, with words that would be enough for a paragraph",
            "Short.",
            "[More Information Needed]", "This is the model card of a 🤗 transformers model that has been pushed on the Hub.",
            "    indented code, which is also not what anybody wants to read",
            "a | b of a table of this model\n--|--\nc | d of that table there",
            "[^1]: A footnote that explains something at some length", "1. A list that begins with a number and goes on",
            "---\nlicense: mit\n---\n", "[a]: https://example.org/definitions/of/links/are/nothing",
            "`code that is long enough to be a sentence`"})
    void aCardWithoutAParagraphHasNoDescription(String text) {
        assertThat(card(text).value("description")).isNull();
    }

    @Test
    void ofAForeignCardTooTheFirstParagraphIsTaken() {
        assertThat(card("# 模型\n\n[论文](a)\n\n通义千问是阿里云研发的大语言模型系列。").value("description")).isEqualTo("通义千问是阿里云研发的大语言模型系列。");
    }

    /** 2048 is what the inventory keeps of a description: 36 sentences of 57 characters are 2051 with the blanks between them. */
    @Test
    void aLongParagraphIsCutAfterASentence() {
        String sentences = (SENTENCE + " ").repeat(100);
        assertThat(card(sentences).value("description")).isEqualTo((SENTENCE + " ").repeat(35).strip());
        assertThat(card("word ".repeat(1000)).value("description")).hasSize(2045).endsWith("word word…");
        assertThat(card("😀".repeat(30) + "a".repeat(25) + "😀".repeat(2000)).value("description")).hasSizeLessThanOrEqualTo(2048)
                .matches(text -> !Character.isHighSurrogate(text.charAt(text.length() - 2)), "cuts no character").endsWith("…");
    }

    @Test
    void aLongTextIsCutAfterALine() {
        String line = "A line of a card that says the same again and again.\n";
        Derivation cut = card(line.repeat(2000)).derivation("introduction").orElseThrow();
        assertThat(cut.value().length()).isEqualTo(line.length() * (65_536 / line.length()) - 1);
        assertThat(cut.rule()).isEqualTo("text of README.md, the first " + cut.value().length() + " of " + (line.length() * 2000 - 1)
                + " characters");
        assertThat(card(line.repeat(30_000)).derivation("introduction").orElseThrow().rule()).contains(" of more than ");
        assertThat(card("x".repeat(100_000)).value("introduction")).hasSize(65_536);
    }

    @Test
    void controlCharactersAndForeignLineEndsAreTakenOut() {
        assertThat(card("\ufeff---\r\na: b\r\n---\r\nFirst\u0000 \u001b[31mline\r\nsecond\rthird\tcell\u0085").value("introduction"))
                .isEqualTo("First [31mline\nsecond\nthird\tcell");
    }

    @Test
    void aTextThatIsNotUtf8IsNotTaken() {
        ModelFacts facts = new FakeBlobs().with("README.md", new byte[] {'H', 'e', 'l', 'l', 'o', ' ', (byte) 0xc4, (byte) 0xe3, '.'})
                .inspect();
        assertThat(facts.value("introduction")).isNull();
        assertThat(facts.findings()).containsExactly("The text of 'README.md' is not taken: it is not UTF-8.");
        byte[] torn = ("a".repeat((1 << 20) - 1) + "é and more").getBytes(StandardCharsets.UTF_8);
        assertThat(new FakeBlobs().with("README.md", torn).inspect().findings()).as("torn where reading stops").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "]", "![", "[a](", "](", "`", "``a", "*", "_", "*a_ ", "**a ", "<", "<a ", "<!--", "<![CDATA[", "<?", "&", "&#",
                    "\\", "> ", "- ", "1. ", "  - ", "#", "```\n", "~~~", "|", "| a ", "[a]: b\n", "[a]: <", "[a][", "a\n", "    x\n",
                    "<div>\n", "\n\n",
                    "![a](b \"", "[a](b)", "*a*", "_a_*b* ", "<a href=\"", "<http://", "[[a]", "x\n===\n", "-\n", "[a](<", "<a b='",
                    "[x]\n\n", "> a\n",
                    "<\n\n", "a|\n-|", "<a \n\n", "word <a b='\n\n", ">- "})
    void aLargeCardOfAnyShapeIsReadInBoundedTime(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> card(text));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> card("A word before it: " + text));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void nothingFailsForRandomMarks(int seed) {
        var random = new Random(seed);
        String marks = "[]()!<>*_`#-|\\\n &;:\"'/a 1.~+=$^😀\t";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(marks.charAt(random.nextInt(marks.length())));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> card(text.toString()));
    }

    private static ModelFacts card(String text) {
        return new FakeBlobs().with("README.md", text).inspect();
    }
}
