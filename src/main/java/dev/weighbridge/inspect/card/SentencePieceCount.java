package dev.weighbridge.inspect.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pieces of a sentencepiece model, a protobuf message (sentencepiece/src/sentencepiece_model.proto: {@code ModelProto.pieces = 1},
 * {@code trainer_spec = 2}, {@code TrainerSpec.model_type = 3} with UNIGRAM 1, BPE 2, WORD 3, CHAR 4). Other files have the same name, so one of
 * another form says nothing.
 */
final class SentencePieceCount {

    private static final String[] KINDS = {"?", "Unigram", "BPE", "WordLevel", "Char"};

    private static final int PIECE = 1 << 3 | 2;

    private static final int TRAINER = 2 << 3 | 2;

    private static final int MODEL_TYPE = 3 << 3;

    private static final int MAX_VARINT_BYTES = 10;

    private final InputStream bytes;

    private long left;

    private long pieces;

    private int kind = 1;

    private boolean isTrainerRead;

    private SentencePieceCount(InputStream bytes, long size) {
        this.bytes = bytes;
        this.left = size;
    }

    static Tokenizers.@Nullable Vocabulary read(OpenFile file) {
        try (InputStream bytes = file.stream(0, file.size())) {
            var count = new SentencePieceCount(bytes, file.size());
            boolean isWhole = count.read(false, 0);
            return isWhole && count.isTrainerRead && count.pieces > 0 ? new Tokenizers.Vocabulary(KINDS[count.kind], count.pieces) : null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Passes by the fields until {@code left} is {@code end}; false if they are no such fields. */
    private boolean read(boolean isTrainer, long end) throws IOException {
        while (left > end) {
            long tag = varint();
            boolean isWell = switch ((int) tag & 7) {
                case 0 -> number(isTrainer && tag == MODEL_TYPE, varint());
                case 1 -> skip(8);
                case 2 -> length(isTrainer, tag, varint());
                case 5 -> skip(4);
                default -> false;
            };
            if (tag <= 0 || !isWell) {
                return false;
            }
        }
        return left == end;
    }

    private boolean number(boolean isKind, long value) {
        if (isKind) {
            kind = value > 0 && value < KINDS.length ? (int) value : 0;
        }
        return value >= 0 || !isKind;
    }

    private boolean length(boolean isTrainer, long tag, long length) throws IOException {
        if (length < 0 || length > left) {
            return false;
        }
        if (!isTrainer && tag == TRAINER) {
            isTrainerRead = true;
            return read(true, left - length);
        }
        pieces += !isTrainer && tag == PIECE ? 1 : 0;
        return skip(length);
    }

    private boolean skip(long count) throws IOException {
        if (count > left) {
            return false;
        }
        bytes.skipNBytes(count);
        left -= count;
        return true;
    }

    /** Returns -1 if it does not end. */
    private long varint() throws IOException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && left > 0; i++) {
            int next = bytes.read();
            left--;
            value |= (long) (next & 0x7f) << 7 * i;
            if (next < 0x80) {
                return value;
            }
        }
        return -1;
    }
}
