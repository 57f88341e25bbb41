package dev.weighbridge.inspect.graph.onnx;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;
import org.jspecify.annotations.Nullable;

/** Where the elements of a tensor lie if not in the model's file itself: entries of TensorProto.external_data (ONNX, docs/ExternalData.md). */
final class ExternalData {

    private static final int MAX_TEXT = 4096;

    private String location = "";

    private String offset = "0";

    private @Nullable String length;

    private long stated = -1;

    private long begin;

    private String tensor = "";

    /** Takes a message StringStringEntryProto. */
    void entry(ProtoCursor cursor) {
        String key = "";
        String value = "";
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> key = cursor.text("a key of external_data", MAX_TEXT);
                case 2 -> value = cursor.text("a value of external_data", MAX_TEXT);
                default -> cursor.pass();
            }
        }
        switch (key) {
            case "location" -> location = value;
            case "offset" -> offset = value;
            case "length" -> length = value;
            default -> {
                // A checksum, or what a later version adds.
            }
        }
    }

    /** Ends the reading of it: now it is known whose elements these are. */
    void tensor(Tensor described) {
        tensor = described.name();
        begin = number(offset);
        stated = length == null ? described.bytes() : number(length);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    String location() {
        return location;
    }

    /** The tensor, as a person sees it. */
    String tensor() {
        return OpenFile.shown(tensor);
    }

    /** Whether it says something that is a place in a file: not so, no engine can load it. */
    boolean isPlace() {
        return !location.isEmpty() && begin >= 0 && stated >= 0;
    }

    /** How many bytes the file must have so that this tensor is in it. */
    long end() {
        return begin + stated;
    }
}
