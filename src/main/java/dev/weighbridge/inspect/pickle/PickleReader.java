package dev.weighbridge.inspect.pickle;

import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Reads files that may hold pickles. Of those that torch loads it notes the weights. */
final class PickleReader implements FormatReader {

    private final PickleFormat kind;

    private final String format;

    PickleReader(PickleFormat kind, String format) {
        this.kind = kind;
        this.format = format;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public boolean recognises(OpenFile file) {
        return PickleFormat.of(file) == kind;
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        var scan = new Scan(new PickleReport(notes));
        var content = new FileContent(file);
        scan.file(content);
        boolean isWeights = kind == PickleFormat.PYTORCH || kind == PickleFormat.NEMO;
        if (isWeights && scan.broken() != null) {
            throw file.malformed("it " + scan.broken(), file.size());
        }
        if (kind == PickleFormat.NEMO) {
            describe(content, notes);
        }
        if (isWeights && !scan.torchFiles().isEmpty()) {
            weights(file, scan.torchFiles(), notes);
        }
    }

    private static void describe(Content content, FileNotes notes) {
        var budget = new Budget();
        ContentKind kind = ContentKind.of(content);
        Content tar = kind.isStream() ? kind.inflated(content, budget) : content;
        try {
            Content config = NemoConfig.find(tar, budget);
            if (config != null) {
                NemoConfig.describe(config, notes);
            }
        } catch (BrokenPickle broken) {
            notes.find("The model_config.yaml in '" + notes.path() + "' is not read: the file " + broken.why() + ".");
        } finally {
            if (tar instanceof InflatedContent inflated) {
                inflated.close();
            }
        }
    }

    private static void weights(OpenFile file, List<TorchFile> torchFiles, FileNotes notes) {
        if (torchFiles.size() > 1) {
            notes.find("'" + file.path() + "' holds " + torchFiles.size() + " objects of torch; which of them is loaded is unknown.");
            return;
        }
        TorchFile torch = torchFiles.getFirst();
        if (torch.isTooLarge()) {
            notes.find("'" + file.path() + "' holds more than can be kept of it; its tensors are not counted.");
            return;
        }
        var weights = new StateDict(torch.object());
        if (weights.tensors().size() > FileNotes.MAX_TENSORS) {
            throw file.malformed("it has more than " + FileNotes.MAX_TENSORS + " tensors", 0);
        }
        checkStorages(file, torch, weights);
        weights.tensors().forEach(notes::tensor);
    }

    /** In a zip each storage is a file beside the pickle, {@code data/<key>}. */
    private static void checkStorages(OpenFile file, TorchFile torch, StateDict weights) {
        ZipMembers zip = torch.zip();
        if (zip == null) {
            return;
        }
        String path = torch.place().substring(torch.place().lastIndexOf(" > ") < 0 ? 0 : torch.place().lastIndexOf(" > ") + 3);
        String folder = path.substring(0, path.lastIndexOf('/') + 1) + "data/";
        for (Value.Storage storage : weights.storages()) {
            Long size = zip.sizeOf(folder + storage.key());
            if (size == null || size < storage.bytes()) {
                throw missing(file, storage, size);
            }
        }
    }

    private static IngestionException missing(OpenFile file, Value.Storage storage, @Nullable Long size) {
        return file.malformed(
                "the storage " + OpenFile.shown(storage.key()) + " of its tensors should have " + storage.bytes() + " bytes, but "
                        + (size == null ? "is not there" : "has " + size),
                0);
    }
}
