package dev.weighbridge.inspect.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.head.OpenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All files here are written field by field as ggml docs/gguf.md, "File Structure", has them. */
class GgufReaderTest {

    private static final long ANYWHERE = -1;

    private static final UnaryOperator<Bytes> NOTHING = UnaryOperator.identity();

    @Test
    void readsKeysAndTensors() {
        GgufHead head = read(file(bytes -> bytes
                .string("general.architecture").u32(8).string("llama")
                .string("general.file_type").u32(4).u32(7)
                .string("tokenizer.ggml.tokens").u32(9).u32(8).u64(2).string("<s>").string("hello")
                .string("tokenizer.ggml.scores").u32(9).u32(6).u64(2).u32(0).u32(0)
                .string("nested").u32(9).u32(9).u64(1).u32(0).u64(3).u8(1).u8(2).u8(3)
                .string("general.version").u32(8).string("v1.2"), 6,
                bytes -> bytes.string("output.weight").u32(2).u64(64).u64(3).u32(8).u64(0)
                        .string("norm.weight").u32(1).u64(8).u32(0).u64(224),
                2, 256));
        assertThat(head.texts()).isEqualTo(Map.of("general.architecture", "llama", "general.version", "v1.2"));
        assertThat(head.numbers()).isEqualTo(Map.of("general.file_type", 7L, "tokenizer.ggml.tokens.length", 2L));
        assertThat(head.tally().bytes()).as("3 rows of 2 blocks of 34 bytes; 8 floats").isEqualTo(Map.of("Q8_0", 204L, "F32", 32L));
        assertThat(head.tally().elements()).isEqualTo(Map.of("Q8_0", 192L, "F32", 8L));
        assertThat(head.isBigEndian()).isFalse();
    }

    @Test
    void keepsWholeNumbersShortListsAndTheTemplate() {
        GgufHead head = read(file(bytes -> bytes
                .string("llama.block_count").u32(4).u32(32)
                .string("llama.negative").u32(5).u32(-1)
                .string("llama.long").u32(10).u64(1L << 40)
                .string("llama.yes").u32(7).u8(1)
                .string("llama.epsilon").u32(6).u32(0x3727c5ac)
                .string("llama.attention.head_count_kv").u32(9).u32(5).u64(3).u32(8).u32(0).u32(4)
                .string("gemma3.attention.sliding_window_pattern").u32(9).u32(7).u64(2).u8(1).u8(0)
                .string("tokenizer.chat_template").u32(8).string("{{ messages }}"), 8, NOTHING, 0, 0));
        assertThat(head.numbers())
                .isEqualTo(Map.of("llama.block_count", 32L, "llama.negative", -1L, "llama.long", 1L << 40, "llama.yes", 1L));
        assertThat(head.lists())
                .isEqualTo(Map.of("llama.attention.head_count_kv", List.of(8L, 0L, 4L), "gemma3.attention.sliding_window_pattern",
                        List.of(1L, 0L)));
        assertThat(head.texts()).isEqualTo(Map.of("tokenizer.chat_template", "{{ messages }}"));
    }

    @Test
    void passesByLongListsAndTemplates() {
        String longest = "x".repeat(1 << 20);
        GgufHead head = read(file(bytes -> bytes
                .string("tokenizer.ggml.token_type").u32(9).u32(5).u64(1025).zeros(4 * 1025)
                .string("tokenizer.chat_template").u32(8).string(longest + "x"), 2, NOTHING, 0, 0));
        assertThat(head.lists()).isEmpty();
        assertThat(head.texts()).isEmpty();
        assertThat(read(file(bytes -> bytes.string("tokenizer.chat_template").u32(8).string(longest), 1, NOTHING, 0, 0)).texts())
                .containsEntry("tokenizer.chat_template", longest);
    }

    @Test
    void keepsAtMostSoManyNumbersOfAllLists() {
        UnaryOperator<Bytes> lists = bytes -> {
            for (int i = 0; i < 65; i++) {
                bytes.string("k" + i).u32(9).u32(0).u64(1024).zeros(1024);
            }
            return bytes;
        };
        assertThat(read(file(lists, 65, NOTHING, 0, 0)).lists()).as("64 lists of 1024 are 65,536 numbers").hasSize(64);
    }

    @Test
    void readsBigEndianFiles() {
        byte[] file = new Bytes(ByteOrder.BIG_ENDIAN).text("GGUF").u32(3).u64(1).u64(1).string("general.architecture").u32(8).string("bert")
                .string("a").u32(1).u64(4).u32(0).u64(0).padTo(32).zeros(16).array();
        GgufHead head = read(file);
        assertThat(head.isBigEndian()).isTrue();
        assertThat(head.texts()).containsEntry("general.architecture", "bert");
        assertThat(head.tally().bytes()).isEqualTo(Map.of("F32", 16L));
    }

