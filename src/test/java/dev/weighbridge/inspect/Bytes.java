package dev.weighbridge.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes a file byte by byte, as its specification says. */
public final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final ByteOrder order;

    public Bytes(ByteOrder order) {
        this.order = order;
    }

    public static Bytes littleEndian() {
        return new Bytes(ByteOrder.LITTLE_ENDIAN);
    }

    public Bytes u8(int value) {
        bytes.write(value);
        return this;
    }

    public Bytes u32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
        return this;
    }

    public Bytes u64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
        return this;
    }

    /** The characters alone. */
    public Bytes text(String text) {
        return text(text, StandardCharsets.UTF_8);
    }

    public Bytes text(String text, Charset charset) {
        bytes.writeBytes(text.getBytes(charset));
        return this;
    }

    /** GGUF's string: length, then characters. */
    public Bytes string(String text) {
        return u64(text.getBytes(StandardCharsets.UTF_8).length).text(text);
    }

    public Bytes zeros(int count) {
        bytes.writeBytes(new byte[count]);
        return this;
    }

    public Bytes padTo(int multiple) {
        return zeros((multiple - bytes.size() % multiple) % multiple);
    }

    public byte[] array() {
        return bytes.toByteArray();
    }

    /** A safetensors file of this header and so many zero bytes of tensors. */
    public static byte[] safetensors(String header, int data) {
        return littleEndian().u64(header.getBytes(StandardCharsets.UTF_8).length).text(header).zeros(data).array();
    }
}
