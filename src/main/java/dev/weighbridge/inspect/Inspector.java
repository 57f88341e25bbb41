package dev.weighbridge.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.card.ModelCard;
import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.card.PipelineTags;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gguf.GgufShelf;
import dev.weighbridge.inspect.gpu.GpuMemory;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.inspect.gpu.ShapeSource;
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
 * Reads what a model is from the heads of its files. Formats are recognised by their first bytes; {@code config.json}, {@code model_index.json},
 * {@code README.md} and {@code *.safetensors.index.json} by their names. Keeps nothing between calls; may be called by several threads.
 */
@Component
public final class Inspector {

    private final PipelineTags pipelineTags = new PipelineTags();

    /** The first that recognises a file reads it. */
    private final List<FormatReader> readers = List.of(new SafetensorsReader());

    private final GpuMemory gpu;

    /** @throws IllegalArgumentException if a setting's name is unknown or its value no whole number: says which */
    public Inspector(GpuMemorySettings gpu) {
        this.gpu = new GpuMemory(gpu);
    }

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
        ModelConfig config = ModelConfig.read(folder, sheet, wanted(folder));
        ModelCard card = ModelCard.read(folder, sheet);
        var safetensors = new WeightShelf("model.safetensors", "adapter_model.safetensors", folder, sheet);
        var ggufs = new GgufShelf(sheet);
        List<FileNotes> notes = readFiles(folder, safetensors, ggufs);
        WeightSet gguf = ggufs.chosen();
        stateTexts(sheet, config, card, ggufs.speaker(gguf));
        notes.forEach(file -> takeOver(file, sheet));
        List<SafetyFinding> dangers = notes.stream().flatMap(file -> file.dangers().stream()).toList();
        if (config != null && folder.has(ModelConfig.PIPELINE)) {
            Map<String, WeightSet> components = safetensors.components();
            components.keySet().removeIf(component -> config.outline().list(component).isEmpty());
            gpu.statePipeline(sheet, components);
            return facts(sheet, null, dangers);
        }
        WeightSet chosen = safetensors.chosen();
        if (chosen != null) {
            gpu.state(sheet, config == null ? null : ShapeSource.ofConfig(config.outline(), config.path()), chosen);
        } else if (gguf != null) {
            gpu.state(sheet, shapeSource(ggufs.speaker(gguf)), gguf);
        }
        return facts(sheet, chosen == null ? gguf : chosen, dangers);
    }

    /** What the shape needs of a config, and, of a pipeline's index, which of the folders are components of it. */
    private static Set<String> wanted(ModelFolder folder) {
        Set<String> wanted = new HashSet<>(ShapeSource.WANTED);
        folder.paths().stream().filter(path -> path.indexOf('/') > 0).forEach(path -> wanted.add(path.substring(0, path.indexOf('/'))));
        return wanted;
    }

    private static @Nullable ShapeSource shapeSource(@Nullable GgufHead head) {
        String architecture = head == null ? null : head.texts().get("general.architecture");
        return head == null || architecture == null ? null : ShapeSource.ofGguf(architecture, head.numbers(), head.lists(), head.path());
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

    private static ModelFacts facts(FactSheet sheet, @Nullable WeightSet weights, List<SafetyFinding> dangers) {
        return new ModelFacts(sheet.derivations(), weights == null ? Map.of() : weights.tally().bytes(),
                weights == null ? Map.of() : weights.tally().elements(), sheet.findings(), dangers);
    }
}