    /** Sizes worked out from the block structs in ggml-common.h. */
    @ParameterizedTest
    @CsvSource({"0, 256, 1024", "1, 256, 512", "2, 256, 144", "3, 256, 160", "6, 256, 176", "7, 256, 192", "8, 256, 272", "10, 256, 84",
            "11, 256, 110",
            "12, 256, 144", "13, 256, 176", "14, 256, 210", "15, 256, 292", "16, 256, 66", "17, 256, 74", "18, 256, 98", "19, 256, 50",
            "20, 256, 144",
            "21, 256, 110", "22, 256, 82", "23, 256, 136", "24, 256, 256", "27, 256, 2048", "29, 256, 56", "30, 256, 512", "34, 256, 54",
            "35, 256, 66",
            "39, 256, 136"})
    void knowsTheSizeOfEachType(int type, int elements, int bytes) {
        UnaryOperator<Bytes> tensor = out -> out.string("t").u32(1).u64(elements).u32(type).u64(0);
        assertThat(read(file(NOTHING, 0, tensor, 1, bytes)).tally().totalBytes()).isEqualTo(bytes);
        assertBroken(file(NOTHING, 0, tensor, 1, bytes - 1),
                "tensor 't' (" + bytes + " bytes at 0 of the data) goes beyond the end of the file", ANYWHERE);
    }

    @Test
    void refusesOtherVersions() {
        for (int version : new int[] {0, 1, 4, 0x01000000, 0x04000000}) {
            assertBroken(Bytes.littleEndian().text("GGUF").u32(version).u64(0).u64(0).array(), "is neither 2 nor 3", 4);
        }
        assertThat(read(Bytes.littleEndian().text("GGUF").u32(2).u64(0).u64(0).array()).tensors()).isZero();
    }

    @Test
    void refusesAFileThatEndsEarlyAtAnyByte() {
        byte[] whole = file(
                bytes -> bytes.string("general.architecture").u32(8).string("llama").string("x").u32(9).u32(8).u64(1).string("y"), 2,
                bytes -> bytes.string("t").u32(1).u64(32).u32(8).u64(0), 1, 34);
        assertThat(read(whole).tensors()).isEqualTo(1);
        for (int length = 4; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("cut after %d bytes", length).isInstanceOf(IngestionException.class);
        }
    }

