package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.ModelReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {

    @ParameterizedTest
    @CsvSource({"hf://Qwen/Qwen3-0.6B, Qwen", "hf://Qwen/Qwen3-0.6B@main, Qwen", "hf://Qwen/Qwen3-0.6B@refs/pr/1/onnx/model.onnx, Qwen",
            "hf://Qwen/Qwen3-0.6B/onnx, Qwen", "hf://models/Qwen/Qwen3-0.6B, Qwen", "modelscope://deepseek-ai/DeepSeek-V3@v1, deepseek-ai",
            "hf://gpt2,", "hf://gpt2@main/onnx,", "https://example.org/Qwen/Qwen3,", "ollama://library/llama3,",
            "s3://bucket/folder/model,",
            "oci://registry.example.org/Qwen/qwen3:1,", "/models/Qwen/Qwen3,"})
    void onlyAHubsReferenceNamesAnOrganisation(String reference, String organisation) {
        assertThat(Inspection.organisation(ModelReference.of(reference, null))).isEqualTo(organisation);
    }
}
