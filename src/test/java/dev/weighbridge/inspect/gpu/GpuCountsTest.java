package dev.weighbridge.inspect.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import dev.weighbridge.inspect.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GpuCountsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            32; 8; 1,2,4,8,16
            32; 32; 1,2,4,8,16
            14; 2; 1,2
            28; 4; 1,2,4
            71; 1; 1
            40; 10; 1,2
            64; 4; 1,2,4,8,16
            12; 12; 1,2,4
            """)
    void divideTheHeads(int heads, int kvHeads, String counts) {
        assertThat(weigh(heads, kvHeads, 1, Map.of()).value("recommendedGpuNum")).isEqualTo(counts);
    }

    /** 141 GB are 143771 MiB, of which 90 % are 135.68 x 10^9 bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            100; 1,2,4,8,16
            150; 2,4,8,16
            500; 4,8,16
            700; 8,16
            """)
    void areEnough(int gigabytes, String counts) {
        assertThat(weigh(32, 8, gigabytes, Map.of()).value("recommendedGpuNum")).isEqualTo(counts);
    }

    @Test
    void areUnknownWhereNoneIsEnough() {
        Weighed weighed = weigh(32, 8, 5000, Map.of());
        assertThat(weighed.value("recommendedGpuNum")).isNull();
        assertThat(weighed.value("minGpuMemory")).isNotNull();
        assertThat(weighed.sheet().findings())
                .containsExactly("recommendedGpuNum is unknown: no number of GPUs up to 16 divides the attention heads and is enough.");
        assertThat(weighed.value("gpuConstraintDescription")).endsWith("No number of GPUs up to 16 is enough and divides its heads.");
    }

    /** On each of 4: weights 100 GB / 4, cache / 4, and whole the activations, the engine and what several GPUs need for each other. */
    @Test
    void shareWeightsAndCacheOnly() {
        Weighed weighed = weigh(32, 8, 100, Map.of());
        long cache = weighed.numberOf("recommendedGpuMemory", "kvCache");
        assertThat(weighed.numberOf("recommendedGpuNum", "onEachOf4")).isEqualTo(25_000_000_000L + cache / 4
                + weighed.numberOf("recommendedGpuMemory", "activations") + 805_306_368 + 536_870_912 + 536_870_912);
        long repeated = weighed.numberOf("recommendedGpuNum", "onEachOf16", "kvCache");
        assertThat(repeated).as("8 heads of keys and values on 16 GPUs are kept twice").isEqualTo(cache / 8);
    }

    @Test
    void aLatentCacheIsKeptWholeOnEach() {
        Weighed weighed = Weighed.config("DeepseekV3ForCausalLM",
                config(32, 32).replace("}", ", \"kv_lora_rank\": 512, \"qk_rope_head_dim\": 64}"),
                weights(10));
        assertThat(weighed.numberOf("recommendedGpuNum", "onEachOf8", "kvCache"))
                .isEqualTo(weighed.numberOf("recommendedGpuMemory", "kvCache"));
    }

    /**
     * Cache 32 x 2 x 8 x 128 x 2 = 131,072 bytes a token; a layer 2048 x (3 x 512 + 3 x 4096) x 2 = 56.6 MB; the sampler 256 x 32,000 x 40 = 327.7 MB.
     */
    @Test
    void theSentenceNamesTheSmallestGpuForEachCount() {
        String sentence = weigh(32, 8, 20, Map.of()).value("gpuConstraintDescription");
        assertThat(sentence).hasSizeLessThanOrEqualTo(512)
                .isEqualTo("Needs 21.1 GB of GPU memory for one sequence of 2,048 tokens, 30.3 GB for 8"
                        + " sequences of 8,192 tokens (weights 20.0 GB, cache 8.6 GB, activations 0.3 GB, engine 1.3 GB). Enough: 1 GPU of 48GB, 2 of 24GB, 4 of"
                        + " 16GB, 8 of 16GB, 16 of 16GB.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"min-tokens=x", "min-tokens=0", "min-tokens=-1", "min-token=1", "gpus=", "gpus=80GB", "gpu-counts=1,two",
            "usable-percent=101"})
    void wrongSettingsAreRefused(String setting) {
        String[] parts = setting.split("=", 2);
        assertThatThrownBy(() -> new GpuMemory(new GpuMemorySettings(Map.of(parts[0], parts[1]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Could not read the properties weighbridge.gpu-memory.*: ").hasMessageContaining(parts[0]);
    }

    @Test
    void settingsAreBoundByTheirNames() {
        var source = new MapConfigurationPropertySource(Map.of("weighbridge.gpu-memory.min-tokens", "4096", "weighbridge.home", "x"));
        GpuMemorySettings bound = new Binder(source).bind("weighbridge", GpuMemorySettings.class).get();
        assertThat(bound.gpuMemory()).isEqualTo(Map.of("min-tokens", "4096"));
        var other = new MapConfigurationPropertySource(Map.of("weighbridge.home", "x"));
        assertThat(new Binder(other).bindOrCreate("weighbridge", GpuMemorySettings.class)).isEqualTo(GpuMemorySettings.none());
    }

    private static Weighed weigh(int heads, int kvHeads, int gigabytes, Map<String, String> settings) {
        return Weighed.config("AnyForCausalLM", null, config(heads, kvHeads), weights(gigabytes), settings);
    }

    private static String config(int heads, int kvHeads) {
        return ("{\"model_type\": \"any\", \"num_hidden_layers\": 32, \"hidden_size\": 4096, \"head_dim\": 128, \"num_attention_heads\": %d,"
                + " \"num_key_value_heads\": %d, \"vocab_size\": 32000, \"intermediate_size\": 512, \"torch_dtype\": \"bfloat16\"}")
                .formatted(heads, kvHeads);
    }

    private static WeightSet weights(int gigabytes) {
        return Checkpoint.of("U8").add("x", gigabytes, 1_000_000_000).weights();
    }
}
