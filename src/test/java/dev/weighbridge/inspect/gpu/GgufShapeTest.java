package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes from GGUF keys, by hand: hidden 64, 4 heads of 16, 6 layers; one layer and head keep 2 x 16 x 2 bytes. */
class GgufShapeTest {

    private static final long HEAD = 64;

    @Test
    void countsKeysAndValuesInF16() {
        assertThat(cache("llama", Map.of(), Map.of())).as("as many as heads").isEqualTo(6 * 4 * HEAD * 1000);
        assertThat(cache("llama", Map.of("attention.head_count_kv", 2L), Map.of())).isEqualTo(6 * 2 * HEAD * 1000);
        assertThat(cache("llama", Map.of("attention.key_length", 32L, "attention.value_length", 8L), Map.of()))
                .isEqualTo(6 * 4 * 40 * 2 * 1000);
        assertThat(cache("deci", Map.of(), Map.of("attention.head_count_kv", List.of(4L, 2L, 0L, 1L, 0L, 4L)))).as("11 heads in all layers")
                .isEqualTo(11 * HEAD * 1000);
    }

    @ParameterizedTest
    @CsvSource({"gemma2, 3, 3", "gemma3, 1, 5", "gpt-oss, 3, 3", "cohere2, 1, 5", "llama, 6, 0", "phi3, 6, 0"})
    void knowsTheWindowsThatTheFileDoesNotTell(String architecture, int full, int sliding) {
        assertThat(cache(architecture, Map.of("attention.sliding_window", 100L), Map.of()))
                .isEqualTo(4 * HEAD * (full * 1000L + sliding * 100L));
    }

    @Test
    void readsTheWindowsThatItTells() {
        assertThat(cache("any", Map.of("attention.sliding_window", 100L),
                Map.of("attention.sliding_window_pattern", List.of(1L, 1L, 0L, 1L, 1L, 0L)))).isEqualTo(4 * HEAD * (2 * 1000 + 4 * 100));
        assertThat(cache("any", Map.of("attention.sliding_window", 100L, "attention.sliding_window_pattern", 3L), Map.of()))
                .isEqualTo(4 * HEAD * (2 * 1000 + 4 * 100));
    }

    @Test
    void keepsTheKeysOnlyOfLatentAttention() {
        assertThat(cache("deepseek2", Map.of("attention.key_length_mla", 24L, "attention.kv_lora_rank", 32L, "rope.dimension_count", 8L,
                "attention.head_count_kv", 1L), Map.of())).isEqualTo(6 * 40 * 2 * 1000);
    }

    @Test
    void takesTheBufferThatLlamaCppTakes() {
        Weighed weighed = weigh("llama", Map.of(), Map.of());
        assertThat(weighed.numberOf("minGpuMemory", "activations")).as("512 x (100 + 64) x 4").isEqualTo(512 * 164 * 4);
        assertThat(weighed.numberOf("recommendedGpuMemory", "activations")).isEqualTo(512 * 164 * 4);
        assertThat(weighed.input("minGpuMemory", "kvCache", "fullAttention", "fullAttention", "kvHeadsOfAllLayers").file())
                .isEqualTo("m.gguf");
    }

    private static long cache(String architecture, Map<String, Long> numbers, Map<String, List<Long>> lists) {
        return weigh(architecture, numbers, lists).numberOf("minGpuMemory", "kvCache");
    }

    private static Weighed weigh(String architecture, Map<String, Long> numbers, Map<String, List<Long>> lists) {
        Map<String, Long> keys = new HashMap<>();
        Map.of("block_count", 6L, "embedding_length", 64L, "attention.head_count", 4L, "context_length", 1000L, "vocab_size", 100L)
                .forEach((key, value) -> keys.put(architecture + "." + key, value));
        numbers.forEach((key, value) -> keys.put(architecture + "." + key, value));
        Map<String, List<Long>> all = new HashMap<>();
        lists.forEach((key, value) -> all.put(architecture + "." + key, value));
        return Weighed.gguf(architecture, keys, all, Checkpoint.of("BF16").add("x", 1000, 1000).weights());
    }
}
