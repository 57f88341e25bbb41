package dev.weighbridge.inspect.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle opcode by opcode, as Lib/pickletools.py describes them. */
final class PickleSource {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static PickleSource protocol(int version) {
        return new PickleSource().code(0x80).code(version);
    }

    /** One that has no mark. */
    static PickleSource ofOldProtocol() {
        return new PickleSource();
    }

    /** An opcode, or any byte. */
    PickleSource code(int... opcodes) {
        for (int opcode : opcodes) {
            bytes.write(opcode);
        }
        return this;
    }

    /** Opcodes that are written as letters, with their lines. */
    PickleSource text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleSource bytes(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    PickleSource u32(long value) {
        bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
        return this;
    }

    PickleSource u64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    /** GLOBAL. */
    PickleSource global(String module, String name) {
        return text("c" + module + "\n" + name + "\n");
    }

    /** SHORT_BINUNICODE. */
    PickleSource string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return code(0x8c, utf8.length).bytes(utf8);
    }

    /** BINUNICODE, which protocol 2 has. */
    PickleSource longString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return text("X").u32(utf8.length).bytes(utf8);
    }

    /** BININT. */
    PickleSource number(int value) {
        return text("J").u32(value);
    }

    /** A persistent id as torch writes it: MARK, five values, TUPLE, BINPERSID. */
    PickleSource storage(String type, String key, int elements) {
        return text("(").longString("storage").global("torch", type).longString(key).longString("cpu").number(elements).text("tQ");
    }

    /** A call of torch._utils._rebuild_tensor_v2 for a tensor of two dimensions, contiguous, without gradient and hooks. */
    PickleSource tensor(String type, String key, int elements, int offset, int rows, int columns) {
        return global("torch._utils", "_rebuild_tensor_v2").text("(").storage(type, key, elements).number(offset).number(rows)
                .number(columns).code(0x86).number(columns).number(1).code(0x86, 0x89).global("collections", "OrderedDict").text(")R")
                .text("tR");
    }

    /** With its STOP. */
    byte[] stop() {
        return text(".").array();
    }

    byte[] array() {
        return bytes.toByteArray();
    }
}
