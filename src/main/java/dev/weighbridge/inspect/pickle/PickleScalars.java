package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.weighbridge.inspect.pickle.Value.Made;
import dev.weighbridge.inspect.pickle.Value.Other;
import dev.weighbridge.inspect.pickle.Value.Text;
import dev.weighbridge.inspect.pickle.Value.Tuple;
import dev.weighbridge.inspect.pickle.Value.Whole;
import org.jspecify.annotations.Nullable;

/** The opcodes that put a value of their own on the stack (CPython, Lib/pickletools.py). */
final class PickleScalars {

    /** Texts of up to so many bytes are kept: keys, names. What is longer is passed by. */
    private static final int MAX_TEXT = 512;

    /** Of all texts of one pickle. */
    private static final int MAX_TEXTS = 16 << 20;

    private static final Tuple EMPTY = new Tuple(List.of());

    /** What BININT1 says, of which there may be millions. */
    private static final Whole[] SMALL = IntStream.range(0, 256).mapToObj(Whole::new).toArray(Whole[]::new);

    /** 0x1950a86a20f9469cfc6c as LONG1 and as LONG write it. */
    private static final byte[] MAGIC = {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};

    private static final String MAGIC_LINE = "119547037146038801333356L";

    private final PickleBytes bytes;

    private int textBytes;

    PickleScalars(PickleBytes bytes) {
        this.bytes = bytes;
    }

    /** Returns the value that this opcode puts on the stack, or null if it is another kind of opcode. */
    @Nullable
    Value of(int opcode) {
        return switch (opcode) {
            case 'N', 0x88, 0x89, ']', 0x8f, 0x97 -> Other.PLAIN;
            case ')' -> EMPTY;
            case '}' -> new Made(null, EMPTY);
            case 'I', 'L' -> number(bytes.shortLine());
            case 'J' -> new Whole((int) bytes.little(4));
            case 'K' -> SMALL[bytes.u8()];
            case 'M' -> new Whole(bytes.little(2));
            case 0x8a -> number(bytes.u8());
            case 0x8b -> number(bytes.little(4));
            default -> textOrBytes(opcode);
        };
    }

    private @Nullable Value textOrBytes(int opcode) {
        return switch (opcode) {
            case 'F' -> bytes.shortLine().isEmpty() ? Other.UNKNOWN : Other.PLAIN;
            case 'G' -> skipped(8);
            case 'S' -> kept(PickleText.unquoted(bytes.line()));
            case 'V' -> kept(PickleText.unescaped(bytes.line()));
            case 'U', 0x8c -> text(bytes.u8());
            case 'T' -> text(signed(bytes.little(4)));
            case 'X' -> text(bytes.little(4));
            case 0x8d -> text(bytes.little(8));
            case 'C' -> skipped(bytes.u8());
            case 'B' -> skipped(bytes.little(4));
            case 0x8e, 0x96 -> skipped(bytes.little(8));
            default -> null;
        };
    }

    private Value skipped(long length) {
        bytes.skip(length);
        return Other.PLAIN;
    }

    private Value text(long length) {
        if (length < 0 || length > MAX_TEXT) {
            bytes.skip(length);
            return Other.UNKNOWN;
        }
        return kept(new String(bytes.take((int) length), StandardCharsets.UTF_8));
    }

    private Value kept(String text) {
        textBytes += text.length();
        return text.length() > MAX_TEXT || textBytes > MAX_TEXTS || textBytes < 0 ? Other.UNKNOWN : new Text(text);
    }

    private static Value number(String line) {
        Long whole = PickleText.whole(line);
        return whole != null ? new Whole(whole) : line.equals(MAGIC_LINE) ? Other.TORCH_MAGIC : Other.PLAIN;
    }

    /** Of so many little-endian bytes, in two's complement. */
    private Value number(long length) {
        if (length > Long.BYTES + 2) {
            bytes.skip(length);
            return Other.PLAIN;
        }
        byte[] digits = bytes.take((int) length);
        if (digits.length > Long.BYTES) {
            return Arrays.equals(digits, MAGIC) ? Other.TORCH_MAGIC : Other.PLAIN;
        }
        long number = digits.length > 0 && digits[digits.length - 1] < 0 ? -1 : 0;
        for (int i = digits.length - 1; i >= 0; i--) {
            number = number << 8 | digits[i] & 0xff;
        }
        return new Whole(number);
    }

    private static long signed(long unsigned) {
        return unsigned << 32 >> 32;
    }
}
