package dev.weighbridge.inspect;

import static dev.weighbridge.inspect.Bytes.safetensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {

    private static final String NO_KIND = "minGpuMemory is unknown: nothing beside the weights says what kind of model it is.";

    private static final byte[] FOUR_BYTES = tensor("a", "F32", 1);

    @Test
    void knowsNothingOfFilesInNoFormat() {
        ModelFacts facts = new FakeBlobs().with("data.bin", "hello").with("empty", "").inspect();
        assertThat(facts.derivations()).isEmpty();
        assertThat(facts.findings()).isEmpty();
        assertThat(facts.number("minGpuMemory")).isNull();
        assertThat(facts.value("architectureType")).isNull();
        assertThat(facts.bytesByDtype()).isEmpty();
    }

    @Test
    void readsTheConfigOfTransformers() {
        ModelFacts facts = new FakeBlobs().with("config.json", """
                {"architectures": ["LlamaForCausalLM", "Other"], "torch_dtype": "bfloat16", "transformers_version": "4.51.0",
                 "rope_scaling": {"architectures": ["Wrong"]}, "id2label": {"0": "a"}}""").inspect();
        assertThat(facts.value("architectureType")).isEqualTo("LlamaForCausalLM");
        assertThat(facts.value("frameworkVersion")).isEqualTo("Transformers 4.51.0");
        assertThat(facts.value("dtype")).isEqualTo("bfloat16");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-generation");
        assertThat(facts.derivation("architectureType"))
                .contains(new Derivation("architectureType", "LlamaForCausalLM", "architectures[0] of config.json", "config.json"));
        assertThat(facts.derivation("pipelineTag").orElseThrow().rule())
                .isEqualTo(
                        "architecture LlamaForCausalLM (architectures[0] of config.json) by the table pipeline-tags.properties, entry *ForCausalLM");
    }

    @Test
    void readsANestedTextConfig() {
        ModelFacts facts = new FakeBlobs()
                .with("config.json", "{\"text_config\": {\"dtype\": \"float16\", \"architectures\": [\"GemmaForCausalLM\"]}}").inspect();
        assertThat(facts.value("dtype")).isEqualTo("float16");
        assertThat(facts.value("architectureType")).isEqualTo("GemmaForCausalLM");
    }

    @ParameterizedTest
    @CsvSource({"Qwen2ForCausalLM, text-generation", "GPT2LMHeadModel, text-generation", "BertForMaskedLM, fill-mask",
            "BertForSequenceClassification, text-classification", "WhisperForConditionalGeneration, automatic-speech-recognition",
            "Wav2Vec2ForCTC, automatic-speech-recognition", "CLIPModel, zero-shot-image-classification",
            "T5ForConditionalGeneration, text2text-generation",
            "Qwen2_5_VLForConditionalGeneration, image-text-to-text", "TapasForTableQuestionAnswering, table-question-answering",
            "MysteryModel, ",
            "BigForConditionalGeneration, "})
    void knowsTheTaskOfAnArchitectureOrNothing(String architecture, String task) {
        assertThat(new FakeBlobs().with("config.json", "{\"architectures\":[\"" + architecture + "\"]}").inspect().value("pipelineTag"))
                .isEqualTo(task);
    }

    @Test
    void readsTheIndexOfDiffusersAndLeavesItsMemoryUnknown() {
        ModelFacts facts = new FakeBlobs()
                .with("model_index.json",
                        "{\"_class_name\":\"StableDiffusionXLPipeline\",\"_diffusers_version\":\"0.30.0\",\"unet\":[\"a\",\"b\"]}")
                .with("unet/model.safetensors", FOUR_BYTES).with("vae/model.safetensors", FOUR_BYTES).inspect();
        assertThat(facts.value("architectureType")).isEqualTo("StableDiffusionXLPipeline");
        assertThat(facts.value("frameworkVersion")).isEqualTo("Diffusers 0.30.0");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-to-image");
        assertThat(facts.number("minGpuMemory")).isNull();
        assertThat(facts.findings()).singleElement().asString().isEqualTo(
                "minGpuMemory is unknown: what a pipeline of several components computes at once depends on the size of what it makes.");
        assertThat(facts.value("gpuConstraintDescription")).as("only the unet is a component")
                .isEqualTo("The weights alone take 4 bytes, all"
                        + " components loaded at once as pipe.to(\"cuda\") of diffusers does; what is needed beside them is unknown.");
    }

    @Test
    void goesOnWithoutAConfigThatCannotBeRead() {
        assertThat(new FakeBlobs().with("config.json", "{\"architectures\": [").inspect().findings())
                .singleElement().asString().startsWith("'config.json' is not read: it is not valid JSON at byte ");
        assertThat(new FakeBlobs().with("config.json", new byte[0], (4L << 20) + 1).inspect().findings())
                .containsExactly("'config.json' is not read: it is larger than 4194304 bytes.");
        assertThat(new FakeBlobs().with("config.json", "[1, 2]").inspect().derivations()).isEmpty();
        assertThat(new FakeBlobs().with("config.json", "{\"x\":" + "[".repeat(5_000)).inspect().findings()).hasSize(1);
    }

    @Test
    void doesNotKeepWhatTheInventoryCannot() {
        ModelFacts facts = new FakeBlobs().with("config.json", "{\"architectures\":[\"" + "A".repeat(256) + "\"],\"dtype\":\"a\\u0000b\"}")
                .inspect();
        assertThat(facts.value("architectureType")).isNull();
        assertThat(facts.value("dtype")).isNull();
        assertThat(facts.findings()).containsExactly(
                "The architectures[0] of config.json is not taken as architectureType: it has 256 characters.",
                "The dtype of config.json is not taken as dtype: it holds control characters.");
    }

    @Test
    void countsTheShardsThatTheIndexNames() {
        ModelFacts facts = sharded("a").inspect();
        assertThat(weights(facts)).isEqualTo(10);
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 4L, "BF16", 6L));
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 1L, "BF16", 3L));
        assertThat(facts.findings()).containsExactly(NO_KIND);
        assertThat(facts.value("gpuConstraintDescription"))
                .isEqualTo("The weights alone take 10 bytes; what is needed beside them is unknown.");
    }

    @Test
    void refusesAnIndexThatNamesWhatIsNotThere() {
        assertBroken(sharded("c"),
                "'model-00001-of-00002.safetensors': tensor 'c', which 'model.safetensors.index.json' says it holds, is not in its header");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "{\"weight_map\":{\"a\":\"gone.safetensors\"}}"),
                "'model.safetensors.index.json': the index names the shard 'gone.safetensors', which is not there");
        assertBroken(
                new FakeBlobs().with("a/m.safetensors.index.json", "{\"weight_map\":{\"a\":\"m.safetensors\"}}").with("m.safetensors",
                        FOUR_BYTES),
                "names the shard 'a/m.safetensors'");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "{\"weight_map\":{\"a\":7}}"),
                "the shard of tensor 'a' is no string");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "{\"weight_map\":{}}"), "the index has no weight_map");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "{\"weight_map\":{"), "the index is not valid JSON");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "[]"), "the index is no JSON object");
        assertBroken(new FakeBlobs().with("model.safetensors.index.json", "{\"weight_map\":{\"a\":\"x\",\"a\":\"y\"}}"),
                "the index is not valid JSON");
    }

    @Test
    void findsTensorsThatTheIndexDoesNotNameAndATotalThatDiffers() {
        ModelFacts facts = new FakeBlobs()
                .with("model.safetensors.index.json", "{\"metadata\":{\"total_size\":99},\"weight_map\":{\"a\":\"x.safetensors\"}}")
                .with("x.safetensors", safetensors(
                        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[2,5]}}",
                        5))
                .inspect();
        assertThat(weights(facts)).isEqualTo(2);
        assertThat(facts.findings()).startsWith(
                "'x.safetensors' holds 1 tensors that 'model.safetensors.index.json' does not name; they are not counted as weights.",
                "'model.safetensors.index.json' states a total_size of 99 bytes; the tensors that it names have 2.");
    }

    @Test
    void choosesOneWeightSet() {
        assertThat(weights(
                new FakeBlobs().with("model.safetensors", FOUR_BYTES).with("consolidated.safetensors", tensor("a", "F32", 2)).inspect()))
                .isEqualTo(4);
        assertThat(weights(sharded("a").with("model.safetensors", FOUR_BYTES).inspect())).as("the index goes first").isEqualTo(10);
        assertThat(weights(new FakeBlobs().with("odd.safetensors", FOUR_BYTES).with("m.gguf", gguf("llama", 8)).inspect())).isEqualTo(4);
        assertThat(weights(new FakeBlobs().with("x-00001-of-00002.safetensors", FOUR_BYTES).with("x-00002-of-00002.safetensors", FOUR_BYTES)
                .inspect())).isEqualTo(8);
    }

    @Test
    void doesNotGuessWhichWeightsAreLoaded() {
        ModelFacts several = new FakeBlobs().with("a.safetensors", FOUR_BYTES).with("b.safetensors", FOUR_BYTES).inspect();
        assertThat(several.number("minGpuMemory")).isNull();
        assertThat(several.findings()).singleElement().asString().startsWith("There are 2 weight files");
        ModelFacts incomplete = new FakeBlobs().with("x-00001-of-00003.safetensors", FOUR_BYTES)
                .with("x-00002-of-00003.safetensors", FOUR_BYTES).inspect();
        assertThat(incomplete.number("minGpuMemory")).isNull();
        assertThat(incomplete.findings()).containsExactly("Of the 3 parts of 'x', only 2 are there; they are not counted as weights.");
        ModelFacts adapter = new FakeBlobs().with("adapter_model.safetensors", FOUR_BYTES).inspect();
        assertThat(adapter.number("minGpuMemory")).isNull();
        assertThat(adapter.findings()).singleElement().asString().startsWith("'adapter_model.safetensors' is an adapter");
    }

    @Test
    void takesTheSmallestOfSeveralGgufModelsAndSaysSo() {
        ModelFacts facts = new FakeBlobs().with("big.gguf", gguf("llama", 100)).with("small.gguf", gguf("qwen2", 10))
                .with("mmproj-small.gguf", gguf("clip", 1)).inspect();
        assertThat(weights(facts)).isEqualTo(40);
        assertThat(facts.value("architectureType")).isEqualTo("qwen2");
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 40L));
        assertThat(facts.findings()).contains(
                "minGpuMemory is unknown: it is neither a language model nor an encoder of text, and no rule for others is known.");
    }

    @Test
    void addsUpTheFilesOfASplit() {
        ModelFacts facts = new FakeBlobs().with("m-00001-of-00002.gguf", gguf("llama", 3)).with("m-00002-of-00002.gguf", gguf("llama", 4))
                .inspect();
        assertThat(weights(facts)).isEqualTo(28);
    }

    @Test
    void saysWhichAcceleratorTheWeightsNeed() {
        assertThat(sharded("a").inspect().value("requiredAccelerator")).as("BF16").isEqualTo("cuda:11.0");
        assertThat(new FakeBlobs().with("model.safetensors", FOUR_BYTES).inspect().value("requiredAccelerator")).isEqualTo("none");
        assertThat(new FakeBlobs().with("model.safetensors", FOUR_BYTES)
                .with("config.json", "{\"quantization_config\":{\"quant_method\":\"awq\",\"bits\":4}}").inspect()
                .value("requiredAccelerator")).isEqualTo("cuda:10.0");
        assertThat(new FakeBlobs().with("m.gguf", gguf("llama", 8)).inspect().value("requiredAccelerator")).isEqualTo("none");
        assertThat(new FakeBlobs().with("model.safetensors", FOUR_BYTES).with("m.gguf", gguf("llama", 8))
                .with("config.json", "{\"quantization_config\":{\"quant_method\":\"mystery\"}}").inspect().value("requiredAccelerator"))
                .as("the GGUF is not what is loaded").isNull();
        assertThat(new FakeBlobs().with("notes.txt", "hello").inspect().value("requiredAccelerator")).isNull();
    }

    @Test
    void collectsDangersOfEveryFileWhoeverReadsIt() {
        ModelFacts facts = new FakeBlobs().with("model.safetensors", FOUR_BYTES).with("run.sh", "#!/bin/sh\nls\n")
                .with("modeling_x.py", "x = 1")
                .with("config.json", "{\"auto_map\":{\"AutoModel\":\"modeling_x.X\"}}").inspect();
        assertThat(facts.dangers()).extracting(SafetyFinding::kind).containsExactlyInAnyOrder(SafetyKind.EXECUTABLE, SafetyKind.REMOTE_CODE,
                SafetyKind.REMOTE_CODE);
        assertBroken(new FakeBlobs().with("m.safetensors", "\u007fELF and more"), "it is named .safetensors, but begins as an ELF program");
    }

    @Test
    void recognisesFormatsByTheirFirstBytes() {
        assertThat(weights(new FakeBlobs().with("weights.bin", FOUR_BYTES).inspect())).isEqualTo(4);
        assertThat(new FakeBlobs().with("weights", gguf("llama", 8)).inspect().value("architectureType")).isEqualTo("llama");
        assertBroken(new FakeBlobs().with("m.safetensors", gguf("llama", 8)), "it is named .safetensors, but begins as a GGUF file");
        assertBroken(new FakeBlobs().with("m.gguf", FOUR_BYTES), "it is named .gguf, but does not begin with 'GGUF'");
        assertBroken(new FakeBlobs().with("m.safetensors", "PK\u0003\u0004 a zip with a pickle in it"),
                "it is named .safetensors, but begins as a zip archive");
        assertBroken(new FakeBlobs().with("m.safetensors", ""), "too short");
        assertBroken(new FakeBlobs().with("m.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
                "it is a Git LFS pointer");
    }

    @Test
    void closesWhatItOpensAlsoWhenItFails() {
        var blobs = sharded("c").with("README.md", "---\nlicense: mit\n---\n").with("config.json", "{");
        assertThatThrownBy(blobs::inspect).isInstanceOf(IngestionException.class);
        assertThat(blobs.open).isZero();
    }

    private static long weights(ModelFacts facts) {
        return facts.bytesByDtype().values().stream().mapToLong(Long::longValue).sum();
    }

    private static FakeBlobs sharded(String firstTensor) {
        return new FakeBlobs().with("model.safetensors.index.json", "{\"metadata\":{\"total_size\":10},\"weight_map\":{\"" + firstTensor
                + "\":\"model-00001-of-00002.safetensors\",\"b\":\"model-00002-of-00002.safetensors\"}}")
                .with("model-00001-of-00002.safetensors", FOUR_BYTES).with("model-00002-of-00002.safetensors", tensor("b", "BF16", 3));
    }

    private static byte[] tensor(String name, String dtype, int elements) {
        int bytes = elements * (dtype.equals("F32") ? 4 : 2);
        return safetensors(
                "{\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + elements + "],\"data_offsets\":[0," + bytes + "]}}", bytes);
    }

    private static byte[] gguf(String architecture, int floats) {
        return Bytes.littleEndian().text("GGUF").u32(3).u64(1).u64(1).string("general.architecture").u32(8).string(architecture)
                .string("t").u32(1).u64(floats).u32(0).u64(0).padTo(32).zeros(4 * floats).array();
    }

    private static void assertBroken(FakeBlobs blobs, String why) {
        assertThatThrownBy(blobs::inspect).isInstanceOfSatisfying(IngestionException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
            assertThat(failure.getMessage()).startsWith("Could not read the head of '").contains(why);
        });
    }
}
