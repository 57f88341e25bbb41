package dev.weighbridge.inspect.card;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;

/** Texts that say one thing each. They are asked last. */
final class LesserTexts {

    private static final String GENERATION = "generation_config.json";

    private static final String OPEN_CLIP = "open_clip_config.json";

    private static final String PARAMS = "params.json";

    /** ModelOpt's, and what AutoGPTQ and AutoAWQ wrote before transformers knew them. */
    private static final List<String> QUANTIZATIONS = List.of("hf_quant_config.json", "quantize_config.json", "quant_config.json");

    private LesserTexts() {}

    static void state(ModelFolder folder, FactSheet sheet) {
        JsonText generation = JsonText.read(folder, GENERATION, Set.of("transformers_version"), sheet);
        if (generation != null) {
            sheet.state(generation.first("frameworkVersion", "Transformers ", "transformers_version"));
        }
        for (String path : QUANTIZATIONS) {
            quantization(folder, path, sheet);
        }
        params(folder, sheet);
        JsonText openClip = JsonText.read(folder, OPEN_CLIP, Set.of("model_cfg.embed_dim"), sheet);
        if (openClip != null && openClip.has("model_cfg.embed_dim")) {
            sheet.state(openClip.fact("libraryName", "open_clip", "model_cfg"));
        }
    }

    /** The task that open_clip writes into its cards (open_clip/push_to_hf_hub.py). */
    static void stateTask(ModelFolder folder, FactSheet sheet) {
        if ("open_clip".equals(sheet.value("libraryName")) && folder.has(OPEN_CLIP)) {
            sheet.state(new Derivation("pipelineTag", "zero-shot-image-classification",
                    "what open_clip calls the task of its models, by " + OPEN_CLIP, OPEN_CLIP));
        }
    }

    private static void quantization(ModelFolder folder, String path, FactSheet sheet) {
        Set<String> wanted = new HashSet<>(Quantization.MEMBERS);
        wanted.add("quantization.quant_algo");
        JsonText text = JsonText.read(folder, path, wanted, sheet);
        if (text != null) {
            sheet.state(Quantization.of(text, ""), Quantization.of(text, "quantization"));
        }
    }

    /** The form of Meta's and Mistral's own code: sizes, but no name of what has them. */
    private static void params(ModelFolder folder, FactSheet sheet) {
        JsonText text = JsonText.read(folder, PARAMS, Set.of("dim", "n_layers", "n_heads", "quantization.qformat_weight"), sheet);
        if (text == null || !text.has("dim") || !text.has("n_layers") || !text.has("n_heads")) {
            return;
        }
        sheet.state(text.first("quantization", "", "quantization.qformat_weight"));
        if (sheet.value("architectureType") == null) {
            sheet.find(
                    "'" + PARAMS + "' has the sizes of a model in the form of Meta's and Mistral's own code, which names no architecture;"
                            + " architectureType stays unknown.");
        }
    }
}
