package dev.weighbridge.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.card.ModelCard;
import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.card.PipelineTags;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gguf.GgufShelf;
import dev.weighbridge.inspect.graph.keras.KerasArchiveReader;
import dev.weighbridge.inspect.graph.keras.KerasConfigReader;
import dev.weighbridge.inspect.graph.keras.KerasHdfReader;
import dev.weighbridge.inspect.graph.keras.KerasMetadataReader;
import dev.weighbridge.inspect.graph.onnx.OnnxReader;
import dev.weighbridge.inspect.graph.tensorflow.CheckpointReader;
import dev.weighbridge.inspect.graph.tensorflow.FrozenGraphReader;
import dev.weighbridge.inspect.graph.tensorflow.SavedModelReader;
import dev.weighbridge.inspect.graph.tflite.TfliteReader;
import dev.weighbridge.inspect.head.BlobOpener;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.safetensors.SafetensorsReader;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightShelf;
import dev.weighbridge.inspect.weights.WholeModels;
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

    /** The first that recognises a file reads it. */
    private final List<FormatReader> readers = List.of(new SafetensorsReader(), new SavedModelReader(), new KerasMetadataReader(),
            new OnnxReader(), new FrozenGraphReader(), new TfliteReader(), new CheckpointReader(), new KerasArchiveReader(),
            new KerasHdfReader(), new KerasConfigReader());

    /**
     * Inspects a model.
     *
     * @param files all of the model's files
     * @param hub what the place that they come from says, or null
     * @param opener opens them; each reader is closed again
     * @return what is known; of a model in no format that is known, nothing
     * @throws IngestionException MALFORMED_ARTIFACT if weights or their index are broken: says which file, what and at which byte;
     *     STORE_UNAVAILABLE if a blob cannot be read. Nothing is left behind.
     */
    public ModelFacts inspect(List<StoredFile> files, @Nullable HubFacts hub, BlobOpener opener) {
        var sheet = new FactSheet();
        var folder = new ModelFolder(files, opener);
        ModelConfig config = ModelConfig.read(folder, sheet);
        ModelCard card = ModelCard.read(folder, sheet);
        var safetensors = new WeightShelf("model.safetensors", "adapter_model.safetensors", folder, sheet);
        var ggufs = new GgufShelf(sheet);
        var models = new WholeModels();
        List<FileNotes> notes = readFiles(folder, safetensors, ggufs, models);
        WeightSet gguf = ggufs.chosen();
        stateTexts(sheet, config, card, ggufs.speaker(gguf));
        notes.forEach(file -> takeOver(file, sheet));
        notes.forEach(file -> NeededFiles.check(file, folder, sheet));
        WeightSet weights = folder.has(ModelConfig.PIPELINE) ? unknownOfPipeline(sheet) : safetensors.chosen();
        List<SafetyFinding> dangers = notes.stream().flatMap(file -> file.dangers().stream()).toList();
        if (weights == null && !folder.has(ModelConfig.PIPELINE)) {
            weights = gguf != null ? gguf : safetensors.isEmpty() ? models.chosen(sheet) : null;
        }
        return facts(sheet, weights, dangers);
    }

    private List<FileNotes> readFiles(ModelFolder folder, WeightShelf safetensors, GgufShelf ggufs,
            WholeModels models) {
        List<FileNotes> all = new ArrayList<>();
        for (String path : folder.paths()) {
            try (OpenFile file = folder.open(path)) {
                if (GgufShelf.recognises(file)) {
                    refuseDisguised(file, "a GGUF file");
                    ggufs.add(file);
                } else {
                    readers.stream().filter(reader -> reader.recognises(file)).findFirst()
                            .ifPresent(reader -> all.add(read(file, reader, safetensors, models)));
                }
            }
        }
        return all;
    }

    /** Who asked for safetensors asked for files that cannot do anything. */
    private static void refuseDisguised(OpenFile file, String what) {
        if (file.path().endsWith(".safetensors")) {
            throw file.malformed("it is named .safetensors, but begins as " + what, 0);
        }
    }

    private static FileNotes read(OpenFile file, FormatReader reader, WeightShelf safetensors, WholeModels models) {
        var notes = new FileNotes(file.path(), reader.format());
        reader.read(file, notes);
        if (reader instanceof SafetensorsReader) {
            safetensors.add(file, notes.tensors());
        } else {
            models.add(notes);
        }
        return notes.withoutTensors();
    }

    private static void takeOver(FileNotes file, FactSheet sheet) {
        file.facts().forEach(sheet::state);
        file.findings().forEach(sheet::find);
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
        sheet.state(card == null ? null : card.lines("baseModels", "base_model"));
        sheet.state(card == null ? null : card.lines("languages", "language"));
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

    private static ModelFacts facts(FactSheet sheet, @Nullable WeightSet weights, List<SafetyFinding> dangers) {
        if (weights != null && weights.tally().totalBytes() > 0) {
            sheet.state(new Derivation("minGpuMemory", Long.toString(weights.tally().totalBytes()),
                    "sum of the tensors' bytes in " + weights.name() + WEIGHTS_ONLY, weights.path()));
        }
        return new ModelFacts(sheet.derivations(), weights == null ? Map.of() : weights.tally().bytes(),
                weights == null ? Map.of() : weights.tally().elements(), sheet.findings(), dangers);
    }
}
