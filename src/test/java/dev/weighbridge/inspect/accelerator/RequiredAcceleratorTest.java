package dev.weighbridge.inspect.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions and capabilities from the pages that the table names. */
class RequiredAcceleratorTest {

    @ParameterizedTest
    @CsvSource({"BF16, , , cuda:11.0, 8.0", "F8_E4M3 BF16 F32, fp8, , cuda:11.8, 8.9", "F8_E5M2, , , cuda:11.8, 8.9",
            "I32 F16, awq, , cuda:10.0, 7.5", "I32 F16, gptq, , cuda:9.0, 7.0", "I32 BF16, gptq, , cuda:11.0, 8.0",
            "U8 BF16, mxfp4, , cuda:12.8, 10.0", "U8 F8_E4M3 F32, modelopt, nvfp4, cuda:12.8, 10.0",
            "F8_E4M3 F16, modelopt, fp8, cuda:11.8, 8.9",
            "I8 F16, compressed-tensors, int-quantized, cuda:10.0, 7.5", "U8 F16, bitsandbytes, 4, cuda:11.8, 6.0",
            "I8 F16, bitsandbytes, 8, cuda:11.8, 7.5", "U8 BF16, bitsandbytes, 4, cuda:11.8, 8.0", "F4 F8_E8M0, , , cuda:12.8, 10.0",
            "F8_E4M3, fbgemm_fp8, , cuda:11.8, 9.0"})
    void isTheFirstToolkitForWhatTheWeightsNeed(String dtypes, @Nullable String method, @Nullable String variant, String value,
            String capability) {
        Derivation found = Objects.requireNonNull(of(dtypes, method, variant));
        assertThat(found.value()).isEqualTo(value);
        assertThat(found.file()).isEqualTo("model.safetensors");
        assertThat(found.inputs().getFirst().field()).isEqualTo("computeCapability");
        assertThat(found.inputs().getFirst().value()).isEqualTo(capability);
    }

    @Test
    void saysWhyInWords() {
        Derivation found = Objects.requireNonNull(of("F8_E4M3 BF16", null, null));
        assertThat(found.rule())
                .isEqualTo("BF16 is for GPUs of compute capability 8.0 and more (Transformer Engine, \"Datatype and hardware support"
                        + " matrix\"); older GPUs and CPUs convert it. F8_E4M3 is for GPUs of compute capability 8.9 and more (Transformer Engine,"
                        + " \"Datatype and hardware support matrix\"); vLLM runs it from 7.5 on as weights only (\"FP8 W8A8\"). CUDA 11.8 is the first for"
                        + " F8_E4M3 (NVIDIA Ada GPU Architecture Compatibility Guide, \"Applications Built Using CUDA Toolkit 11.8\"); later ones may"
                        + " have dropped older GPUs");
        assertThat(found.inputs()).extracting(Derivation::field).containsExactly("computeCapability", "computeCapability of BF16");
    }

    @Test
    void isNoneWhereEveryGpuAndCpuWillDo() {
        Derivation plain = Objects.requireNonNull(of("F32 F16 I64", null, null));
        assertThat(plain.value()).isEqualTo("none");
        assertThat(plain.rule()).isEqualTo("every GPU and every CPU computes in F16, F32, I64");
        assertThat(RequiredAccelerator.ofPortable("GGUF", "m.gguf"))
                .isEqualTo(new Derivation("requiredAccelerator", "none", "what runs GGUF does so on CPUs, too", "m.gguf"));
    }

    @ParameterizedTest
    @CsvSource({"'', , ", "F32, mystery, ", "F8_E4M3FNUZ, , ", "BF16 WHAT, , ", "I32, compressed-tensors, pack-quantized",
            "F16, modelopt, "})
    void isUnknownWhereNoTableSaysIt(String dtypes, @Nullable String method, @Nullable String variant) {
        assertThat(of(dtypes, method, variant)).isNull();
    }

    @Test
    void readsHowWeightsAreQuantised() {
        assertThat(Quantisation.of(Map.of("quantization_config.quant_method", "AWQ", "quantization_config.bits", "4")::get))
                .isEqualTo(new Quantisation("awq", ""));
        assertThat(Quantisation
                .of(Map.of("quantization_config.quant_method", "bitsandbytes", "quantization_config.load_in_4bit", "true")::get))
                .isEqualTo(new Quantisation("bitsandbytes", "4"));
        assertThat(Quantisation.of(Map.of("quantization_config.quant_method", "modelopt", "quantization_config.quant_algo", "NVFP4")::get))
                .isEqualTo(new Quantisation("modelopt", "nvfp4"));
        assertThat(Quantisation.of(Map.<String, String>of()::get)).isNull();
    }

    /** A line that could not be read would only be found by the model that needs it. */
    @Test
    void everyLineOfTheTableCanBeRead() throws IOException {
        var table = new Properties();
        try (InputStream file = RequiredAccelerator.class.getResourceAsStream("accelerators.properties")) {
            table.load(file);
        }
        List<String> types = table.stringPropertyNames().stream().filter(key -> key.startsWith("type.")).toList();
        assertThat(types).allSatisfy(key -> assertThat(of(key.substring(5), null, null)).isNotNull());
        List<String> methods = table.stringPropertyNames().stream().filter(key -> key.startsWith("method.")).toList();
        assertThat(methods).allSatisfy(key -> {
            String[] method = key.substring(7).split("/", 2);
            Derivation found = Objects.requireNonNull(of("F16", method[0], method.length == 2 ? method[1] : ""));
            assertThat(found.rule()).as(key).contains("(").hasSizeLessThan(1000);
        });
    }

    private static @Nullable Derivation of(String dtypes, @Nullable String method, @Nullable String variant) {
        return RequiredAccelerator.of(dtypes.isEmpty() ? List.of() : Arrays.asList(dtypes.split(" ")),
                method == null ? null : new Quantisation(method, variant == null ? "" : variant), "model.safetensors");
    }
}
