package dev.weighbridge.inspect.graph.onnx;

import java.util.Map;

import dev.weighbridge.inspect.graph.ProtoStart;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads what an ONNX model says of itself, its initializers and constants, and in which other files their elements lie; none of the elements. */
public final class OnnxReader implements FormatReader {

    private static final String EXTENSION = ".onnx";

    private static final long MAX_IR_VERSION = 100;

    /** The fields of ModelProto by number, with protobuf's type of what follows: 0 a varint, 2 a length. */
    private static final Map<Integer, Integer> FIELDS = Map.ofEntries(Map.entry(1, 0), Map.entry(2, 2), Map.entry(3, 2), Map.entry(4, 2),
            Map.entry(5, 0), Map.entry(6, 2), Map.entry(7, 2), Map.entry(8, 2), Map.entry(14, 2), Map.entry(20, 2), Map.entry(25, 2),
            Map.entry(26, 2));

    private static final int GRAPH = 7;

    private static final int OPSET_IMPORT = 8;

    @Override
    public String format() {
        return "ONNX";
    }

    /** The format has no mark. A file that is named so is one, and is refused if it is not; of others those that can be nothing else. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().endsWith(EXTENSION) || beginsAsOne(file);
    }

    private static boolean beginsAsOne(OpenFile file) {
        ProtoStart start = ProtoStart.of(file);
        return start.firstNumber() == 1 && start.firstValue() >= 1 && start.firstValue() <= MAX_IR_VERSION && start.hasOnly(FIELDS)
                && (start.numbers().contains(GRAPH) || start.numbers().contains(OPSET_IMPORT));
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        if (!ProtoStart.of(file).hasOnly(FIELDS)) {
            throw file.malformed("it is named " + EXTENSION + ", but does not begin as an ONNX model", 0);
        }
        new OnnxModel(file, notes).read();
    }
}
