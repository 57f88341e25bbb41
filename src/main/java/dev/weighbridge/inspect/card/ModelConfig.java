package dev.weighbridge.inspect.card;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config.json} in the model's own folder says: of transformers (PretrainedConfig.to_dict, its composed configurations nest one of the text
 * model), of one component of diffusers ({@code _class_name}), or of timm ({@code architecture} beside {@code pretrained_cfg}).
 */
public final class ModelConfig {

    public static final String CONFIG = "config.json";

    public static final String PIPELINE = "model_index.json";

    /** Where composed models keep the text model's configuration: most, InternVL, DeepSeek-VL, Qwen-Omni. */
    private static final List<
            String> TEXT_MODELS = List.of("text_config.", "llm_config.", "language_config.", "thinker_config.text_config.",
                    "thinker_config.");

    private static final Set<String> WANTED = wanted();

    private final JsonText text;

    private ModelConfig(JsonText text) {
        this.text = text;
    }

    /**
     * Returns null if there is none, or if what is there cannot be read, which is a finding: other programs have a config.json too.
     *
     * @param moreWanted members of {@link #outline} beside those that the facts here need
     */
    public static @Nullable ModelConfig read(ModelFolder folder, FactSheet sheet, Set<String> moreWanted) {
        Set<String> wanted = new HashSet<>(WANTED);
        wanted.addAll(moreWanted);
        JsonText text = JsonText.read(folder, CONFIG, wanted, sheet);
        return text == null ? null : new ModelConfig(text);
    }

    private static Set<String> wanted() {
        Set<String> all = new HashSet<>(Set.of("transformers_version", "_class_name", "_diffusers_version", "architecture",
                "pretrained_cfg.input_size", "sentence_transformers.version", "sentence_transformers.activation_fn", "id2label.0",
                "id2label.1",
                "quantization.bits", "quantization.mode"));
        for (String name : List.of("architectures", "dtype", "torch_dtype", "model_type")) {
            all.add(name);
            TEXT_MODELS.forEach(prefix -> all.add(prefix + name));
        }
        for (String member : Quantization.MEMBERS) {
            all.add("quantization_config." + member);
            TEXT_MODELS.forEach(prefix -> all.add(prefix + "quantization_config." + member));
        }
        return Set.copyOf(all);
    }

    /** Its members that were wanted, as written. */
    public Outline outline() {
        return text.outline();
    }

    /** The class, of whatever library. */
    @Nullable
    Derivation architectureType() {
        Derivation stated = text.first("architectureType", "", inTextModelsToo("architectures"));
        if (stated != null) {
            return stated;
        }
        return isTimm() ? text.first("architectureType", "", "architecture") : text.first("architectureType", "", "_class_name");
    }

    /** The family, which says less than the class. */
    @Nullable
    Derivation modelType() {
        return text.first("architectureType", "", inTextModelsToo("model_type"));
    }

    @Nullable
    Derivation frameworkVersion() {
        Derivation transformers = text.first("frameworkVersion", "Transformers ", "transformers_version");
        return transformers != null ? transformers : text.first("frameworkVersion", "Diffusers ", "_diffusers_version");
    }

    /** The hub's name of the library that the members are of. */
    @Nullable
    Derivation libraryName() {
        if (isTimm()) {
            return text.fact("libraryName", "timm", "architecture and pretrained_cfg");
        }
        if (text.has("_diffusers_version")) {
            return text.fact("libraryName", "diffusers", "_diffusers_version");
        }
        return text.has("transformers_version") ? text.fact("libraryName", "transformers", "transformers_version") : null;
    }

    @Nullable
    Derivation dtype() {
        return text.first("dtype", "",
                Stream.of("dtype", "torch_dtype").flatMap(name -> Stream.of(inTextModelsToo(name))).toArray(String[]::new));
    }

    @Nullable
    Derivation quantization() {
        for (String prefix : Stream.concat(Stream.of(""), TEXT_MODELS.stream()).toList()) {
            Derivation stated = Quantization.of(text, prefix + "quantization_config");
            if (stated != null) {
                return stated;
            }
        }
        return Quantization.of(text, "quantization");
    }

    /**
     * The task of a timm model, and that of a cross-encoder, which keeps its activation here since sentence-transformers 4.0: with one label it ranks,
     * with more it classifies (cross_encoder/model_card.py).
     */
    @Nullable
    Derivation pipelineTag() {
        if (isTimm()) {
            return text.fact("pipelineTag", "image-classification",
                    "architecture and pretrained_cfg of timm, whose cards say so, by those");
        }
        if (!text.has("sentence_transformers.version") && !text.has("sentence_transformers.activation_fn")) {
            return null;
        }
        boolean hasOneLabel = text.has("id2label.0") && !text.has("id2label.1");
        return text.fact("pipelineTag", hasOneLabel ? "text-ranking" : "text-classification",
                "cross-encoder of sentence-transformers with " + (hasOneLabel ? "one label" : "several labels") + ", by id2label");
    }

    private boolean isTimm() {
        return text.has("architecture") && text.has("pretrained_cfg.input_size");
    }

    private static String[] inTextModelsToo(String name) {
        return Stream.concat(Stream.of(name), TEXT_MODELS.stream().map(prefix -> prefix + name)).toArray(String[]::new);
    }
}
