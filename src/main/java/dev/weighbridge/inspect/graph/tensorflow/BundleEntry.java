package dev.weighbridge.inspect.graph.tensorflow;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;

/** A message BundleEntryProto: the type, shape and size of a variable. */
final class BundleEntry {

    private final ProtoCursor cursor;

    private long dtype;

    private long elements = 1;

    private long bytes;

    BundleEntry(ProtoCursor cursor) {
        this.cursor = cursor;
    }

    Tensor tensor(String name) {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> dtype = cursor.number("the type of a variable");
                case 2 -> cursor.message("the shape of a variable", this::shape);
                case 5 -> bytes = cursor.number("the size of a variable");
                default -> cursor.pass();
            }
        }
        if (bytes < 0) {
            throw cursor.malformed("variable " + OpenFile.shown(name) + " is too large to be true");
        }
        return new Tensor(name, TensorFlowDtype.name(dtype), elements, bytes);
    }

    private void shape() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 2) {
                cursor.message("a dimension", this::dimension);
            } else {
                cursor.pass();
            }
        }
    }

    /** A dimension of 0 is not written. */
    private void dimension() {
        long size = 0;
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 1) {
                size = cursor.number("a dimension");
            } else {
                cursor.pass();
            }
        }
        if (size < 0 || size != 0 && elements > Long.MAX_VALUE / size) {
            throw cursor.malformed("the shape of a variable is too large to be true");
        }
        elements *= size;
    }
}
