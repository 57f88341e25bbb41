package dev.weighbridge.inspect.graph.tensorflow;

import java.util.Map;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.ProtoStart;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads a frozen graph of TensorFlow 1: a file {@code .pb} that is a message GraphDef. It says nothing of the model; its operators are looked at. */
public final class FrozenGraphReader implements FormatReader {

    private static final Map<Integer, Integer> FIELDS = Map.of(1, 2, 2, 2, 3, 0, 4, 2, 5, 2);

    private static final Map<Integer, Integer> NODE = Map.of(1, 2, 2, 2, 3, 2, 4, 2, 5, 2, 6, 2, 7, 2);

    @Override
    public String format() {
        return "TensorFlow graph";
    }

    /** The format has no mark, and many messages begin alike: only a file named so whose first node has a name and an operator. */
    @Override
    public boolean recognises(OpenFile file) {
        ProtoStart start = ProtoStart.of(file);
        ProtoStart node = ProtoStart.within(file, 0);
        return file.path().endsWith(".pb") && start.firstNumber() == 1 && start.hasOnly(FIELDS) && node.firstNumber() == 1
                && node.numbers().contains(2) && node.hasOnly(NODE);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        new GraphDef(new ProtoCursor(file), notes).read();
    }
}
