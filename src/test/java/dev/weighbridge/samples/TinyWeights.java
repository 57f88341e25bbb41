package dev.weighbridge.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Pseudo-random weights: whole multiples of 1/1024 below 1/16, so that every format says them exactly. {@link Random}'s sequence is part of the JDK's
 * specification, so the bytes are the same everywhere.
 */
final class TinyWeights {

    private final Random random;

    TinyWeights(long seed) {
        this.random = new Random(seed);
    }

    byte[] f32(int elements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * elements).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat(next());
        }
        return bytes.array();
    }

    /** The upper half of a float, which is exact for these numbers. */
    byte[] bf16(int elements) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * elements).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putShort((short) (Float.floatToRawIntBits(next()) >>> 16));
        }
        return bytes.array();
    }

    /** Blocks of a half-precision scale of 1/1024 and 32 signed bytes ({@code block_q8_0} of ggml-common.h). */
    byte[] q8(int elements) {
        ByteBuffer bytes = ByteBuffer.allocate(elements / 32 * 34).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < elements / 32; block++) {
            bytes.putShort(Float.floatToFloat16(1f / 1024));
            for (int i = 0; i < 32; i++) {
                bytes.put((byte) Math.round(next() * 1024));
            }
        }
        return bytes.array();
    }

    /** Ones, as norms begin with. */
    static byte[] ones(int elements, boolean bf16) {
        ByteBuffer bytes = ByteBuffer.allocate((bf16 ? 2 : 4) * elements).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (bf16) {
                bytes.putShort((short) 0x3f80);
            } else {
                bytes.putFloat(1);
            }
        }
        return bytes.array();
    }

    private float next() {
        return (random.nextInt(127) - 63) / 1024f;
    }
}
