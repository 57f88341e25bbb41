package dev.weighbridge.inspect.card;

import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import org.jspecify.annotations.Nullable;

/**
 * All that the texts in the model's own folder say, in the order in which they are believed. Asked in two steps, because what the weights' own files say goes between:
 * {@link #state} what is said outright, then {@link #conclude} what the hub says and what follows from the rest.
 */
public final class ModelTexts {

    private static final PipelineTags PIPELINE_TAGS = new PipelineTags();

    private static final SystemTags SYSTEM_TAGS = new SystemTags();

    private final ModelFolder folder;

    private final @Nullable ModelConfig config;

    private final @Nullable PipelineIndex pipeline;

    private final @Nullable AdapterConfig adapter;

    private final @Nullable SentenceTransformers sentences;

    private final @Nullable ModelCard card;

    /** Reads them; what is broken is found. {@code config} is the model's, which others read, too. */
    public ModelTexts(ModelFolder folder, @Nullable ModelConfig config, FactSheet sheet) {
        this.folder = folder;
        this.config = config;
        this.pipeline = PipelineIndex.read(folder, sheet);
        this.adapter = AdapterConfig.read(folder, sheet);
        this.sentences = SentenceTransformers.read(folder, sheet);
        this.card = ModelCard.read(folder, sheet);
    }

    /** The folders of a pipeline's components, or null if it is no pipeline. */
    public @Nullable Set<String> components() {
        return pipeline == null ? null : pipeline.components().keySet();
    }

    /** States what the texts, and a GGUF file in their place, say. */
    public void state(FactSheet sheet, Voice gguf) {
        stateTechnical(sheet, gguf);
        stateCard(sheet, gguf);
        SpacyMeta.state(folder, sheet);
        Tokenizers.state(folder, sheet);
        LesserTexts.state(folder, sheet);
    }

    private void stateTechnical(FactSheet sheet, Voice gguf) {
        if (adapter != null) {
            sheet.state(adapter.architectureType());
            sheet.state(adapter.frameworkVersion());
            sheet.state(adapter.adapter());
        }
        if (pipeline != null) {
            sheet.state(pipeline.architectureType());
            sheet.state(pipeline.frameworkVersion());
            sheet.state(pipeline.components("components"));
        }
        if (sentences != null) {
            sheet.state(sentences.frameworkVersion());
            sheet.state(sentences.embedding());
        }
        if (config != null) {
            sheet.state(config.architectureType(), config.modelType());
            sheet.state(config.frameworkVersion());
            sheet.state(config.dtype());
            sheet.state(config.quantization());
        }
        sheet.state(gguf.fact("architectureType", "general.architecture"));
        sheet.state(gguf.fact("quantization", "general.file_type"));
    }

    private void stateCard(FactSheet sheet, Voice gguf) {
        if (card != null) {
            sheet.state(card.fact("pipelineTag", "pipeline_tag"), card.task(SYSTEM_TAGS::knows));
            sheet.state(card.licence());
            sheet.state(card.fact("libraryName", "library_name"));
            sheet.state(card.lines("languages", "language"));
            sheet.state(card.lines("tags", "tags"));
            sheet.state(card.fact("vendor", "model_creator"));
        }
        sheet.state(licence(gguf));
        sheet.state(gguf.fact("versionText", "general.version"), card == null ? null : card.fact("versionText", "version"));
        sheet.state(card == null ? null : card.fact("introduction", "introduction"), card == null ? null : card.introduction());
        sheet.state(card == null ? null : card.fact("description", "description"), gguf.fact("description", "general.description"),
                card == null ? null : card.firstParagraph());
        sheet.state(card == null ? null : card.lines("baseModels", "base_model"), adapter == null ? null : adapter.baseModels(),
                gguf.fact("baseModels", "general.base_model.0.repo_url"), gguf.fact("baseModels", "general.base_model.0.name"));
        sheet.state(gguf.fact("vendor", "general.organization"));
    }

    /** A licence without an identifier by its name (ggml docs/gguf.md, "General metadata"). */
    private static @Nullable Derivation licence(Voice gguf) {
        Derivation licence = gguf.fact("licence", "general.license");
        Derivation name = gguf.fact("licence", "general.license.name");
        return name != null && (licence == null || licence.value().equalsIgnoreCase("other")) ? name : licence;
    }

    /** States what the hub says of what the files do not, and what follows from all that was stated. */
    public void conclude(FactSheet sheet, Voice hub) {
        sheet.state(hub.fact("licence", "license"));
        sheet.state(hub.fact("vendor", "organisation"));
        sheet.state(hub.fact("pipelineTag", "pipeline_tag"), sentences == null ? null : sentences.pipelineTag(),
                config == null ? null : config.pipelineTag(), adapter == null ? null : adapter.pipelineTag(PIPELINE_TAGS),
                PIPELINE_TAGS.of(sheet.fact("architectureType")));
        sheet.state(Stream.of(adapter == null ? null : adapter.libraryName(), sentences == null ? null : sentences.libraryName(),
                pipeline == null ? null : pipeline.libraryName(), config == null ? null : config.libraryName(),
                hub.fact("libraryName", "library_name")).toArray(Derivation[]::new));
        LesserTexts.stateTask(folder, sheet);
        sheet.state(SYSTEM_TAGS.of(sheet.fact("pipelineTag")));
    }
}
