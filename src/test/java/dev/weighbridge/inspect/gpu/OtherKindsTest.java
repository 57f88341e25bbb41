package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherKindsTest {

    private static final String BERT = "{\"model_type\": \"bert\", \"hidden_size\": 64, \"intermediate_size\": 256, \"num_hidden_layers\": 8,"
            + " \"num_attention_heads\": 4, \"vocab_size\": 100, \"max_position_embeddings\": 512, \"torch_dtype\": \"float32\"}";

    /** One token: 3 x 256 + 3 x 64 elements of 4 bytes. */
    private static final long TOKEN = 960L * 4;

    @Test
    void anEncoderReadsOneBatchAndKeepsNothing() {
        Weighed weighed = Weighed.config("BertModel", BERT, weights());
        assertThat(weighed.number("minGpuMemory")).as("512 tokens").isEqualTo(2_000_000 + 512 * TOKEN + 805_306_368);
        assertThat(weighed.number("recommendedGpuMemory")).as("16,384 tokens").isEqualTo(2_000_000 + 16_384 * TOKEN + 805_306_368);
        assertThat(weighed.derivation("minGpuMemory").rule()).isEqualTo("weights + activations + engine, for one text of 512 tokens");
        assertThat(weighed.value("recommendedGpuNum")).isEqualTo("1");
        assertThat(weighed.value("gpuConstraintDescription"))
                .isEqualTo("Needs 0.8 GB of GPU memory for one text of 512 tokens, 0.9 GB for batches of"
                        + " 16,384 tokens (weights 2.0 MB, activations 62.9 MB, engine 0.8 GB). Enough: 1 GPU of 16GB.");
    }

    @ParameterizedTest
    @CsvSource({"Qwen3ForCausalLM, feature-extraction, qwen3", "Qwen3ForCausalLM, text-ranking, qwen3", "MistralModel, , mistral",
            "Qwen2ForSequenceClassification, , qwen2", "XLMRobertaModel, , xlm-roberta", "NewModel, , new",
            "Any, sentence-similarity, any"})
    void aTaskThatTakesATextAtOnceIsAnEncodersWhateverTheArchitecture(String architecture, String task, String family) {
        Weighed weighed = Weighed.config(architecture, task, BERT.replace("bert", family), weights(), Map.of());
        assertThat(weighed.derivation("minGpuMemory").inputs()).extracting(input -> input.field()).containsExactly("weights", "activations",
                "engine");
    }

    @ParameterizedTest
    @CsvSource({"Qwen3ForCausalLM, text-generation, qwen3", "Qwen3ForCausalLM, , qwen3", "GPT2LMHeadModel, , gpt2",
            "Any, text-generation, any"})
    void aTaskThatWritesIsADecoders(String architecture, String task, String family) {
        Weighed weighed = Weighed.config(architecture, task, BERT.replace("bert", family), weights(), Map.of());
        assertThat(weighed.derivation("minGpuMemory").inputs()).extracting(input -> input.field()).containsExactly("weights", "kvCache",
                "activations",
                "engine");
    }

    @Test
    void encodersInGguf() {
        Map<String, Long> keys = Map.of("bert.block_count", 8L, "bert.embedding_length", 64L, "bert.feed_forward_length", 256L,
                "bert.attention.head_count", 4L, "bert.context_length", 512L);
        assertThat(Weighed.gguf("bert", keys, Map.of(), weights()).number("minGpuMemory")).isEqualTo(2_000_000 + 512 * TOKEN + 805_306_368);
        Map<String, Long> pooled = new LinkedHashMap<>();
        keys.forEach((key, value) -> pooled.put(key.replace("bert", "qwen3"), value));
        pooled.put("qwen3.pooling_type", 3L);
        assertThat(Weighed.gguf("qwen3", pooled, Map.of(), weights()).number("minGpuMemory")).as("a decoder that is pooled")
                .isEqualTo(2_000_000 + 512 * TOKEN + 805_306_368);
        assertThat(Weighed.gguf("flux", Map.of(), Map.of(), weights()).value("minGpuMemory")).isNull();
    }

    /** Whisper: 2 x 4 layers x 64 x (1500 + 448) tokens x 2 bytes; one input of 1500 tokens x (3 x 256 + 3 x 64) x 2 bytes. */
    @Test
    void anEncoderWithADecoderKeepsWhatItReadAndWrote() {
        Weighed weighed = Weighed.config("WhisperForConditionalGeneration", "{\"model_type\": \"whisper\", \"is_encoder_decoder\": true,"
                + " \"d_model\": 64, \"decoder_layers\": 4, \"decoder_attention_heads\": 4, \"encoder_ffn_dim\": 256, \"max_source_positions\": 1500,"
                + " \"max_target_positions\": 448, \"num_mel_bins\": 80, \"vocab_size\": 100, \"torch_dtype\": \"float16\"}", weights());
        long cache = 2L * 4 * 64 * 1948 * 2;
        long layer = 1500L * 960 * 2;
        assertThat(weighed.number("minGpuMemory")).isEqualTo(2_000_000 + cache + layer + 805_306_368);
        assertThat(weighed.number("recommendedGpuMemory")).isEqualTo(2_000_000 + 8 * (cache + layer) + 805_306_368);
        assertThat(weighed.value("recommendedGpuNum")).isEqualTo("1,2,4");
    }

    @Test
    void t5StatesNoLongestInput() {
        Weighed weighed = Weighed.config("T5ForConditionalGeneration",
                "{\"model_type\": \"t5\", \"is_encoder_decoder\": true, \"d_model\": 64,"
                        + " \"num_layers\": 4, \"num_heads\": 4, \"vocab_size\": 100}",
                weights());
        assertThat(weighed.value("minGpuMemory")).isNull();
        assertThat(weighed.sheet().findings()).containsExactly("minGpuMemory is unknown: 'config.json' does not state decoder_layers.");
    }

    @Test
    void thePartsOfAPipelineAreAddedUp() {
        var sheet = new FactSheet();
        Map<String, WeightSet> components = new LinkedHashMap<>();
        components.put("unet", Checkpoint.of("F16").add("x", 1000, 1_000_000).weights());
        components.put("vae", Checkpoint.of("F32").add("x", 100, 1_000_000).weights());
        new GpuMemory(GpuMemorySettings.none()).statePipeline(sheet, components);
        assertThat(sheet.value("minGpuMemory")).isNull();
        assertThat(sheet.value("gpuConstraintDescription")).as("2 x 10^9 + 4 x 10^8")
                .isEqualTo("The weights alone take 2.4 GB, all components loaded at"
                        + " once as pipe.to(\"cuda\") of diffusers does; what is needed beside them is unknown.");
        assertThat(sheet.findings()).isEqualTo(List.of(
                "minGpuMemory is unknown: what a pipeline of several components computes at once depends on the size of what it makes."));
    }

    private static WeightSet weights() {
        return Checkpoint.of("BF16").add("x", 1000, 1000).weights();
    }
}
