package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;

class PipelineIndexTest {

    /** As stable-diffusion-3-medium-diffusers has it. */
    private static final String INDEX = """
            {"_class_name": "StableDiffusion3Pipeline", "_diffusers_version": "0.29.0.dev0", "force_zeros": true,
             "image_encoder": [null, null], "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
             "transformer": ["diffusers", "SD3Transformer2DModel"], "text_encoder": ["transformers", "CLIPTextModelWithProjection"]}""";

    @Test
    void namesTheComponents() {
        ModelFacts facts = components(INDEX).inspect();
        assertThat(facts.value("components"))
                .isEqualTo(
                        "scheduler FlowMatchEulerDiscreteScheduler, transformer SD3Transformer2DModel, text_encoder CLIPTextModelWithProjection");
        assertThat(facts.value("architectureType")).isEqualTo("StableDiffusion3Pipeline");
        assertThat(facts.value("frameworkVersion")).isEqualTo("Diffusers 0.29.0.dev0");
        assertThat(facts.value("libraryName")).isEqualTo("diffusers");
        assertThat(facts.value("systemTag")).isEqualTo("AI::Image-Generation");
        assertThat(facts.findings()).noneMatch(finding -> finding.contains("component '"));
    }

    @Test
    void thePipelineSpeaksForTheModelAndNotAConfigBesideIt() {
        assertThat(components(INDEX).with("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}").inspect().value("architectureType"))
                .isEqualTo("StableDiffusion3Pipeline");
    }

    @Test
    void aPipelineWithCodeOfItsOwnIsCalledByItsClass() {
        assertThat(new FakeBlobs().with("model_index.json", "{\"_class_name\": [\"pipeline\", \"MyPipeline\"]}").inspect()
                .value("architectureType")).isEqualTo("MyPipeline");
    }

    @Test
    void aComponentWithoutFilesOrOfAnotherClassIsAFinding() {
        assertThat(new FakeBlobs().with("model_index.json", "{\"vae\": [\"diffusers\", \"AutoencoderKL\"]}").inspect().findings())
                .contains("'model_index.json' names the component 'vae', which has no files.");
        assertThat(components(INDEX).with("transformer/config.json", "{\"_class_name\": \"FluxTransformer2DModel\"}").inspect().findings())
                .contains("'model_index.json' calls the component 'transformer' a 'SD3Transformer2DModel',"
                        + " and its own config.json a 'FluxTransformer2DModel'.");
    }

    @Test
    void longIndexesAreCut() {
        StringBuilder index = new StringBuilder("{");
        for (int i = 0; i < 50_000; i++) {
            index.append("\"part").append(i).append("\":[\"diffusers\",\"APartOfAPipeline\"],");
        }
        assertThat(new FakeBlobs().with("model_index.json", index + "\"_class_name\":\"X\"}").inspect().value("components"))
                .hasSizeLessThan(256)
                .startsWith("part0 APartOfAPipeline, part1 ").endsWith(" and 54 more");
    }

    private static FakeBlobs components(String index) {
        return new FakeBlobs().with("model_index.json", index).with("scheduler/scheduler_config.json", "{}")
                .with("transformer/config.json", "{\"_class_name\": \"SD3Transformer2DModel\"}")
                .with("text_encoder/config.json", "{\"architectures\": [\"CLIPTextModelWithProjection\"]}");
    }
}
