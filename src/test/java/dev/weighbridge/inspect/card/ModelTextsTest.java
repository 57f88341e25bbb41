package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.HubFacts;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed before whom. */
class ModelTextsTest {

    private static final HubFacts HUB = new HubFacts("mit", "text-ranking", "transformers", "Qwen");

    @Test
    void theCardGoesBeforeTheHubAndTheHubBeforeTheArchitecture() {
        var blobs = new FakeBlobs().with("config.json", "{\"architectures\":[\"Qwen3ForCausalLM\"]}");
        assertThat(blobs.inspect().value("pipelineTag")).isEqualTo("text-generation");
        assertThat(blobs.inspect(HUB).derivation("pipelineTag"))
                .contains(new Derivation("pipelineTag", "text-ranking", "pipeline_tag as the hub says it", null));
        assertThat(blobs.with("README.md", "---\npipeline_tag: text-classification\n---\n").inspect(HUB).value("pipelineTag"))
                .isEqualTo("text-classification");
    }

    @Test
    void theHubGoesBeforeTheModulesOfSentenceTransformers() {
        var blobs = new FakeBlobs().with("modules.json", "[{\"type\":\"a\"}]");
        assertThat(blobs.inspect(HUB).value("pipelineTag")).isEqualTo("text-ranking");
        assertThat(blobs.inspect(new HubFacts(null, null, null, null)).value("pipelineTag")).isEqualTo("sentence-similarity");
    }

    @Test
    void theHubIsBelievedLastOfLicenceVendorAndLibrary() {
        ModelFacts alone = new FakeBlobs().with("data.bin", "x").inspect(HUB);
        assertThat(alone.derivation("licence")).contains(new Derivation("licence", "mit", "license as the hub says it", null));
        assertThat(alone.derivation("vendor")).contains(new Derivation("vendor", "Qwen", "in whose name the hub publishes it", null));
        assertThat(alone.derivation("libraryName"))
                .contains(new Derivation("libraryName", "transformers", "library_name as the hub says it", null));
        ModelFacts facts = new FakeBlobs().with("README.md", "---\nlicense: apache-2.0\nmodel_creator: Meta\nlibrary_name: vllm\n---\n")
                .inspect(HUB);
        assertThat(facts.value("licence")).isEqualTo("apache-2.0");
        assertThat(facts.value("vendor")).isEqualTo("Meta");
        assertThat(facts.value("libraryName")).isEqualTo("vllm");
    }

    /** Keys of ggml's docs/gguf.md, "General metadata". */
    @Test
    void aGgufFileSpeaksForItself() {
        ModelFacts facts = new FakeBlobs().with("m.gguf", gguf("general.architecture", "qwen3", "general.organization", "Qwen",
                "general.license", "other", "general.license.name", "Qwen Licence", "general.base_model.0.name", "Qwen3 0.6B Base",
                "general.description", "From the file.")).with("README.md", "Prose that is a paragraph of its own.").inspect(HUB);
        assertThat(facts.value("architectureType")).isEqualTo("qwen3");
        assertThat(facts.value("vendor")).isEqualTo("Qwen");
        assertThat(facts.value("licence")).isEqualTo("Qwen Licence");
        assertThat(facts.value("baseModels")).isEqualTo("Qwen3 0.6B Base");
        assertThat(facts.value("description")).isEqualTo("From the file.");
        assertThat(facts.derivation("quantization"))
                .contains(new Derivation("quantization", "MOSTLY_Q4_K_M", "general.file_type of m.gguf", "m.gguf"));
        assertThat(facts.value("pipelineTag")).as("the card's, the hub's").isEqualTo("text-ranking");
    }

    @Test
    void tagsAndLanguagesAreCutWhereTheLineIsFull() {
        StringBuilder card = new StringBuilder("---\nlanguage:\n");
        for (int i = 0; i < 200; i++) {
            card.append("- l").append(100 + i).append('\n');
        }
        ModelFacts facts = new FakeBlobs().with("README.md", card + "tags: [chat, moe]\n---\n").inspect();
        assertThat(facts.value("languages")).startsWith("l100, l101, ").endsWith(" more").hasSizeLessThan(256);
        assertThat(facts.value("tags")).isEqualTo("chat, moe");
        assertThat(facts.findings()).isEmpty();
    }

    @Test
    void takesATaskOfModelScopeIfTheHubKnowsItToo() {
        assertThat(card("tasks:\n- text-generation").derivation("pipelineTag").orElseThrow().rule())
                .isEqualTo("tasks in the front matter of README.md");
        assertThat(card("tasks:\n- text-to-image-synthesis").value("pipelineTag")).isNull();
        assertThat(card("tasks: [text-generation, text-ranking]").value("pipelineTag")).isNull();
    }

    @Test
    void saysWhereTheLicenceCanBeRead() {
        assertThat(card("license: other\nlicense_name: qwen\nlicense_link: https://example.org/LICENSE").derivation("licence"))
                .contains(new Derivation("licence", "qwen",
                        "license_name in the front matter of README.md; license_link https://example.org/LICENSE", "README.md"));
    }

