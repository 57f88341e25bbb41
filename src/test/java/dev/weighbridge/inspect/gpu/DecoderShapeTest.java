package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.weights.WeightSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a sequence, worked out by hand from small numbers: hidden 64, 4 heads of 16, 8 layers, half precision. */
class DecoderShapeTest {

    private static final String BASE = "\"num_hidden_layers\": 8, \"hidden_size\": 64, \"num_attention_heads\": 4, \"vocab_size\": 100,"
            + " \"max_position_embeddings\": 1000, \"torch_dtype\": \"bfloat16\"";

    /** One layer, one head: 2 x 16 x 2 bytes. */
    private static final long HEAD = 64;

    @Test
    void countsKeysAndValuesOfEachHead() {
        assertThat(cache("")).as("8 layers, 4 heads, 1000 tokens").isEqualTo(8 * 4 * HEAD * 1000);
        assertThat(cache("\"num_key_value_heads\": 2")).isEqualTo(8 * 2 * HEAD * 1000);
        assertThat(cache("\"num_key_value_heads\": 2, \"head_dim\": 32")).isEqualTo(8 * 2 * 2 * HEAD * 1000);
        assertThat(cache("\"num_key_value_heads\": 2, \"v_head_dim\": 8")).as("2 heads of 16 + 8 elements")
                .isEqualTo(8 * 2 * 24 * 2 * 1000);
    }

    @Test
    void showsEachNumberWithItsFileAndMember() {
        Weighed weighed = weigh("", "\"num_key_value_heads\": 2");
        Derivation part = weighed.input("minGpuMemory", "kvCache", "fullAttention");
        assertThat(part.rule()).isEqualTo("bytes per token × tokens × sequences");
        assertThat(weighed.input("minGpuMemory", "kvCache", "fullAttention", "fullAttention").inputs()).extracting(Derivation::field,
                Derivation::value, Derivation::rule, Derivation::file).containsExactly(
                        tuple("layers", "8", "of 8 layers; all layers attend to all tokens", "config.json"),
                        tuple("kvHeads", "2", "num_key_value_heads of config.json", "config.json"),
                        tuple("headDim", "16", "hidden / heads", null),
                        tuple("bytesPerElement", "2", "torch_dtype of config.json is bfloat16", "config.json"));
        assertThat(weighed.derivation("minGpuMemory").rule())
                .isEqualTo("weights + kvCache + activations + engine, for one sequence of 1,000 tokens");
    }

    @Test
    void addsUpItsParts() {
        Weighed weighed = weigh("", "\"intermediate_size\": 256");
        long weights = 2_000_000;
        long cache = 8 * 4 * HEAD * 1000;
        assertThat(weighed.number("minGpuMemory")).as("weights, cache, 1000 tokens x (3 x 256 + 3 x 64) x 2 bytes, engine")
                .isEqualTo(weights + cache + 1000 * 960 * 2 + 805_306_368);
        assertThat(weighed.number("recommendedGpuMemory")).as("8 sequences, 8192 tokens at once, graphs")
                .isEqualTo(weights + 8 * cache + 8192 * 960 * 2 + 805_306_368 + 536_870_912);
        assertThat(weighed.number("extraGpuMemRequest")).isEqualTo(weighed.number("recommendedGpuMemory") - weights);
    }

