package dev.weighbridge.samples;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A GGUF file, version 3, little-endian, alignment 32 (ggml docs/gguf.md). */
final class GgufFile {

    static final int F32 = 0;

    static final int Q8_0 = 8;

    private static final int ALIGNMENT = 32;

    private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();

    private final ByteArrayOutputStream infos = new ByteArrayOutputStream();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private int pairCount;

    private int tensorCount;

    GgufFile text(String key, String value) {
        key(key, 8);
        string(pairs, value);
        return this;
    }

    GgufFile u32(String key, int value) {
        key(key, 4);
        u32(pairs, value);
        return this;
    }

    GgufFile f32(String key, float value) {
        key(key, 6);
        u32(pairs, Float.floatToRawIntBits(value));
        return this;
    }

    GgufFile texts(String key, List<String> values) {
        array(key, 8, values.size());
        values.forEach(value -> string(pairs, value));
        return this;
    }

    GgufFile floats(String key, float[] values) {
        array(key, 6, values.length);
        for (float value : values) {
            u32(pairs, Float.floatToRawIntBits(value));
        }
        return this;
    }

    GgufFile ints(String key, int[] values) {
        array(key, 5, values.length);
        for (int value : values) {
            u32(pairs, value);
        }
        return this;
    }

    /** @param dimensions the row's length first, unlike in safetensors */
    GgufFile tensor(String name, int type, byte[] bytes, int... dimensions) {
        string(infos, name);
        u32(infos, dimensions.length);
        for (int dimension : dimensions) {
            u64(infos, dimension);
        }
        u32(infos, type);
        u64(infos, data.size());
        data.writeBytes(bytes);
        pad(data);
        tensorCount++;
        return this;
    }

    byte[] bytes() {
        var file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        u32(file, 3);
        u64(file, tensorCount);
        u64(file, pairCount);
        file.writeBytes(pairs.toByteArray());
        file.writeBytes(infos.toByteArray());
        pad(file);
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    private void array(String key, int type, int length) {
        key(key, 9);
        u32(pairs, type);
        u64(pairs, length);
    }

    private void key(String key, int type) {
        string(pairs, key);
        u32(pairs, type);
        pairCount++;
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void u32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private static void u64(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    private static void pad(ByteArrayOutputStream out) {
        out.writeBytes(new byte[(ALIGNMENT - out.size() % ALIGNMENT) % ALIGNMENT]);
    }
}
