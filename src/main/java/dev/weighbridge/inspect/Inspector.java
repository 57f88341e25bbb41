package dev.weighbridge.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.card.MlflowReader;
import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.card.ModelTexts;
import dev.weighbridge.inspect.card.Voice;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gguf.GgufShelf;
import dev.weighbridge.inspect.head.BlobOpener;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.safetensors.SafetensorsReader;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightShelf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what a model is from the heads of its files. Formats are recognised by their first bytes; the texts beside them ({@link ModelTexts}),
 * {@code MLmodel} and {@code *.safetensors.index.json} by their names. Keeps nothing between calls; may be called by several threads.
 */
@Component
public final class Inspector {

    private static final String WEIGHTS_ONLY = "; weights only: excludes KV cache, activations and the engine's own memory";

    /** The first that recognises a file reads it. */
    private final List<FormatReader> readers = List.of(new SafetensorsReader(), new MlflowReader());

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
        var texts = new ModelTexts(folder, config, sheet);
        var safetensors = new WeightShelf("model.safetensors", "adapter_model.safetensors", folder, sheet);
        var ggufs = new GgufShelf(sheet);
        List<FileNotes> notes = readFiles(folder, safetensors, ggufs);
        WeightSet gguf = ggufs.chosen();
        GgufHead speaker = ggufs.speaker(gguf);
        texts.state(sheet, speaker == null ? Voice.SILENT : speaker::fact);
        notes.forEach(file -> takeOver(file, sheet));
        texts.conclude(sheet, hub == null ? Voice.SILENT : hub::fact);
        WeightSet weights = folder.has(ModelConfig.PIPELINE) ? unknownOfPipeline(sheet) : safetensors.chosen();
        List<SafetyFinding> dangers = notes.stream().flatMap(file -> file.dangers().stream()).toList();
        return facts(sheet, weights == null && !folder.has(ModelConfig.PIPELINE) ? gguf : weights, dangers);
    }

    private List<FileNotes> readFiles(ModelFolder folder, WeightShelf safetensors, GgufShelf ggufs) {
        List<FileNotes> all = new ArrayList<>();
        for (String path : folder.paths()) {
            try (OpenFile file = folder.open(path)) {
                if (GgufShelf.recognises(file)) {
                    refuseDisguised(file, "a GGUF file");
                    ggufs.add(file);
                } else {
                    readers.stream().filter(reader -> reader.recognises(file)).findFirst()
                            .ifPresent(reader -> all.add(read(file, reader, safetensors)));
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

    private static FileNotes read(OpenFile file, FormatReader reader, WeightShelf safetensors) {
        var notes = new FileNotes(file.path(), reader.format());
        reader.read(file, notes);
        if (reader instanceof SafetensorsReader) {
            safetensors.add(file, notes.tensors());
        }
        return notes.withoutTensors();
    }

    private static void takeOver(FileNotes file, FactSheet sheet) {
        file.facts().forEach(sheet::state);
        file.findings().forEach(sheet::find);
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
