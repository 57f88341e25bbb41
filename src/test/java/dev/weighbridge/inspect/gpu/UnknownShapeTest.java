package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.weighbridge.inspect.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not stated, contradicts itself or cannot be true makes every field unknown, with one sentence that says why, and never a failure. */
class UnknownShapeTest {

    private static final String GOOD = "{\"model_type\": \"llama\", \"num_hidden_layers\": 8, \"hidden_size\": 64, \"num_attention_heads\": 4,"
            + " \"vocab_size\": 100, \"max_position_embeddings\": 1000}";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "num_attention_heads": 4; "num_attention_heads": 0; num_attention_heads of config.json is '0', not a whole number from 1 to 1000000000
            "num_attention_heads": 4; "num_attention_heads": -4; num_attention_heads of config.json is '-4', not a whole number from 1 to 1000000000
            "num_attention_heads": 4; "num_attention_heads": 4.5; num_attention_heads of config.json is '4.5', not a whole number from 1 to 1000000000
            "num_attention_heads": 4; "num_attention_heads": "four"; num_attention_heads of config.json is 'four', not a whole number from 1 to 1000000000
            "num_attention_heads": 4; "num_attention_heads": [4, 4]; num_attention_heads of config.json is a list where one number is expected
            "num_attention_heads": 4; "x": 4; 'config.json' does not state num_attention_heads or n_head or n_heads or num_heads
            "num_attention_heads": 4; "num_attention_heads": 5; 'config.json' states no head_dim, and 64 elements are no multiple of 5 heads
            "num_attention_heads": 4; "num_attention_heads": 4, "num_key_value_heads": 3; num_key_value_heads of config.json is 3, which does not divide the 4 heads
            "num_attention_heads": 4; "num_attention_heads": 4, "num_key_value_heads": -1; num_key_value_heads of config.json is '-1', not a whole number from 1 to 1000000000
            "num_hidden_layers": 8; "num_hidden_layers": 1000000000000000000; num_hidden_layers of config.json is '1000000000000000000', not a whole number from 1 to 1000000000
            "num_hidden_layers": 8; "num_hidden_layers": 100000000000000000000000000000; num_hidden_layers of config.json is '100000000000000000000000000000', not a whole number from 1 to 1000000000
            "num_hidden_layers": 8; "num_hidden_layers": 1000000; num_hidden_layers of config.json is 1000000, more layers than 10000
            "num_hidden_layers": 8; "x": 8; 'config.json' does not state num_hidden_layers or n_layer or n_layers or num_layers
            "num_hidden_layers": 8; "num_hidden_layers": 8, "layer_types": ["full_attention"]; layer_types of config.json speaks of 1 layers, but there are 8
            "num_hidden_layers": 8; "num_hidden_layers": 1, "layer_types": ["magic"]; layer_types of config.json names the kind of layer 'magic', whose cache is not known
            "num_hidden_layers": 8; "num_hidden_layers": 1, "layer_types": ["sliding_attention"]; 'config.json' does not state sliding_window
            "num_hidden_layers": 8; "num_hidden_layers": 1, "layer_types": ["mamba"]; 'config.json' does not state mamba_d_state or ssm_state_size or state_size
            "num_hidden_layers": 8; "num_hidden_layers": 8, "hybrid_override_pattern": "M*"; hybrid_override_pattern of config.json speaks of 2 layers, but there are 8
            "num_hidden_layers": 8; "num_hidden_layers": 8, "sliding_window": -1; sliding_window of config.json is '-1', not a whole number from 0 to 1000000000
            "vocab_size": 100; "x": 1; 'config.json' does not state vocab_size or padded_vocab_size
            "model_type": "llama"; "model_type": "rwkv"; what a model of the family rwkv keeps of a sequence is not known here
            """)
    void saysWhy(String part, String instead, String why) {
        assertUnknown(weigh(GOOD.replace(part, instead)), why);
    }

    @Test
    void theConfigIsGoodOtherwise() {
        assertThat(weigh(GOOD).value("minGpuMemory")).isNotNull();
    }

    @Test
    void doesNotOverflow() {
        String huge = GOOD.replace("\"num_hidden_layers\": 8", "\"num_hidden_layers\": 10000").replace("\"num_attention_heads\": 4",
                "\"num_attention_heads\": 1000000000, \"head_dim\": 1000000000");
        assertUnknown(weigh(huge), "the numbers that the model states multiply to more than can be true");
    }

    @Test
    void longListsAreAContradictionAndQuicklyRead() {
        String kinds = IntStream.range(0, 1_000_000).mapToObj(i -> "\"full_attention\"").collect(Collectors.joining(","));
        assertUnknown(weigh(GOOD.replace("\"num_hidden_layers\": 8", "\"num_hidden_layers\": 8, \"layer_types\": [" + kinds + "]")),
                "layer_types of config.json speaks of 1024 layers, but there are 8");
        List<Long> heads = LongStream.range(0, 1_000_000).boxed().toList();
        assertUnknown(Weighed.gguf("llama", gguf(Map.of()), Map.of("llama.attention.head_count_kv", heads), weights()),
                "llama.attention.head_count_kv of m.gguf speaks of 1000000 layers, but there are 8");
    }

    @Test
    void hostileNumbersOfAGguf() {
        assertUnknown(Weighed.gguf("llama", gguf(Map.of("llama.attention.head_count_kv", 3L)), Map.of(), weights()),
                "llama.attention.head_count_kv of m.gguf is 3, which does not divide the 4 heads");
        assertUnknown(Weighed.gguf("llama", gguf(Map.of("llama.attention.head_count", -1L)), Map.of(), weights()),
                "llama.attention.head_count of m.gguf is '-1', not a whole number from 0 to 1000000000");
        assertUnknown(Weighed.gguf("llama", gguf(Map.of("llama.block_count", 1L << 62)), Map.of(), weights()),
                "llama.block_count of m.gguf is '4611686018427387904', not a whole number from 1 to 1000000000");
        assertUnknown(Weighed.gguf("llama", gguf(Map.of("llama.attention.sliding_window", 5L)),
                Map.of("llama.attention.sliding_window_pattern", List.of(1L, 0L)), weights()),
                "llama.attention.sliding_window_pattern of m.gguf speaks of 2 layers, but there are 8");
        assertUnknown(Weighed.gguf("llama", Map.of("llama.block_count", 8L, "llama.attention.head_count", 4L), Map.of(), weights()),
                "'m.gguf' does not state embedding_length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ViTForImageClassification", "CLIPModel", "Wav2Vec2ForCTC", "SamModel"})
    void otherKindsHaveNoRule(String architecture) {
        Weighed weighed = Weighed.config(architecture,
                "{\"hidden_size\": 64, \"num_hidden_layers\": 8, \"num_attention_heads\": 4, \"image_size\": 224,"
                        + " \"vocab_size\": 32}",
                weights());
        assertUnknown(weighed, "it is neither a language model nor an encoder of text, and no rule for others is known");
    }

    @Test
    void saysWhatTheWeightsAloneTake() {
        Weighed weighed = Weighed.of("Any", null, null, weights(), Map.of());
        assertUnknown(weighed, "nothing beside the weights says what kind of model it is");
        assertThat(weighed.value("gpuConstraintDescription"))
                .isEqualTo("The weights alone take 2.0 MB; what is needed beside them is unknown.");
    }

    @Test
    void weightsOfNoBytesNeedNothing() {
        Weighed weighed = Weighed.config("LlamaForCausalLM", GOOD, Checkpoint.of("F32").weights());
        assertThat(weighed.sheet().derivations()).extracting(fact -> fact.field()).containsExactly("architectureType");
    }

    private static Map<String, Long> gguf(Map<String, Long> instead) {
        Map<String, Long> keys = new HashMap<>(Map.of("llama.block_count", 8L, "llama.embedding_length", 64L,
                "llama.attention.head_count", 4L, "llama.context_length", 1000L, "llama.vocab_size", 100L));
        keys.putAll(instead);
        return keys;
    }

    private static void assertUnknown(Weighed weighed, String why) {
        assertThat(weighed.sheet().findings()).containsExactly("minGpuMemory is unknown: " + why + ".");
        for (String field : List.of("minGpuMemory", "recommendedGpuMemory", "extraGpuMemRequest", "recommendedGpuNum")) {
            assertThat(weighed.value(field)).as(field).isNull();
        }
    }

    private static Weighed weigh(String config) {
        return Weighed.config("AnyForCausalLM", config, weights());
    }

    private static WeightSet weights() {
        return Checkpoint.of("BF16").add("x", 1000, 1000).weights();
    }
}