    @Test
    void refusesCountsAndLengthsThatGoBeyondTheFileWithoutAllocatingThem() {
        assertBroken(Bytes.littleEndian().text("GGUF").u32(3).u64(1L << 60).u64(0).array(),
                "the number of tensors 1152921504606846976 goes beyond", 8);
        assertBroken(Bytes.littleEndian().text("GGUF").u32(3).u64(0).u64(-1).array(), "key-value pairs 18446744073709551615 goes beyond",
                16);
        assertBroken(pairs(bytes -> bytes.u64(1L << 60).text("key").u32(0)), "the length of a key 1152921504606846976 goes beyond", 24);
        assertBroken(pairs(bytes -> bytes.string("k").u32(8).u64(1L << 62).zeros(9)), "the length of the value of 'k' 4611686018427387904",
                ANYWHERE);
        assertBroken(pairs(bytes -> bytes.string("k").u32(9).u32(4).u64(1L << 60).zeros(9)),
                "the length of the array 'k' 1152921504606846976", ANYWHERE);
        assertBroken(pairs(bytes -> bytes.string("k").u32(9).u32(8).u64(1L << 60).zeros(9)),
                "the length of the array 'k' 1152921504606846976", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.u64(1L << 60).zeros(24)), "the length of a tensor's name", ANYWHERE);
    }

    @Test
    void refusesBrokenKeysAndValues() {
        assertBroken(pairs(bytes -> bytes.string("k").u32(13).zeros(16)), "the type 13 of 'k' is none of the format's", 33);
        assertBroken(pairs(bytes -> bytes.string("k").u32(9).u32(77).u64(0)), "the type 77 of 'k' is none", 37);
        assertBroken(pairs(bytes -> bytes.string("k").u32(7).u8(2)), "is a bool that is neither 0 nor 1", 37);
        assertBroken(pairs(bytes -> bytes.string("k\u00e9y").u32(0).u8(2)), "is not ASCII", 24);
        assertBroken(pairs(bytes -> bytes.string("general.name").u32(4).u32(2)), "general.name has the type UINT32", 44);
        assertBroken(pairs(bytes -> bytes.string("general.alignment").u32(10).u64(32)), "general.alignment has the type UINT64", ANYWHERE);
        assertBroken(pairs(bytes -> bytes.string("general.alignment").u32(4).u32(0)), "general.alignment 0 is no multiple of 8", ANYWHERE);
        assertBroken(pairs(bytes -> bytes.string("general.alignment").u32(4).u32(12)), "general.alignment 12 is no multiple of 8",
                ANYWHERE);
        assertBroken(file(bytes -> bytes.string("k").u32(0).u8(1).string("k").u32(0).u8(1), 2, NOTHING, 0, 0),
                "the key 'k' is not ASCII, comes twice", ANYWHERE);
        assertBroken(pairs(bytes -> nested(bytes.string("k").u32(9), 10)), "nested deeper than 4", ANYWHERE);
    }

    @Test
    void refusesBrokenTensors() {
        assertBroken(tensor(bytes -> bytes.string("n".repeat(65)).u32(0).u32(0).u64(0)), "a tensor's name has 65 bytes, more than 64",
                ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(5).zeros(99)), "tensor 't' has 5 dimensions, more than 4", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(-1).u32(0).u64(0)),
                "a dimension of tensor 't' 18446744073709551615 is too large", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(2).u64(1L << 40).u64(1L << 40).u32(0).u64(0)),
                "the dimensions of tensor 't' are too large", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(1L << 62).u32(0).u64(0)), "goes beyond the end of the file", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(32).u32(4).u64(0)), "the type 4 of tensor 't' is none that is known", 45);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(33).u32(8).u64(0)),
                "a row of tensor 't' has 33 elements, no multiple of the 32", ANYWHERE);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(1).u32(0).u64(16)),
                "the offset 16 of tensor 't' is no multiple of the alignment 32", 49);
        assertBroken(tensor(bytes -> bytes.string("t").u32(1).u64(1).u32(0).u64(1 << 20)), "goes beyond the end of the file", 49);
    }

    @Test
    void refusesTensorsThatOverlap() {
        assertBroken(
                file(NOTHING, 0, bytes -> bytes.string("a").u32(1).u64(16).u32(0).u64(0).string("b").u32(1).u64(8).u32(0).u64(32), 2, 64),
                "tensor 'b' overlaps the one before it", ANYWHERE);
    }

    @Test
    void honoursTheAlignment() {
        UnaryOperator<Bytes> aligned = bytes -> bytes.string("general.alignment").u32(4).u32(8);
        assertThat(read(file(aligned, 1, bytes -> bytes.string("t").u32(1).u64(1).u32(0).u64(8), 1, 12)).tensors()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"general.architecture", "general.description"})
    void boundsTheTextsThatItKeeps(String key) {
        assertBroken(pairs(bytes -> bytes.string(key).u32(8).string("x".repeat(65_537))), "has 65537 bytes, more than 65536", ANYWHERE);
    }

    private static Bytes nested(Bytes bytes, int depth) {
        return depth == 0 ? bytes.u32(0).u64(0) : nested(bytes.u32(9).u64(1), depth - 1);
    }

    private static byte[] pairs(UnaryOperator<Bytes> onePair) {
        return file(onePair, 1, NOTHING, 0, 64);
    }

    private static byte[] tensor(UnaryOperator<Bytes> oneTensor) {
        return file(NOTHING, 0, oneTensor, 1, 64);
    }

    private static byte[] file(UnaryOperator<Bytes> pairs, int pairCount, UnaryOperator<Bytes> tensors, int tensorCount, int data) {
        Bytes head = Bytes.littleEndian().text("GGUF").u32(3).u64(tensorCount).u64(pairCount);
        int alignment = pairs.apply(Bytes.littleEndian()).array().length == 33 ? 8 : 32;
        return tensors.apply(pairs.apply(head)).padTo(alignment).zeros(data).array();
    }

    private static GgufHead read(byte[] bytes) {
        var blobs = new FakeBlobs().with("m.gguf", bytes);
        try (OpenFile file = blobs.openFile("m.gguf")) {
            return GgufReader.read(file);
        }
    }

    private static void assertBroken(byte[] bytes, String why, long place) {
        Consumer<IngestionException> says = failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
            assertThat(failure.getMessage()).startsWith("Could not read the head of 'm.gguf': ").contains(why);
            if (place != ANYWHERE) {
                assertThat(failure.getMessage()).contains(", at byte " + place + " of " + bytes.length + ".");
            }
        };
        assertThatThrownBy(() -> read(bytes)).isInstanceOfSatisfying(IngestionException.class, says);
    }
}