    @Test
    void takesTheSamplerWhereItIsLarger() {
        String wide = BASE.replace("\"vocab_size\": 100", "\"vocab_size\": 200000");
        Weighed weighed = Weighed.config("LlamaForCausalLM", "{" + wide + "}", weights());
        assertThat(weighed.numberOf("recommendedGpuMemory", "activations")).as("256 sequences x 200,000 x 40")
                .isEqualTo(256L * 200_000 * 40);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            falcon; "num_kv_heads": 4, "multi_query": true, "new_decoder_architecture": false; 1
            falcon; "num_kv_heads": 2, "multi_query": true, "new_decoder_architecture": true; 2
            falcon; "num_kv_heads": 2, "multi_query": false; 4
            gpt_bigcode; "multi_query": true; 1
            gpt_bigcode; "multi_query": false; 4
            gpt_bigcode; ; 1
            chatglm; "multi_query_attention": true, "multi_query_group_num": 2; 2
            mpt; "attn_config": {"kv_n_heads": 2}; 2
            RefinedWeb; "n_head_kv": 2; 2
            """)
    void knowsTheWordsOfEachFamilyForHeadsOfKeysAndValues(String family, String members, int kvHeads) {
        assertThat(weigh(family, members).cachePerToken()).isEqualTo(8L * kvHeads * HEAD);
    }

    @Test
    void readsGpt2AndItsKin() {
        Weighed weighed = Weighed.config("GPT2LMHeadModel", "{\"model_type\": \"gpt2\", \"n_layer\": 8, \"n_embd\": 64, \"n_head\": 4,"
                + " \"n_positions\": 1000, \"vocab_size\": 100}", Checkpoint.of("F32").add("x", 1000, 1000).weights());
        assertThat(weighed.cachePerToken()).as("no dtype, but the weights are F32: 4 bytes").isEqualTo(8 * 4 * HEAD * 2);
    }

    @Test
    void keepsOneLatentVectorForEachToken() {
        Weighed weighed = weigh("deepseek_v3", "\"kv_lora_rank\": 32, \"qk_rope_head_dim\": 8, \"v_head_dim\": 16");
        assertThat(weighed.cachePerToken()).isEqualTo(8 * (32 + 8) * 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            mistral; "sliding_window": 100; 0; 8
            qwen2; "sliding_window": 100, "use_sliding_window": false; 8; 0
            qwen2; "sliding_window": 100, "use_sliding_window": true, "max_window_layers": 6; 6; 2
            mistral; "sliding_window": null; 8; 0
            gemma2; "sliding_window": 100; 4; 4
            gemma3_text; "sliding_window": 100; 1; 7
            gemma3_text; "sliding_window": 100, "sliding_window_pattern": 4; 2; 6
            cohere2; "sliding_window": 100, "_sliding_window_pattern": 4; 2; 6
            gpt_oss; "sliding_window": 100; 4; 4
            any; "sliding_window": 100, "layer_types": ["full_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention"]; 2; 6
            llama4_text; "attention_chunk_size": 100, "layer_types": ["chunked_attention","chunked_attention","chunked_attention","full_attention","chunked_attention","chunked_attention","chunked_attention","full_attention"]; 2; 6
            any; "num_kv_shared_layers": 3; 5; 0
            mllama_text_model; "cross_attention_layers": [3, 6]; 6; 0
            """)
    void countsTheLayersThatSlide(String family, String members, int full, int sliding) {
        long headDim = family.startsWith("gemma") ? 256 : 16; // the default of their classes
        long each = 4 * headDim * 4;
        String more = family.equals("gemma3_text") ? members + ", \"num_key_value_heads\": 4" : members;
        assertThat(cache(family, more)).isEqualTo(each * (full * 1000L + sliding * 100L));
    }

    @Test
    void keepsTheWholeOfAShortSequenceInAWindow() {
        assertThat(cache("mistral", "\"sliding_window\": 5000")).isEqualTo(8 * 4 * HEAD * 1000);
    }

    @Test
    void takesThePrecisionOfAQuantisedCache() {
        String scheme = "\"quantization_config\": {\"quant_method\": \"compressed-tensors\", \"kv_cache_scheme\": {\"num_bits\": 8, \"type\": \"float\"}}";
        assertThat(cache(scheme)).isEqualTo(8 * 4 * HEAD / 2 * 1000);
        assertThat(weigh("", scheme).input("minGpuMemory", "weights").rule())
                .isEqualTo("sum of the tensors' bytes in 'model.safetensors', packed as"
                        + " 'compressed-tensors' (quantization_config.quant_method of config.json)");
    }

