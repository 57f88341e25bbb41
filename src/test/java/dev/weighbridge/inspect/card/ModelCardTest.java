package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTest {

    @Test
    void readsTheFrontMatter() {
        ModelFacts facts = card("""
                ---
                license: apache-2.0   # comment
                pipeline_tag: text-ranking
                library_name: transformers
                base_model:
                - Qwen/Qwen3-0.6B
                - "other/base"
                language: [en, no, 'zh']
                version: 1.10
                description: >
                  Ranks passages.
                widget:
                - text: {license: wrong}
                ---
                # License: MIT
                version: 9
                """);
        assertThat(facts.value("licence")).isEqualTo("apache-2.0");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-ranking");
        assertThat(facts.value("libraryName")).isEqualTo("transformers");
        assertThat(facts.value("baseModels")).isEqualTo("Qwen/Qwen3-0.6B, other/base");
        assertThat(facts.value("languages")).as("no is Norwegian, not false").isEqualTo("en, no, zh");
        assertThat(facts.value("versionText")).as("not the number 1.1").isEqualTo("1.10");
        assertThat(facts.value("description")).isEqualTo("Ranks passages.\n");
        assertThat(facts.value("introduction")).as("the prose is not front matter").isEqualTo("# License: MIT\nversion: 9");
        assertThat(facts.derivation("licence"))
                .contains(new Derivation("licence", "apache-2.0", "license in the front matter of README.md", "README.md"));
        assertThat(facts.findings()).isEmpty();
    }

    @Test
    void theCardsTaskGoesBeforeTheArchitectures() {
        var blobs = new FakeBlobs().with("config.json", "{\"architectures\":[\"Qwen3ForCausalLM\"]}").with("README.md",
                "---\npipeline_tag: text-ranking\n---\n");
        assertThat(blobs.inspect().value("pipelineTag")).isEqualTo("text-ranking");
    }

    @Test
    void namesALicenceThatHasNoIdentifier() {
        assertThat(card("---\nlicense: other\nlicense_name: llama3.1\n---\n").value("licence")).isEqualTo("llama3.1");
        assertThat(card("---\nlicense: other\n---\n").value("licence")).isEqualTo("other");
        assertThat(card("---\nlicense:\n- mit\n- apache-2.0\n---\n").value("licence")).isEqualTo("mit, apache-2.0");
        assertThat(card("---\nlicense:\n---\n").value("licence")).isNull();
    }

    @Test
    void takesWindowsLinesAndAByteOrderMark() {
        assertThat(card("\ufeff---\r\nlicense: mit\r\n---\r\ntext").value("licence")).isEqualTo("mit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---", "# A model\n---\nlicense: mit\n---\n", "----\nlicense: mit\n---\n", "---\n---\n",
            "---\n- a\n- b\n---\n", "---\njust text\n---\n", "---\n*unknown\n---\n"})
    void readsNothingWhereThereIsNoFrontMatter(String text) {
        ModelFacts facts = card(text);
        assertThat(facts.value("licence")).isNull();
        assertThat(facts.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"license: [mit", "license: 'mit", "a: b: c", "\tlicense: mit", "license: mit\n  x: y", "%YAML 9.9",
            "license: \u0001"})
    void brokenFrontMatterIsAFinding(String yaml) {
        ModelFacts facts = card("---\n" + yaml + "\n---\n");
        assertThat(facts.findings()).singleElement().asString()
                .startsWith("The front matter of 'README.md' is not read: it is not valid YAML near line ");
    }

    @Test
    void frontMatterWithoutAnEndIsAFinding() {
        assertThat(card("---\nlicense: mit\n").findings()).singleElement().asString()
                .contains("no line '---' ends it within 1048576 bytes");
    }

    @Test
    void anAliasIsNeverFollowed() {
        StringBuilder bomb = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        bomb.append("language: *a39\nlicense: mit\n---\n");
        ModelFacts facts = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> card(bomb.toString()));
        assertThat(facts.value("languages")).isNull();
        assertThat(facts.value("licence")).isEqualTo("mit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "&a ", "!!a ", "\"", "'", "a: |\n", "#", "*a ", "- - ", "\n", "{", ",", "x: [", "%",
            "--- "})
    void aLargeCardOfAnyShapeIsReadInBoundedTime(String piece) {
        String yaml = piece.repeat(1_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> card("---\nx: " + yaml + "\n---\n"));
    }

    private static ModelFacts card(String text) {
        return new FakeBlobs().with("README.md", text).inspect();
    }
}
