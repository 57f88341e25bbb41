package dev.weighbridge.inspect.weights;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.Tensor;
import org.jspecify.annotations.Nullable;

/** The files of which each is a model, with its graph and its tensors: ONNX, TensorFlow Lite, Keras. Says which of them is loaded. */
public final class WholeModels {

    private static final int SHOWN = 3;

    private final Map<String, WeightTally> files = new TreeMap<>();

    /** Adds up the tensors of a file. One without any, such as a decoder's graph that only merges others, is no rival. */
    public void add(FileNotes notes) {
        var tally = new WeightTally();
        for (Tensor tensor : notes.tensors()) {
            tally.add(tensor.dtype(), tensor.bytes(), tensor.elements());
        }
        if (tally.totalBytes() > 0) {
            files.put(notes.path(), tally);
        }
    }

    /** The only one, else the only one named {@code model.<extension>}, else unknown, with a finding. */
    @Nullable
    public WeightSet chosen(FactSheet sheet) {
        List<String> named = files.keySet().stream().filter(WholeModels::isNamedModel).toList();
        List<String> rivals = named.size() == 1 ? named : List.copyOf(files.keySet());
        if (rivals.size() > 1) {
            String shown = rivals.stream().limit(SHOWN).map(path -> "'" + path + "'").collect(Collectors.joining(", "));
            sheet.find("There are " + rivals.size() + " files that are a model each (" + shown + (rivals.size() > SHOWN ? ", …" : "")
                    + "); which of them is loaded is unknown.");
        }
        WeightTally tally = rivals.size() == 1 ? files.get(rivals.getFirst()) : null;
        return tally == null ? null : new WeightSet("'" + rivals.getFirst() + "'", rivals.getFirst(), tally);
    }

    private static boolean isNamedModel(String path) {
        return path.substring(path.lastIndexOf('/') + 1).matches("model\\.[a-z0-9]+");
    }
}
