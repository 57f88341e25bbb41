package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.inspect.weights.WeightSet;
import org.junit.jupiter.api.Test;

/** Layers that keep a state, by hand: hidden 64, 4 heads of 16, 8 layers, half precision; one layer of attention 4 x 64 bytes per token. */
class StateTest {

    private static final String BASE = "{\"num_hidden_layers\": 8, \"hidden_size\": 64, \"num_attention_heads\": 4, \"vocab_size\": 100,"
            + " \"max_position_embeddings\": 1000, \"torch_dtype\": \"bfloat16\", ";

    private static final long ATTENTION = 4L * 64;

    /** Jamba: convolution (4 - 1) x 128 x 2 bytes, state 128 x 16 x 4 bytes. */
    private static final long MAMBA = 3L * 128 * 2 + 128L * 16 * 4;

    private static final String MAMBA1 = "\"mamba_d_state\": 16, \"mamba_d_conv\": 4, \"mamba_expand\": 2";

    /** Mamba 2 with 8 heads of 16 and one group: convolution 3 x (128 + 2 x 1 x 32) x 2 bytes, state 128 x 32 x 4 bytes. */
    private static final long MAMBA_TWO = 3L * (128 + 64) * 2 + 128L * 32 * 4;

    @Test
    void jamba() {
        Weighed weighed = weigh("jamba", "\"attn_layer_period\": 4, \"attn_layer_offset\": 1, " + MAMBA1);
        assertThat(weighed.cachePerToken()).as("layers 1 and 5").isEqualTo(2 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(6 * MAMBA);
        assertThat(weighed.numberOf("recommendedGpuMemory", "kvCache", "state")).as("8 sequences").isEqualTo(8 * 6 * MAMBA);
    }

    @Test
    void bambaAndItsIndexes() {
        Weighed weighed = weigh("bamba",
                "\"attn_layer_indices\": [2, 5, 7], \"mamba_n_heads\": 8, \"mamba_d_head\": \"auto\", \"mamba_n_groups\": 1,"
                        + " \"mamba_d_state\": 32, \"mamba_d_conv\": 4, \"mamba_expand\": 2");
        assertThat(weighed.cachePerToken()).isEqualTo(3 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(5 * MAMBA_TWO);
    }

    @Test
    void graniteHybridByItsLayerTypes() {
        Weighed weighed = weigh("granitemoehybrid",
                "\"layer_types\": [\"mamba\",\"mamba\",\"attention\",\"mamba\",\"mamba\",\"mamba\",\"mamba\",\"mamba\"],"
                        + " \"mamba_n_heads\": 8, \"mamba_d_head\": 16, \"mamba_n_groups\": 1, \"mamba_d_state\": 32, \"mamba_d_conv\": 4");
        assertThat(weighed.cachePerToken()).isEqualTo(ATTENTION);
        assertThat(state(weighed)).isEqualTo(7 * MAMBA_TWO);
    }

    @Test
    void nemotronHByItsLetters() {
        Weighed weighed = weigh("nemotron_h",
                "\"hybrid_override_pattern\": \"M-M*-M-*\", \"mamba_num_heads\": 8, \"mamba_head_dim\": 16, \"n_groups\": 1,"
                        + " \"ssm_state_size\": 32, \"conv_kernel\": 4");
        assertThat(weighed.cachePerToken()).isEqualTo(2 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(3 * MAMBA_TWO);
    }

    @Test
    void falconH1KeepsBothInEachLayer() {
        Weighed weighed = weigh("falcon_h1", "\"mamba_d_ssm\": 128, \"mamba_n_heads\": 8, \"mamba_d_head\": 16, \"mamba_n_groups\": 1,"
                + " \"mamba_d_state\": 32, \"mamba_d_conv\": 4, \"mamba_expand\": 99");
        assertThat(weighed.cachePerToken()).isEqualTo(8 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(8 * MAMBA_TWO);
    }

    @Test
    void zambaSharesItsAttention() {
        Weighed weighed = weigh("zamba2",
                "\"layers_block_type\": [\"mamba\",\"hybrid\",\"mamba\",\"mamba\",\"hybrid\",\"mamba\",\"mamba\",\"mamba\"],"
                        + " \"attention_head_dim\": 32, \"n_mamba_heads\": 8, \"mamba_headdim\": 16, \"mamba_ngroups\": 1, \"mamba_d_state\": 32, \"mamba_d_conv\": 4");
        assertThat(weighed.cachePerToken()).as("heads of 32").isEqualTo(2 * 2 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(8 * MAMBA_TWO);
    }

    /** Convolution (4 - 1) x (2 x 2 x 8 + 4 x 16) x 2 bytes, state 4 x 8 x 16 x 4 bytes. */
    @Test
    void qwen3NextAttendsInEachFourthLayer() {
        Weighed weighed = weigh("qwen3_next", "\"full_attention_interval\": 4, \"linear_num_value_heads\": 4, \"linear_num_key_heads\": 2,"
                + " \"linear_key_head_dim\": 8, \"linear_value_head_dim\": 16, \"linear_conv_kernel_dim\": 4");
        assertThat(weighed.cachePerToken()).isEqualTo(2 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(6 * (3 * 96 * 2 + 2048));
    }

    @Test
    void lfm2KeepsTheInputsOfAShortConvolution() {
        Weighed weighed = weigh("lfm2", "\"full_attn_idxs\": [2, 5], \"conv_L_cache\": 3");
        assertThat(weighed.cachePerToken()).isEqualTo(2 * ATTENTION);
        assertThat(state(weighed)).isEqualTo(6 * 3 * 64 * 2);
    }

    @Test
    void mambaAttendsNowhere() {
        Weighed weighed = Weighed.config("MambaForCausalLM", "{\"model_type\": \"mamba\", \"num_hidden_layers\": 8, \"hidden_size\": 64,"
                + " \"intermediate_size\": 128, \"state_size\": 16, \"conv_kernel\": 4, \"vocab_size\": 100, \"torch_dtype\": \"bfloat16\"}",
                weights());
        assertThat(weighed.numberOf("minGpuMemory", "kvCache")).isEqualTo(8 * MAMBA);
        assertThat(weighed.value("recommendedGpuNum")).as("there are no heads to divide").isEqualTo("1");
    }

    @Test
    void hybridsInGguf() {
        Weighed weighed = Weighed.gguf("jamba",
                Map.of("jamba.block_count", 4L, "jamba.embedding_length", 64L, "jamba.attention.head_count", 4L,
                        "jamba.context_length", 1000L, "tokenizer.ggml.tokens.length", 100L, "jamba.ssm.conv_kernel", 4L,
                        "jamba.ssm.inner_size", 128L,
                        "jamba.ssm.state_size", 16L),
                Map.of("jamba.attention.head_count_kv", List.of(0L, 2L, 0L, 1L)), weights());
        assertThat(weighed.cachePerToken()).as("3 heads x 2 x 16 x 2 bytes").isEqualTo(3 * 64);
        assertThat(state(weighed)).as("2 layers, all in f32").isEqualTo(2 * (3 * 128 * 4 + 128 * 16 * 4));
    }

    @Test
    void shortConvolutionsAndIntervalsInGguf() {
        Weighed lfm2 = Weighed.gguf("lfm2", Map.of("lfm2.block_count", 3L, "lfm2.embedding_length", 64L, "lfm2.attention.head_count", 4L,
                "lfm2.vocab_size", 100L, "lfm2.shortconv.l_cache", 3L), Map.of("lfm2.attention.head_count_kv", List.of(0L, 0L, 4L)),
                weights());
        assertThat(state(lfm2)).isEqualTo(2 * (3 - 1) * 64 * 4);
        Weighed next = Weighed.gguf("qwen3next",
                Map.of("qwen3next.block_count", 8L, "qwen3next.embedding_length", 64L, "qwen3next.attention.head_count", 4L,
                        "qwen3next.attention.head_count_kv", 2L, "qwen3next.full_attention_interval", 4L, "qwen3next.vocab_size", 100L,
                        "qwen3next.ssm.conv_kernel", 4L, "qwen3next.ssm.inner_size", 64L, "qwen3next.ssm.state_size", 8L,
                        "qwen3next.ssm.group_count", 2L),
                Map.of(), weights());
        assertThat(next.cachePerToken()).as("2 layers of 2 heads").isEqualTo(2 * 2 * 64);
        assertThat(state(next)).as("3 x (64 + 2 x 2 x 8) x 4 + 64 x 8 x 4").isEqualTo(6 * (3 * 96 * 4 + 2048));
    }

    @Test
    void falconH1AndMambaInGguf() {
        Map<String, Long> ssm = Map.of("ssm.conv_kernel", 4L, "ssm.inner_size", 128L, "ssm.state_size", 32L, "ssm.group_count", 1L,
                "block_count", 8L, "embedding_length", 64L, "vocab_size", 100L);
        long each = 3L * (128 + 64) * 4 + 128L * 32 * 4;
        Weighed falcon = Weighed.gguf("falcon-h1",
                with(ssm, "falcon-h1", Map.of("attention.head_count", 4L, "attention.head_count_kv", 4L)), Map.of(),
                weights());
        assertThat(falcon.cachePerToken()).isEqualTo(8 * ATTENTION);
        assertThat(state(falcon)).isEqualTo(8 * each);
        Weighed mamba = Weighed.gguf("mamba2", with(ssm, "mamba2", Map.of("attention.head_count", 0L)), Map.of(), weights());
        assertThat(mamba.numberOf("minGpuMemory", "kvCache")).isEqualTo(8 * each);
    }

    private static Map<String, Long> with(Map<String, Long> some, String architecture, Map<String, Long> more) {
        Map<String, Long> all = new HashMap<>();
        some.forEach((key, value) -> all.put(architecture + "." + key, value));
        more.forEach((key, value) -> all.put(architecture + "." + key, value));
        return all;
    }

    private static long state(Weighed weighed) {
        return weighed.numberOf("minGpuMemory", "kvCache", "state");
    }

    private static Weighed weigh(String family, String members) {
        return Weighed.config("AnyForCausalLM", BASE + "\"model_type\": \"" + family + "\", " + members + "}", weights());
    }

    private static WeightSet weights() {
        return Checkpoint.of("BF16").add("x", 1000, 1000).weights();
    }
}
