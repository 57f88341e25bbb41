package dev.weighbridge.inspect.safetensors;

import static dev.weighbridge.inspect.Bytes.safetensors;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {

    private static final long ANYWHERE = -1;

    private static final String TWO = "{'a':{'dtype':'BF16','shape':[2,3],'data_offsets':[0,12]},'b':{'dtype':'F32','shape':[],'data_offsets':[12,16]}}";

    /** The bytes of test_serialization in safetensors/src/tensor.rs. */
    @Test
    void readsWhatTheReferenceImplementationWrites() {
        int[] reference = {64, 0, 0, 0, 0, 0, 0, 0, 123, 34, 97, 116, 116, 110, 46, 48, 34, 58, 123, 34, 100, 116, 121, 112, 101, 34, 58,
                34, 70, 51, 50, 34, 44,
                34, 115, 104, 97, 112, 101, 34, 58, 91, 49, 44, 50, 44, 51, 93, 44, 34, 100, 97, 116, 97, 95, 111, 102, 102, 115, 101, 116,
                115, 34, 58, 91, 48,
                44, 50, 52, 93, 125, 125, 0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64};
        Bytes bytes = Bytes.littleEndian();
        for (int value : reference) {
            bytes.u8(value);
        }
        assertThat(read(bytes.array())).containsExactly(new Tensor("attn.0", "F32", 6, 24));
    }

    @Test
    void readsTensorsInTheOrderOfTheirBytes() {
        assertThat(read(json(
                "{'z':{'dtype':'F32','shape':[1],'data_offsets':[12,16]},'a':{'shape':[2,3],'data_offsets':[0,12],'dtype':'BF16'}}", 16)))
                .containsExactly(new Tensor("a", "BF16", 6, 12), new Tensor("z", "F32", 1, 4));
    }

    @Test
    void takesMetadataPaddingAndEmptyTensors() {
        assertThat(read(json("{'__metadata__':{'format':'pt'},'e':{'dtype':'F32','shape':[0,7],'data_offsets':[0,0]}}     ", 0)))
                .containsExactly(new Tensor("e", "F32", 0, 0));
        assertThat(read(json("{}      ", 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"F4, 2, 1", "F4, 6, 3", "F6_E2M3, 4, 3", "F6_E3M2, 8, 6", "F8_E4M3, 3, 3", "F8_E8M0, 1, 1", "BOOL, 5, 5", "I16, 1, 2",
            "U32, 1, 4",
            "C64, 1, 8", "F64, 2, 16", "U64, 1, 8"})
    void knowsTheSizeOfEachType(String dtype, int elements, int bytes) {
        String header = "{'a':{'dtype':'" + dtype + "','shape':[" + elements + "],'data_offsets':[0," + bytes + "]}}";
        assertThat(read(json(header, bytes))).singleElement().extracting(Tensor::bytes).isEqualTo((long) bytes);
        assertBroken(json(header.replace("[" + elements + "]", "[" + elements + ",9]"), bytes),
                "takes " + bytes + " bytes, which is not what", ANYWHERE);
    }

    @Test
    void saysWhichFileWhatAndWhere() {
        assertThatThrownBy(() -> read(json(TWO, 15))).isInstanceOf(IngestionException.class)
                .hasMessage("Could not read the head of 'sub/m.safetensors': the tensors take 16 bytes, but 15 follow the header, at byte "
                        + (8 + TWO.length() + 15) + " of " + (8 + TWO.length() + 15)
                        + ". Get the file again from where it was published, or leave it out.");
    }

    @Test
    void refusesALengthThatCannotBe() {
        assertBroken(new byte[] {2, 0, 0}, "too short", 3);
        assertBroken(Bytes.littleEndian().u64(1).text("{}").array(), "length 1 is not between 2 and 100000000", 0);
        assertBroken(Bytes.littleEndian().u64(100_000_001).text("{}").array(), "length 100000001 is not between", 0);
        assertBroken(Bytes.littleEndian().u64(-1).text("{}").array(), "length 18446744073709551615 is not between", 0);
        assertBroken(Bytes.littleEndian().u64(3).text("{}").array(), "length 3 goes beyond the end of the file", 0);
    }

    @Test
    void refusesAHeaderThatDoesNotBeginAsItMust() {
        assertBroken(json(" {}", 0), "does not begin with '{'", 8);
        assertBroken(json("[1]", 0), "does not begin with '{'", 8);
        assertBroken(Bytes.littleEndian().u64(4).text("{\0}\0").array(), "does not begin with '{' in UTF-8", 8);
    }

    @Test
    void refusesBrokenJson() {
        assertBroken(json("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}", 4), "not valid JSON", ANYWHERE);
        assertBroken(json("{'a':nonsense}", 0), "not valid JSON", ANYWHERE);
        assertBroken(json("{} {}", 0), "more follows", 11);
        assertBroken(json("{'a':[]}", 0), "tensor 'a' is no JSON object", 13);
        assertBroken(json("{'__metadata__':{'a':1}}", 0), "a value in __metadata__ is no string", ANYWHERE);
        assertBroken(json("{'__metadata__':[]}", 0), "__metadata__ is no JSON object", ANYWHERE);
        assertBroken(json("{'x':{'y':" + "[".repeat(100) + "]".repeat(100) + "}}", 0), "not valid JSON", ANYWHERE);
    }

    /** Also where the parser passes by: the bytes are Markus Kuhn's and the Unicode standard's examples of what is not UTF-8. */
    @ParameterizedTest
    @ValueSource(
            strings = {"80", "C080", "C1BF", "E08080", "EDA080", "F0808080", "F4908080", "F5808080", "FF", "C3", "E282", "C328", "E28228"})
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Bytes header = Bytes.littleEndian().text("{\"__metadata__\":{\"k\":\"");
        for (byte value : bytes) {
            header.u8(value & 0xff);
        }
        byte[] whole = header.text("\"}}").array();
        assertBroken(Bytes.littleEndian().u64(whole.length).text(new String(whole, ISO_8859_1), ISO_8859_1).array(),
                "the header is not UTF-8", ANYWHERE);
    }

    @Test
    void takesAllOfUnicode() {
        assertThat(read(json("{'__metadata__':{'\u00e9\u20ac\ud7ff\ue000':'\ud83d\ude00\udbff\udfff'}}", 0))).isEmpty();
    }

    @Test
    void refusesDuplicateKeys() {
        String a = "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
        assertBroken(json("{" + a + "," + a + "}", 4), "Duplicate Object property \"a\"", ANYWHERE);
        assertBroken(json("{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}", 4), "Duplicate Object property \"dtype\"",
                ANYWHERE);
        assertBroken(json("{'__metadata__':{'k':'1','k':'2'}}", 0), "Duplicate Object property \"k\"", ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'shape':[1],'data_offsets':[0,4]", "'dtype':'F32','data_offsets':[0,4]", "'dtype':'F32','shape':[1]"})
    void refusesATensorThatLacksSomething(String members) {
        assertBroken(json("{'a':{" + members + "}}", 4), "tensor 'a' lacks dtype, shape or data_offsets", ANYWHERE);
    }

    @Test
    void refusesAnUnknownType() {
        assertBroken(json("{'a':{'dtype':'F33','shape':[1],'data_offsets':[0,4]}}", 4),
                "the dtype 'F33' of tensor 'a' is none that is known", 8L + 14);
        assertBroken(json("{'a':{'dtype':5,'shape':[1],'data_offsets':[0,4]}}", 4), "the dtype of tensor 'a' is no string", ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[-1]", "[1.0]", "['1']", "[null]", "[[1]]", "4", "[1e0]"})
    void refusesAShapeThatIsNone(String shape) {
        assertBroken(json("{'a':{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,4]}}", 4), "the shape of tensor 'a'", ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0]", "[0,4,8]", "[4,0]", "[-4,0]", "[]", "{}", "['0','4']", "7"})
    void refusesOffsetsThatAreNone(String offsets) {
        assertBroken(json("{'a':{'dtype':'F32','shape':[1],'data_offsets':" + offsets + "}}", 4), "the data_offsets of tensor 'a'",
                ANYWHERE);
    }

    @Test
    void refusesNumbersThatOverflow() {
        assertBroken(json("{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}}", 4), "too large to be true",
                ANYWHERE);
        assertBroken(json("{'a':{'dtype':'F32','shape':[1152921504606846976],'data_offsets':[0,4]}}", 4),
                "takes 4 bytes, which is not what", ANYWHERE);
        assertBroken(json("{'a':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,0]}}", 0),
                "takes 0 bytes, which is not what", ANYWHERE);
        assertBroken(json("{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}", 4), "not valid JSON", ANYWHERE);
        assertBroken(json("{'a':{'dtype':'F4','shape':[3],'data_offsets':[0,1]}}", 1), "takes 1 bytes, which is not what", ANYWHERE);
    }

    @Test
    void refusesHolesOverlapsAndWhatIsLeftOver() {
        String second = "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[%d,%d]}}";
        String hole = second.formatted(5, 9);
        assertBroken(json(hole, 9), "tensor 'b' leaves a hole before it (begins at 5 of the data, not at 4)", 8L + hole.length() + 4);
        String overlap = second.formatted(3, 7);
        assertBroken(json(overlap, 7), "tensor 'b' overlaps the one before it", 8L + overlap.length() + 3);
        String start = "{'b':{'dtype':'U8','shape':[4],'data_offsets':[1,5]}}";
        assertBroken(json(start, 5), "tensor 'b' leaves a hole before it", 8L + start.length());
        assertBroken(json(second.formatted(4, 8), 9), "the tensors take 8 bytes, but 9 follow the header", ANYWHERE);
        assertBroken(json(second.formatted(4, 8), 7), "the tensors take 8 bytes, but 7 follow the header", ANYWHERE);
    }

    @Test
    void saysThePlaceInBytesAlsoAfterOtherCharacters() {
        String before = "{'__metadata__':{'k':'\u00e9\u20ac\ud83d\ude00'},'a':";
        long place = 8L + before.getBytes(UTF_8).length;
        assertBroken(json(before + "[]}", 0), "tensor 'a' is no JSON object", place);
    }

    /** As many as a mixture of experts with a trillion parameters has; a table of names inside the parser would make this slow. */
    @Test
    void readsAHundredThousandTensorsInBoundedTime() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            header.append(i == 0 ? "" : ",").append("'model.layers.").append(i / 1000).append(".mlp.experts.").append("\u4e2d".repeat(50))
                    .append(i % 1000)
                    .append("':{'dtype':'F32','shape':[0,7168],'data_offsets':[0,0]}");
        }
        byte[] bytes = json(header.append("}").toString(), 0);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(bytes))).hasSize(100_000);
    }

    @Test
    void boundsHowManyTensorsItKeeps() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= FileNotes.MAX_TENSORS; i++) {
            header.append(i == 0 ? "" : ",").append("'").append(i).append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}");
        }
        assertBroken(json(header.append("}").toString(), 0), "the header names more than 250000 tensors", ANYWHERE);
    }

    @Test
    void readsOnlyTheHeadOfAFileOfAnySize() {
        long data = 400L << 30;
        String header = "{'a':{'dtype':'U8','shape':[" + data + "],'data_offsets':[0," + data + "]}}";
        byte[] head = json(header, 0);
        var blobs = new FakeBlobs().with("m.safetensors", head, head.length + data);
        assertThat(read(blobs, "m.safetensors")).singleElement().extracting(Tensor::elements).isEqualTo(data);
        assertThat(blobs.bytesRead).isLessThan(10_000);
        assertThat(blobs.open).isZero();
    }

    private static byte[] json(String header, int data) {
        return safetensors(header.replace('\'', '"'), data);
    }

    private static List<Tensor> read(byte[] bytes) {
        return read(new FakeBlobs().with("sub/m.safetensors", bytes), "sub/m.safetensors");
    }

    private static List<Tensor> read(FakeBlobs blobs, String path) {
        try (OpenFile file = blobs.openFile(path)) {
            var notes = new FileNotes(path, "safetensors");
            new SafetensorsReader().read(file, notes);
            return notes.tensors();
        }
    }

    private static void assertBroken(byte[] bytes, String why, long place) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOfSatisfying(IngestionException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
            assertThat(failure.getMessage()).startsWith("Could not read the head of 'sub/m.safetensors': ").contains(why);
            if (place != ANYWHERE) {
                assertThat(failure.getMessage()).contains(", at byte " + place + " of " + bytes.length + ".");
            }
        });
    }
}
