package dev.weighbridge.inspect.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages whole files in ways that a seeded generator can think of. */
final class Damage {

    private static final long[] ODD = {0, 1, -1, 7, 13, 64, 255, 1 << 16, 1L << 31, 1L << 32, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE};

    private static final String SIGNS = "{}[]\",:0919-e \n#&*";

    private static final int LONGEST = 1 << 16;

    private final List<byte[]> tokens;

    private final Random random;

    Damage(List<byte[]> tokens, Random random) {
        this.tokens = tokens;
        this.random = random;
    }

    /** A damaged copy, up to three times. */
    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 8 && bytes.length < LONGEST; times--) {
            bytes = damaged(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes, int at) {
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> ByteBuffer.wrap(bytes).order(order()).putLong(Math.min(at, bytes.length - 8), ODD[random.nextInt(ODD.length)]);
            case 4 -> {
                int from = random.nextInt(bytes.length);
                return inserted(bytes, at, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(24))));
            }
            case 5 -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
            case 6 -> ByteBuffer.wrap(bytes).order(order()).putInt(Math.min(at, bytes.length - 4), random.nextInt(44));
            case 7 -> {
                return inserted(bytes, at, token());
            }
            default -> {
                byte[] token = token();
                System.arraycopy(token, 0, bytes, at, Math.min(token.length, bytes.length - at));
            }
        }
        return bytes;
    }

    private ByteOrder order() {
        return random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private byte[] token() {
        return tokens.isEmpty() ? new byte[0] : tokens.get(random.nextInt(tokens.size()));
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] stretch) {
        byte[] result = Arrays.copyOf(bytes, bytes.length + stretch.length);
        System.arraycopy(bytes, at, result, at + stretch.length, bytes.length - at);
        System.arraycopy(stretch, 0, result, at, stretch.length);
        return result;
    }
}
