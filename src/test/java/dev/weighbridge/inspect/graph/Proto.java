package dev.weighbridge.inspect.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a protobuf message byte by byte (protobuf.dev/programming-guides/encoding). */
public final class Proto {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static Proto message() {
        return new Proto();
    }

    public Proto number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public Proto text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public Proto message(int field, Proto inner) {
        return bytes(field, inner.array());
    }

    public Proto bytes(int field, byte[] value) {
        length(field, value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** A length without what should follow. */
    public Proto length(int field, long length) {
        varint((long) field << 3 | 2);
        varint(length);
        return this;
    }

    public byte[] array() {
        return bytes.toByteArray();
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
