package dev.weighbridge.inspect.gguf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.weights.WeightTally;

/** Reads and checks the tensor infos of a GGUF file and where the tensors' bytes lie ({@code gguf_tensor_info_t} of ggml docs/gguf.md). */
final class GgufTensors {

    private static final int MAX_TENSORS = 250_000;

    private static final int MAX_NAME = 64;

    private static final int MAX_DIMENSIONS = 4;

    private final GgufCursor cursor;

    private final long fileSize;

    private final long alignment;

    private final List<Placed> placed = new ArrayList<>();

    /** @param offset of its bytes from the start of all tensors' bytes; {@code place} where the file says so */
    private record Placed(String name, GgmlType type, long elements, long offset, long bytes, long place) {}

    GgufTensors(GgufCursor cursor, long fileSize, long alignment) {
        this.cursor = cursor;
        this.fileSize = fileSize;
        this.alignment = alignment;
    }

    WeightTally read(long tensors) {
        if (tensors > MAX_TENSORS) {
            throw cursor.malformed("the number of tensors " + tensors + " is more than " + MAX_TENSORS, 8);
        }
        for (long i = 0; i < tensors; i++) {
            tensor();
        }
        checkLayout();
        var tally = new WeightTally();
        placed.forEach(tensor -> tally.add(tensor.type().name(), tensor.bytes(), tensor.elements()));
        return tally;
    }

    private void tensor() {
        String name = cursor.string("a tensor's name", MAX_NAME);
        String what = "tensor " + OpenFile.shown(name);
        long place = cursor.position();
        long dimensions = cursor.u32("the dimensions of " + what);
        if (dimensions > MAX_DIMENSIONS) {
            throw cursor.malformed(what + " has " + dimensions + " dimensions, more than " + MAX_DIMENSIONS, place);
        }
        long rowLength = dimensions == 0 ? 1 : cursor.u64("a dimension of " + what);
        long elements = rowLength;
        for (long i = 1; i < dimensions; i++) {
            long dimension = cursor.u64("a dimension of " + what);
            if (dimension != 0 && elements > Long.MAX_VALUE / dimension) {
                throw cursor.malformed("the dimensions of " + what + " are too large to be true", place);
            }
            elements *= dimension;
        }
        GgmlType type = type(what, rowLength);
        placed.add(placed(name, type, elements));
    }

    private GgmlType type(String what, long rowLength) {
        long place = cursor.position();
        long number = cursor.u32("the type of " + what);
        GgmlType type = GgmlType.numbered(number);
        if (type == null) {
            throw cursor.malformed("the type " + number + " of " + what + " is none that is known", place);
        }
        if (rowLength % type.block() != 0) {
            throw cursor.malformed(
                    "a row of " + what + " has " + rowLength + " elements, no multiple of the " + type.block() + " that " + type
                            + " packs together",
                    place);
        }
        return type;
    }

    private Placed placed(String name, GgmlType type, long elements) {
        String what = "tensor " + OpenFile.shown(name);
        long place = cursor.position();
        long offset = cursor.u64("the offset of " + what);
        if (offset % alignment != 0) {
            throw cursor.malformed("the offset " + offset + " of " + what + " is no multiple of the alignment " + alignment, place);
        }
        return new Placed(name, type, elements, offset, type.bytesOf(elements), place);
    }

    private void checkLayout() {
        long padding = (alignment - cursor.position() % alignment) % alignment;
        long dataSize = fileSize - cursor.position() - padding;
        placed.sort(Comparator.comparingLong(Placed::offset).thenComparingLong(Placed::bytes));
        long reached = 0;
        for (Placed tensor : placed) {
            String what = "tensor " + OpenFile.shown(tensor.name());
            if (tensor.offset() < reached) {
                throw cursor.malformed(what + " overlaps the one before it", tensor.place());
            }
            if (tensor.offset() > dataSize || tensor.bytes() > dataSize - tensor.offset()) {
                throw cursor.malformed(
                        what + " (" + tensor.bytes() + " bytes at " + tensor.offset() + " of the data) goes beyond the end of the file",
                        tensor.place());
            }
            reached = tensor.offset() + tensor.bytes();
        }
    }
}
