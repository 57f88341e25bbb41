package dev.weighbridge.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gguf.GgufShelf;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.pickle.PickleReaders;
import dev.weighbridge.inspect.pickle.PyTorchShelf;
import dev.weighbridge.inspect.safetensors.SafetensorsReader;
import dev.weighbridge.inspect.safety.ChatTemplates;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightShelf;
import dev.weighbridge.inspect.weights.WholeModels;
import org.jspecify.annotations.Nullable;

/** The weights of a model by their formats, and which of them an engine loads. */
final class Shelves {

    private static final Set<String> PYTORCH = Set.of(PickleReaders.PYTORCH, PickleReaders.NEMO);

    private final ModelFolder folder;

    private final FactSheet sheet;

    private final WeightShelf safetensors;

    private final PyTorchShelf pytorch;

    private final GgufShelf ggufs;

    private final WholeModels models = new WholeModels();

    /** Of those files that are a model each. */
    private final Map<String, String> formats = new HashMap<>();

    private @Nullable WeightSet gguf;

    private boolean isGguf;

    /** Reads the indexes of safetensors. @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if one is broken */
    Shelves(ModelFolder folder, FactSheet sheet) {
        this.folder = folder;
        this.sheet = sheet;
        this.safetensors = new WeightShelf("model.safetensors", "adapter_model.safetensors", folder, sheet);
        this.pytorch = new PyTorchShelf(folder, sheet);
        this.ggufs = new GgufShelf(sheet);
    }

    /** Reads a GGUF file; its template is all that is noted beside the tensors. */
    FileNotes addGguf(OpenFile file) {
        var notes = new FileNotes(file.path(), "GGUF");
        GgufHead head = ggufs.add(file);
        String template = head.texts().get("tokenizer.chat_template");
        if (template != null) {
            ChatTemplates.check(file.path(), template).forEach(danger -> notes.warn(danger.kind(), danger.sentence()));
        }
        return notes;
    }

    /** Puts the tensors that were noted where those of the format are. */
    void add(OpenFile file, FileNotes notes) {
        if (notes.format().equals(SafetensorsReader.FORMAT)) {
            safetensors.add(file, notes.tensors());
        } else if (PYTORCH.contains(notes.format())) {
            pytorch.add(file, notes.tensors());
        } else {
            models.add(notes);
            formats.put(notes.path(), notes.format());
        }
    }

    /** Says which GGUF file is the model and speaks for it, once all files were added; null if there is none. */
    @Nullable
    GgufHead speaker() {
        gguf = ggufs.chosen();
        return ggufs.speaker(gguf);
    }

    /**
     * The set that is loaded, or null with a finding: safetensors, as loaders prefer them; a GGUF model in a folder of its own; PyTorch; a GGUF model
     * beside a configuration; a file that is a model with its graph. The later ones are asked, and say why they do not know, only if they are needed.
     */
    @Nullable
    WeightSet chosen() {
        WeightSet chosen = safetensors.chosen();
        if (chosen == null && (gguf == null || folder.has(ModelConfig.CONFIG))) {
            chosen = pytorch.chosen();
        }
        if (chosen == null && gguf != null) {
            isGguf = true;
            return gguf;
        }
        return chosen == null && safetensors.isEmpty() ? models.chosen(sheet) : chosen;
    }

    /** Whether {@link #chosen} was a GGUF model. */
    boolean isGguf() {
        return isGguf;
    }

    /** The format of a set whose programs run on CPUs, too, as a person calls it; null of the others. */
    @Nullable
    String portableFormat(WeightSet set) {
        return isGguf ? "GGUF" : formats.get(set.path());
    }

    /** The sets of a model whose components have folders of their own. */
    Map<String, WeightSet> components() {
        return safetensors.components();
    }
}
