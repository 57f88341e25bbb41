package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterConfigTest {

    /** What LoraConfig.save_pretrained of PEFT 0.19 writes, without the members that are null. */
    private static final String LORA = """
            {"auto_mapping": null, "base_model_name_or_path": "meta-llama/Llama-3.1-8B-Instruct", "bias": "none", "inference_mode": true,
             "lora_alpha": 32, "lora_dropout": 0.05, "peft_type": "LORA", "peft_version": "0.19.1", "r": 16,
             "target_modules": ["q_proj", "v_proj"], "task_type": "CAUSAL_LM", "use_dora": false}""";

    @Test
    void readsALora() {
        ModelFacts facts = adapter(LORA).inspect();
        assertThat(facts.derivation("architectureType"))
                .contains(new Derivation("architectureType", "LORA", "peft_type of adapter_config.json", "adapter_config.json"));
        assertThat(facts.value("frameworkVersion")).isEqualTo("PEFT 0.19.1");
        assertThat(facts.value("baseModels")).isEqualTo("meta-llama/Llama-3.1-8B-Instruct");
        assertThat(facts.derivation("adapter")).contains(new Derivation("adapter", "LORA, rank 16, alpha 32",
                "peft_type and r and lora_alpha of adapter_config.json", "adapter_config.json"));
        assertThat(facts.value("libraryName")).isEqualTo("peft");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-generation");
        assertThat(facts.value("systemTag")).isEqualTo("AI::Text-Generation");
    }

    @ParameterizedTest
    @CsvSource({"SEQ_CLS, text-classification", "SEQ_2_SEQ_LM, text2text-generation", "TOKEN_CLS, token-classification",
            "QUESTION_ANS, question-answering", "FEATURE_EXTRACTION, feature-extraction", "OTHER,"})
    void knowsTheTasksOfPeft(String type, String task) {
        assertThat(adapter("{\"peft_type\":\"IA3\",\"task_type\":\"" + type + "\"}").inspect().value("pipelineTag")).isEqualTo(task);
    }

    @Test
    void goesByTheAdaptedClassIfNoTaskIsSaid() {
        assertThat(adapter("{\"peft_type\":\"LORA\",\"auto_mapping\":{\"base_model_class\":\"Qwen3VLForConditionalGeneration\"}}").inspect()
                .value("pipelineTag")).isEqualTo("image-text-to-text");
    }

    @Test
    void theCardsBaseModelGoesBeforeTheAdapters() {
        assertThat(adapter(LORA).with("README.md", "---\nbase_model: unsloth/Llama-3.1-8B\n---\n").inspect().value("baseModels"))
                .isEqualTo("unsloth/Llama-3.1-8B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/me/models/llama", "./llama", "../base", "C:\\\\models\\\\llama", "a/b/c", "~/llama", ""})
    void aPathOfSomebodysMachineIsNoBaseModel(String path) {
        assertThat(adapter("{\"peft_type\":\"LORA\",\"base_model_name_or_path\":\"" + path + "\"}").inspect().value("baseModels")).isNull();
    }

    @Test
    void anAdapterThatWasLeftBesideAWholeModelDoesNotSpeakForIt() {
        ModelFacts facts = adapter(LORA).with("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}")
                .with("pytorch_model.bin.index.json", "{}").inspect();
        assertThat(facts.value("architectureType")).isEqualTo("LlamaForCausalLM");
        assertThat(facts.value("adapter")).isNull();
        assertThat(adapter(LORA).with("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}").inspect().value("architectureType"))
                .as("a configuration alone is no model").isEqualTo("LORA");
    }

    private static FakeBlobs adapter(String text) {
        return new FakeBlobs().with("adapter_config.json", text);
    }
}
