package dev.weighbridge.inspect.graph.tensorflow;

import java.util.regex.Pattern;

import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads the index of a checkpoint, such as a SavedModel's {@code variables/variables.index}: a sorted table of variables (tensor_bundle.proto). */
public final class CheckpointReader implements FormatReader {

    private static final String EXTENSION = ".index";

    /** What training needs and nobody who uses the model: an optimizer's slots, counters, the description of Python's objects, metrics. */
    private static final Pattern NO_WEIGHT = Pattern
            .compile(
                    "_CHECKPOINTABLE_OBJECT_GRAPH|save_counter/.*|optimizer/.*|.*/\\.OPTIMIZER_SLOT/.*|(.*/)?keras_api/metrics/.*|global_step");

    @Override
    public String format() {
        return "TensorFlow checkpoint";
    }

    /** By the magic number at its end, which other tables of LevelDB have, too. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().endsWith(EXTENSION) && SortedTable.endsAsOne(new Pages(file));
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        var pages = new Pages(file);
        var tensors = new TensorList(file, notes);
        boolean isWhole = SortedTable.read(pages, (key, place, length) -> {
            if (!key.isEmpty() && !NO_WEIGHT.matcher(key).matches()) {
                var cursor = new ProtoCursor(file, pages.bytes(place, length, "a value"), place);
                tensors.add(new BundleEntry(cursor).tensor(key), place);
            }
        });
        if (!isWhole) {
            notes.find("Some of '" + file.path() + "' is compressed and not looked into; its variables are not counted.");
        }
    }
}
