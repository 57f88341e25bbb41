package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {

    /** The shape of Qwen2.5-Omni's: PretrainedConfig.to_dict of a composed configuration. */
    @Test
    void looksIntoTheConfigurationOfTheTextModel() {
        ModelFacts facts = config("""
                {"architectures": ["Qwen2_5OmniModel"], "model_type": "qwen2_5_omni", "transformers_version": "4.50.0.dev0",
                 "thinker_config": {"model_type": "qwen2_5_omni_thinker", "text_config": {"torch_dtype": "bfloat16", "dtype": null}}}""");
        assertThat(facts.value("dtype")).isEqualTo("bfloat16");
        assertThat(facts.derivation("dtype").orElseThrow().rule()).isEqualTo("thinker_config.text_config.torch_dtype of config.json");
        assertThat(facts.value("pipelineTag")).isEqualTo("any-to-any");
        assertThat(facts.value("systemTag")).isEqualTo("AI::Others");
        assertThat(facts.value("libraryName")).isEqualTo("transformers");
    }

    @Test
    void fallsBackToTheFamily() {
        ModelFacts facts = config("{\"model_type\": \"mamba\"}");
        assertThat(facts.derivation("architectureType"))
                .contains(new Derivation("architectureType", "mamba", "model_type of config.json", "config.json"));
        assertThat(facts.value("pipelineTag")).isNull();
        assertThat(facts.value("systemTag")).isNull();
    }

    /** The members as transformers' documentation of each method shows them (huggingface.co/docs/transformers/quantization). */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', value = {
            "{\"quant_method\":\"gptq\",\"bits\":4,\"group_size\":128,\"sym\":true}; gptq 4-bit",
            "{\"quant_method\":\"awq\",\"bits\":4,\"version\":\"gemm\",\"zero_point\":true}; awq 4-bit",
            "{\"quant_method\":\"bitsandbytes\",\"load_in_4bit\":true,\"load_in_8bit\":false,\"bnb_4bit_quant_type\":\"nf4\"}; bitsandbytes nf4 4-bit",
            "{\"quant_method\":\"bitsandbytes\",\"load_in_4bit\":false,\"load_in_8bit\":true}; bitsandbytes 8-bit",
            "{\"quant_method\":\"fp8\",\"fmt\":\"e4m3\",\"activation_scheme\":\"dynamic\",\"weight_block_size\":[128,128]}; fp8 e4m3",
            "{\"quant_method\":\"compressed-tensors\",\"format\":\"pack-quantized\",\"config_groups\":{\"group_0\":{\"weights\":{\"num_bits\":4}}}}; compressed-tensors pack-quantized 4-bit",
            "{\"quant_method\":\"mxfp4\",\"modules_to_not_convert\":[\"lm_head\"]}; mxfp4",
            "{\"quant_method\":\"modelopt\",\"quant_algo\":\"NVFP4\"}; modelopt NVFP4",
            "{\"group_size\":64,\"bits\":4}; 4-bit",
            "{}; ", "[]; ", "null; "})
    void saysHowItIsQuantised(String quantization, String words) {
        assertThat(config("{\"quantization_config\":" + quantization + "}").value("quantization")).isEqualTo(words);
        assertThat(config("{\"text_config\":{\"quantization_config\":" + quantization + "}}").value("quantization")).isEqualTo(words);
    }

    @Test
    void namesTheMembersThatSayHowItIsQuantised() {
        assertThat(
                config("{\"quantization_config\":{\"bits\":8,\"quant_method\":\"gptq\"}}").derivation("quantization").orElseThrow().rule())
                .isEqualTo("quant_method and bits in quantization_config of config.json");
    }

    /** TensorRT Model Optimizer's hf_quant_config.json, and AutoGPTQ's quantize_config.json. */
    @Test
    void readsTheTextsOfQuantisersToo() {
        assertThat(new FakeBlobs().with("hf_quant_config.json",
                "{\"producer\":{\"name\":\"modelopt\"},\"quantization\":{\"quant_algo\":\"FP8\",\"kv_cache_quant_algo\":null}}").inspect()
                .value("quantization")).isEqualTo("FP8");
        assertThat(new FakeBlobs().with("quantize_config.json", "{\"bits\": 4, \"group_size\": 128}").inspect().value("quantization"))
                .isEqualTo("4-bit");
    }

    /** timm/models/_hub.py, save_config_for_hf. */
    @Test
    void knowsAModelOfTimm() {
        ModelFacts facts = config("""
                {"architecture": "resnet50", "num_classes": 1000, "num_features": 2048,
                 "pretrained_cfg": {"tag": "a1_in1k", "input_size": [3, 224, 224]}}""");
        assertThat(facts.value("architectureType")).isEqualTo("resnet50");
        assertThat(facts.value("libraryName")).isEqualTo("timm");
        assertThat(facts.value("pipelineTag")).isEqualTo("image-classification");
        assertThat(config("{\"architecture\": \"mine\"}").derivations()).isEmpty();
    }

    /** sentence_transformers/cross_encoder/model.py keeps its activation in the configuration of transformers. */
    @Test
    void tellsARankingCrossEncoderFromOneThatClassifies() {
        String encoder = "{\"architectures\":[\"BertForSequenceClassification\"],\"sentence_transformers\":{\"activation_fn\":\"torch.nn.modules.linear.Identity\",\"version\":\"4.0.1\"},\"id2label\":{";
        assertThat(config(encoder + "\"0\":\"LABEL_0\"}}").value("pipelineTag")).isEqualTo("text-ranking");
        assertThat(config(encoder + "\"0\":\"a\",\"1\":\"b\"}}").value("pipelineTag")).isEqualTo("text-classification");
    }

    @Test
    void takesTheVersionFromTheGenerationConfigIfItIsOnlyThere() {
        ModelFacts facts = new FakeBlobs().with("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}")
                .with("generation_config.json", "{\"transformers_version\":\"4.40.1\"}").inspect();
        assertThat(facts.derivation("frameworkVersion")).contains(
                new Derivation("frameworkVersion", "Transformers 4.40.1", "transformers_version of generation_config.json",
                        "generation_config.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model_index.json", "adapter_config.json", "modules.json", "generation_config.json",
            "tokenizer_config.json", "meta.json", "open_clip_config.json", "params.json", "quantize_config.json"})
    void aBrokenTextIsAFinding(String path) {
        String broken = path.equals("modules.json") ? "[{\"a\": 1," : "{\"a\": 1,";
        assertThat(new FakeBlobs().with(path, broken).inspect().findings()).first().asString()
                .startsWith("'" + path + "' is not read: it is not valid JSON at byte ");
        assertThat(new FakeBlobs().with(path, "{".getBytes(StandardCharsets.UTF_8), (4L << 20) + 1).inspect().findings())
                .first().isEqualTo("'" + path + "' is not read: it is larger than 4194304 bytes.");
        for (String odd : new String[] {"[]", "1", "\"a\"", "null", "{}", "[1]", "[[]]", "[{}]", "{\"type\":[[1]]}"}) {
            assertThat(new FakeBlobs().with(path, odd).inspect().derivations()).as(odd).isEmpty();
        }
    }

    private static ModelFacts config(String text) {
        return new FakeBlobs().with("config.json", text).inspect();
    }
}
