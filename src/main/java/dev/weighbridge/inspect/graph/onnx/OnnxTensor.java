package dev.weighbridge.inspect.graph.onnx;

import java.util.function.Consumer;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;
import org.jspecify.annotations.Nullable;

/** A message TensorProto, of which the elements are passed by. */
final class OnnxTensor {

    private static final int MAX_NAME = 4096;

    private static final int MAX_DIMENSIONS = 64;

    private static final int EXTERNAL = 1;

    private final ProtoCursor cursor;

    private String name = "";

    private long elements = 1;

    private int dimensions;

    private @Nullable OnnxDtype dtype;

    private long number;

    private long raw = -1;

    private boolean isExternal;

    private final ExternalData external = new ExternalData();

    private OnnxTensor(ProtoCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * @param elsewhere gets where its elements lie if that is another file
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if type, shape and bytes do not agree
     */
    static Tensor read(ProtoCursor cursor, Consumer<ExternalData> elsewhere) {
        var tensor = new OnnxTensor(cursor);
        cursor.message("a tensor", tensor::fields);
        Tensor checked = tensor.checked();
        if (tensor.isExternal) {
            tensor.external.tensor(checked);
            elsewhere.accept(tensor.external);
        }
        return checked;
    }

    private void fields() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> cursor.numbers("the shape of a tensor", this::dimension);
                case 2 -> type(cursor.number("the data_type of a tensor"));
                case 8 -> name = cursor.text("the name of a tensor", MAX_NAME);
                case 9 -> raw = cursor.bytes("the raw_data of a tensor");
                case 13 -> cursor.message("the external_data of a tensor", () -> external.entry(cursor));
                case 14 -> isExternal = cursor.number("the data_location of a tensor") == EXTERNAL;
                default -> cursor.pass();
            }
        }
    }

    private void dimension(long size) {
        if (size < 0 || ++dimensions > MAX_DIMENSIONS || size != 0 && elements > Long.MAX_VALUE / size) {
            throw cursor.malformed("the shape of tensor " + OpenFile.shown(name) + " is too large to be true");
        }
        elements *= size;
    }

    private void type(long value) {
        number = value;
        dtype = OnnxDtype.numbered(value);
    }

    private Tensor checked() {
        OnnxDtype known = dtype;
        if (known == null) {
            throw cursor.malformed("the data_type " + number + " of tensor " + OpenFile.shown(name) + " is none that is known");
        }
        if (elements > Long.MAX_VALUE / 128) {
            throw cursor.malformed("the shape of tensor " + OpenFile.shown(name) + " is too large to be true");
        }
        long bytes = known.bytes(elements);
        if (raw >= 0 && !isExternal && raw != bytes) {
            throw cursor.malformed("tensor " + OpenFile.shown(name) + " has " + raw + " bytes, which is not what " + elements
                    + " elements of " + known + " take");
        }
        return new Tensor(name, known.name(), elements, bytes);
    }
}
