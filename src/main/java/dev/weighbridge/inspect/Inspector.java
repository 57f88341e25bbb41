package dev.weighbridge.inspect;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.card.ModelTexts;
import dev.weighbridge.inspect.card.Voice;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.inspect.head.BlobOpener;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.weights.WeightSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what a model is from the heads of its files. Formats are recognised by their first bytes; the texts beside them ({@link ModelTexts}),
 * {@code MLmodel} and the indexes of shards by their names. Keeps nothing between calls; may be called by several threads.
 */
@Component
public final class Inspector {

    private final Readers readers = new Readers();

    private final Needs needs;

    /** @throws IllegalArgumentException if a setting's name is unknown or its value no whole number: says which */
    public Inspector(GpuMemorySettings gpu) {
        this.needs = new Needs(gpu);
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
        ModelConfig config = ModelConfig.read(folder, sheet, Needs.WANTED);
        var texts = new ModelTexts(folder, config, sheet);
        var shelves = new Shelves(folder, sheet);
        List<FileNotes> notes = readers.readAll(folder, shelves);
        GgufHead gguf = shelves.speaker();
        texts.state(sheet, gguf == null ? Voice.SILENT : gguf::fact);
        notes.forEach(file -> takeOver(file, folder, sheet));
        texts.conclude(sheet, hub == null ? Voice.SILENT : hub::fact);
        WeightSet weights = needs.state(sheet, shelves, gguf, config, texts.components());
        return new ModelFacts(sheet.derivations(), weights == null ? Map.of() : weights.tally().bytes(),
                weights == null ? Map.of() : weights.tally().elements(), sheet.findings(),
                notes.stream().flatMap(file -> file.dangers().stream()).distinct().toList());
    }

    /**
     * Looks at files that are no model for what is dangerous in them, as {@link #inspect} does for a model.
     *
     * @param files all there are
     * @param opener opens them; each reader is closed again
     * @return dangers and findings, and nothing else
     * @throws IngestionException MALFORMED_ARTIFACT if a file named as safetensors begins as something that can run code; STORE_UNAVAILABLE if a blob cannot
     *     be read. Nothing is left behind.
     */
    public ModelFacts lookForDangers(List<StoredFile> files, BlobOpener opener) {
        List<FileNotes> notes = readers.lookAtAll(new ModelFolder(files, opener));
        return new ModelFacts(List.of(), Map.of(), Map.of(), notes.stream().flatMap(file -> file.findings().stream()).toList(),
                notes.stream().flatMap(file -> file.dangers().stream()).distinct().toList());
    }

    private static void takeOver(FileNotes file, ModelFolder folder, FactSheet sheet) {
        file.facts().forEach(sheet::state);
        file.findings().forEach(sheet::find);
        NeededFiles.check(file, folder, sheet);
    }
}