    @ParameterizedTest
    @CsvSource({"text-generation, AI::Text-Generation", "image-text-to-text, AI::Text-Generation", "text-to-image, AI::Image-Generation",
            "image-to-image, AI::Image-Generation", "text-to-video, AI::Text-to-Video", "image-to-video, AI::Others",
            "text-to-speech, AI::Text-to-Audio", "text-to-audio, AI::Text-to-Audio", "feature-extraction, AI::Others",
            "automatic-speech-recognition, AI::Others", "my-own-task,"})
    void putsATaskIntoOneOfZStacksClasses(String task, String tag) {
        assertThat(card("pipeline_tag: " + task).value("systemTag")).isEqualTo(tag);
    }

    @Test
    void everyTaskOfTheTableOfArchitecturesHasAClass() {
        Properties classes = TableResource.read("system-tags.properties");
        Stream<Object> tasks = TableResource.read("pipeline-tags.properties").values().stream().filter(task -> !task.equals(""));
        assertThat(tasks).isNotEmpty().allMatch(classes::containsKey);
        assertThat(classes.values().stream().distinct()).containsExactlyInAnyOrder("AI::Text-Generation", "AI::Image-Generation",
                "AI::Text-to-Video", "AI::Text-to-Audio", "AI::Others");
    }

    @ParameterizedTest
    @CsvSource({"Wav2Vec2ForSequenceClassification, audio-classification", "WhisperForCausalLM,", "FuyuForCausalLM, image-text-to-text",
            "GroundingDinoForObjectDetection, zero-shot-object-detection", "WanImageToVideoPipeline, image-to-video",
            "StableAudioPipeline, text-to-audio", "Flux2Pipeline, text-to-image", "CsmForConditionalGeneration, text-to-speech",
            "Qwen3OmniMoeForConditionalGeneration, any-to-any", "VoxtralForConditionalGeneration, audio-text-to-text"})
    void knowsTheTasksOfTodaysArchitectures(String architecture, String task) {
        assertThat(new FakeBlobs().with("config.json", "{\"architectures\":[\"" + architecture + "\"]}").inspect().value("pipelineTag"))
                .isEqualTo(task);
    }

    /** spacy.io/api/data-formats#meta. */
    @Test
    void readsTheMetaOfSpacy() {
        ModelFacts facts = new FakeBlobs().with("meta.json", """
                {"lang": "en", "name": "core_web_sm", "version": "3.7.1", "description": "English pipeline optimized for CPU.",
                 "author": "Explosion", "license": "MIT", "spacy_version": ">=3.7.2,<3.8.0", "pipeline": ["tok2vec", "ner"]}""").inspect();
        assertThat(facts.value("frameworkVersion")).isEqualTo("spaCy >=3.7.2,<3.8.0");
        assertThat(facts.value("libraryName")).isEqualTo("spacy");
        assertThat(facts.value("licence")).isEqualTo("MIT");
        assertThat(facts.value("versionText")).isEqualTo("3.7.1");
        assertThat(facts.value("languages")).isEqualTo("en");
        assertThat(facts.value("vendor")).isEqualTo("Explosion");
        assertThat(facts.value("description")).isEqualTo("English pipeline optimized for CPU.");
    }

    @Test
    void readsOpenClipAndTheFormOfMistral() {
        ModelFacts clip = new FakeBlobs()
                .with("open_clip_config.json", "{\"model_cfg\":{\"embed_dim\":512,\"vision_cfg\":{}},\"preprocess_cfg\":{}}").inspect();
        assertThat(clip.value("libraryName")).isEqualTo("open_clip");
        assertThat(clip.value("pipelineTag")).isEqualTo("zero-shot-image-classification");
        String params = "{\"dim\":5120,\"n_layers\":40,\"head_dim\":128,\"n_heads\":32,\"quantization\":{\"qformat_weight\":\"fp8_e4m3\",\"qscheme_act\":\"TENSOR\"}}";
        ModelFacts mistral = new FakeBlobs().with("params.json", params).inspect();
        assertThat(mistral.value("quantization")).isEqualTo("fp8_e4m3");
        assertThat(mistral.findings()).singleElement().asString().contains("names no architecture");
        assertThat(new FakeBlobs().with("params.json", params).with("config.json", "{\"architectures\":[\"MistralForCausalLM\"]}").inspect()
                .findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "config.json", "tokenizer.json", "meta.json", "modules.json", "tokenizer.model"})
    void onlyTheModelsOwnFolderCounts(String name) {
        assertThat(new FakeBlobs().with("sub/" + name, "{\"architectures\":[\"A\"]}").inspect().derivations()).isEmpty();
    }

    private static ModelFacts card(String frontMatter) {
        return new FakeBlobs().with("README.md", "---\n" + frontMatter + "\n---\n").inspect();
    }

    private static byte[] gguf(String... pairs) {
        Bytes file = Bytes.littleEndian().text("GGUF").u32(3).u64(1).u64(pairs.length / 2 + 1);
        for (int i = 0; i < pairs.length; i += 2) {
            file.string(pairs[i]).u32(8).string(pairs[i + 1]);
        }
        return file.string("general.file_type").u32(4).u32(15).string("t").u32(1).u64(8).u32(0).u64(0).padTo(32).zeros(32).array();
    }
}