    @Test
    void findsTheLanguageModelInsideAnother() {
        for (String nested : new String[] {"text_config", "llm_config", "language_config"}) {
            Weighed weighed = Weighed.config("AnyForConditionalGeneration",
                    "{\"hidden_size\": 7, \"torch_dtype\": \"bfloat16\", \"" + nested + "\": {" + BASE + "}}", weights());
            assertThat(weighed.numberOf("minGpuMemory", "kvCache")).as(nested).isEqualTo(8 * 4 * HEAD * 1000);
            assertThat(weighed.value("gpuConstraintDescription")).endsWith("What images or sound take beside the text is not counted.");
        }
    }

    @Test
    void fillsInWhatANestedConfigLeavesOut() {
        Weighed weighed = Weighed.config("LlavaForConditionalGeneration",
                "{\"model_type\": \"llava\", \"text_config\": {\"model_type\": \"llama\", \"max_position_embeddings\": 4096,"
                        + " \"torch_dtype\": \"float16\", \"vocab_size\": 32064}}",
                weights());
        assertThat(weighed.cachePerToken()).as("Llama-2-7B").isEqualTo(524_288);
        assertThat(weighed.input("minGpuMemory", "kvCache", "fullAttention", "fullAttention", "headDim", "heads").rule())
                .isEqualTo("num_attention_heads of the class for llama in transformers, since config.json leaves it out");
    }

    @Test
    void countsATiedOutputOnce() {
        Checkpoint both = Checkpoint.of("BF16").add("model.embed_tokens.weight", 100, 64).add("lm_head.weight", 100, 64).add("x", 10);
        assertThat(tied(both, ", \"tie_word_embeddings\": true", "llama")).isEqualTo(12_800 + 20);
        assertThat(tied(both, ", \"tie_word_embeddings\": false", "llama")).isEqualTo(25_600 + 20);
        assertThat(tied(both, "", "llama")).as("not stated").isEqualTo(25_600 + 20);
        Checkpoint other = Checkpoint.of("BF16").add("model.embed_tokens.weight", 100, 64).add("lm_head.weight", 50, 64).add("x", 10);
        assertThat(tied(other, ", \"tie_word_embeddings\": true", "llama")).as("of another size").isEqualTo(19_200 + 20);
        assertThat(tied(both, "", "falcon")).as("FalconConfig ties unless told otherwise").isEqualTo(12_800 + 20);
    }

    @Test
    void takesWhatTheOperatorSets() {
        Weighed weighed = Weighed.config("LlamaForCausalLM", null, "{" + BASE + "}", weights(),
                Map.of("min-tokens", "10", "recommendedSequences", "3", "ENGINE_BYTES", "7"));
        assertThat(weighed.numberOf("minGpuMemory", "kvCache")).isEqualTo(8 * 4 * HEAD * 10);
        assertThat(weighed.numberOf("recommendedGpuMemory", "kvCache")).isEqualTo(3 * 8 * 4 * HEAD * 1000);
        assertThat(weighed.numberOf("minGpuMemory", "engine")).isEqualTo(7);
    }

    private static long tied(Checkpoint checkpoint, String more, String family) {
        return Weighed.config("AnyForCausalLM", "{" + BASE + ", \"model_type\": \"" + family + "\"" + more + "}", checkpoint.weights())
                .numberOf("minGpuMemory", "weights");
    }

    private static long cache(String members) {
        return cache("", members);
    }

    private static long cache(String family, String members) {
        return weigh(family, members).numberOf("minGpuMemory", "kvCache");
    }

    private static Weighed weigh(String family, @Nullable String members) {
        return Weighed.config("AnyForCausalLM",
                "{" + BASE + ", \"model_type\": \"" + family + "\"" + (members == null || members.isEmpty() ? "" : ", " + members) + "}",
                weights());
    }

    /** A million elements. */
    private static WeightSet weights() {
        return Checkpoint.of("BF16").add("x", 1000, 1000).weights();
    }
}
