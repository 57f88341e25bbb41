package dev.weighbridge.inspect.card;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import org.jspecify.annotations.Nullable;

/**
 * What {@code adapter_config.json} of PEFT says (peft/config.py, PeftConfigMixin; peft/utils/peft_types.py, PeftType and TaskType). It speaks for the model
 * only where no whole model lies beside it: whoever trains one often leaves it behind.
 */
final class AdapterConfig {

    private static final String PATH = "adapter_config.json";

    private static final Set<String> WANTED = Set.of("peft_type", "peft_version", "base_model_name_or_path", "r", "lora_alpha", "task_type",
            "auto_mapping.base_model_class");

    private static final Set<String> WHOLE_MODELS = Set.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
            "pytorch_model.bin.index.json", ModelConfig.PIPELINE);

    /** A hub's name of a model; a path of the machine that it was trained on is nobody else's business. */
    private static final Pattern HUB_NAME = Pattern.compile("[A-Za-z0-9_][\\w.-]{0,95}(/[A-Za-z0-9_][\\w.-]{0,95})?");

    private final JsonText text;

    private AdapterConfig(JsonText text) {
        this.text = text;
    }

    /** Returns null if there is none that speaks for the model. */
    static @Nullable AdapterConfig read(ModelFolder folder, FactSheet sheet) {
        if (WHOLE_MODELS.stream().anyMatch(folder::has)) {
            return null;
        }
        JsonText text = JsonText.read(folder, PATH, WANTED, sheet);
        return text == null || !text.has("peft_type") ? null : new AdapterConfig(text);
    }

    /** PEFT's own name of the kind, {@code LORA}. */
    @Nullable
    Derivation architectureType() {
        return text.first("architectureType", "", "peft_type");
    }

    /** Stated since PEFT 0.18. */
    @Nullable
    Derivation frameworkVersion() {
        return text.first("frameworkVersion", "PEFT ", "peft_version");
    }

    Derivation libraryName() {
        return text.fact("libraryName", "peft", "peft_type");
    }

    @Nullable
    Derivation baseModels() {
        String base = text.text("base_model_name_or_path");
        return base == null || !HUB_NAME.matcher(base).matches() ? null : text.first("baseModels", "", "base_model_name_or_path");
    }

    /** Kind, rank and scale in a line. */
    Derivation adapter() {
        String rank = text.text("r");
        String alpha = text.text("lora_alpha");
        String value = text.text("peft_type") + (rank == null ? "" : ", rank " + rank) + (alpha == null ? "" : ", alpha " + alpha);
        String members = String.join(" and ", Stream.of("peft_type", "r", "lora_alpha").filter(text::has).toList());
        return text.fact("adapter", value, members);
    }

    /** The task by PEFT's word for it, else by the class that was adapted. */
    @Nullable
    Derivation pipelineTag(PipelineTags tags) {
        Derivation byTask = tags.of(text.first("task", "PEFT.", "task_type"));
        return byTask != null ? byTask : tags.of(text.first("architecture", "", "auto_mapping.base_model_class"));
    }
}
