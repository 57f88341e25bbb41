package dev.weighbridge.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes a file byte by byte, as its specification says. */
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final ByteOrder order;

    Bytes(ByteOrder order) {
        this.order = order;
    }

    static Bytes littleEndian() {
        return new Bytes(ByteOrder.LITTLE_ENDIAN);
    }

    Bytes u8(int value) {
        bytes.write(value);
        return this;
    }

    Bytes u32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
        return this;
    }

    Bytes u64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
        return this;
    }

    /** The characters alone. */
    Bytes text(String text) {
        return text(text, StandardCharsets.UTF_8);
    }

    Bytes text(String text, Charset charset) {
        bytes.writeBytes(text.getBytes(charset));
        return this;
    }

    /** GGUF's string: length, then characters. */
    Bytes string(String text) {
        return u64(text.getBytes(StandardCharsets.UTF_8).length).text(text);
    }

    Bytes zeros(int count) {
        bytes.writeBytes(new byte[count]);
        return this;
    }

    Bytes padTo(int multiple) {
        return zeros((multiple - bytes.size() % multiple) % multiple);
    }

    byte[] array() {
        return bytes.toByteArray();
    }

    /** A safetensors file of this header and so many zero bytes of tensors. */
    static byte[] safetensors(String header, int data) {
        return littleEndian().u64(header.getBytes(StandardCharsets.UTF_8).length).text(header).zeros(data).array();
    }
}
