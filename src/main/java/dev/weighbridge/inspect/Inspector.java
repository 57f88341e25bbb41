package dev.weighbridge.inspect;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what a model is from the heads of its files. Formats are recognised by their first bytes; {@code config.json}, {@code model_index.json},
 * {@code README.md} and {@code *.safetensors.index.json} by their names. Keeps nothing between calls; may be called by several threads.
 */
@Component
public final class Inspector {

    private static final String WEIGHTS_ONLY = "; weights only: excludes KV cache, activations and the engine's own memory";

    private final PipelineTags pipelineTags = new PipelineTags();

    /**
     * Inspects a model.
     *
     * @param files all of the model's files
     * @param opener opens them; each reader is closed again
     * @return what is known; of a model in no format that is known, nothing
     * @throws IngestionException MALFORMED_ARTIFACT if a safetensors file, its index or a GGUF file is broken: says which, what and at which byte;
     *     STORE_UNAVAILABLE if a blob cannot be read. Nothing is left behind.
     */
    public ModelFacts inspect(List<StoredFile> files, BlobOpener opener) {
        var sheet = new FactSheet();
        var folder = new ModelFolder(files, opener);
        ModelConfig config = ModelConfig.read(folder, sheet);
        ModelCard card = ModelCard.read(folder, sheet);
        var safetensors = new SafetensorsShelf(folder, sheet);
        var ggufs = new GgufShelf(sheet);
        readWeights(folder, safetensors, ggufs);
        WeightSet gguf = ggufs.chosen();
        stateTexts(sheet, config, card, ggufs.speaker(gguf));
        WeightSet weights = folder.has(ModelConfig.PIPELINE) ? unknownOfPipeline(sheet) : safetensors.chosen();
        return facts(sheet, card, weights == null && !folder.has(ModelConfig.PIPELINE) ? gguf : weights);
    }

    private static void readWeights(ModelFolder folder, SafetensorsShelf safetensors, GgufShelf ggufs) {
        for (String path : folder.paths()) {
            try (OpenFile file = folder.open(path)) {
                switch (Format.of(file)) {
                    case SAFETENSORS -> safetensors.add(file);
                    case GGUF -> ggufs.add(file);
                    case OTHER -> {}
                }
            }
        }
    }

    private void stateTexts(FactSheet sheet, @Nullable ModelConfig config, @Nullable ModelCard card, @Nullable GgufHead gguf) {
        Derivation configured = config == null ? null : config.architectureType();
        sheet.state(configured, fact(gguf, "architectureType", "general.architecture"));
        sheet.state(config == null ? null : config.frameworkVersion());
        sheet.state(fact(card, "pipelineTag", "pipeline_tag"), pipelineTags.of(configured));
        sheet.state(card == null ? null : card.licence(), fact(gguf, "licence", "general.license"));
        sheet.state(fact(gguf, "versionText", "general.version"), fact(card, "versionText", "version"));
        sheet.state(fact(card, "introduction", "introduction"));
        sheet.state(fact(card, "description", "description"), fact(gguf, "description", "general.description"));
        sheet.state(fact(card, "libraryName", "library_name"));
        sheet.state(config == null ? null : config.dtype());
    }

    private static @Nullable Derivation fact(@Nullable ModelCard card, String field, String member) {
        return card == null ? null : card.fact(field, member);
    }

    private static @Nullable Derivation fact(@Nullable GgufHead gguf, String field, String key) {
        return gguf == null ? null : gguf.fact(field, key);
    }

    private static @Nullable WeightSet unknownOfPipeline(FactSheet sheet) {
        sheet.find("A pipeline of several components: which of their weights are on the GPU at once is unknown, so minGpuMemory is, too.");
        return null;
    }

    private static ModelFacts facts(FactSheet sheet, @Nullable ModelCard card, @Nullable WeightSet weights) {
        Long minGpuMemory = weights == null || weights.tally().totalBytes() == 0 ? null : Long.valueOf(weights.tally().totalBytes());
        if (weights != null && minGpuMemory != null) {
            sheet.state(new Derivation("minGpuMemory", minGpuMemory.toString(),
                    "sum of the tensors' bytes in " + weights.name() + WEIGHTS_ONLY, weights.path()));
        }
        return new ModelFacts(sheet.value("architectureType"), sheet.value("frameworkVersion"), sheet.value("pipelineTag"),
                sheet.value("licence"),
                sheet.value("versionText"), sheet.value("introduction"), sheet.value("description"), sheet.value("libraryName"),
                sheet.value("dtype"),
                card == null ? List.of() : card.lines("base_model"), card == null ? List.of() : card.lines("language"), minGpuMemory,
                weights == null ? Map.of() : weights.tally().bytes(), weights == null ? Map.of() : weights.tally().elements(),
                sheet.findings(), sheet.derivations());
    }
}
