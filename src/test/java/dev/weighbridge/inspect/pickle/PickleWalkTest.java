package dev.weighbridge.inspect.pickle;

import static dev.weighbridge.inspect.pickle.Inspected.dangers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import dev.weighbridge.inspect.FakeBlobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleWalkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NO_END = "PICKLE: 'm.pkl' holds a pickle that could not be followed to its end, because it ";

    /**
     * CPython 3.11's pickle.dumps(o, protocol) for protocols 0 to 5 of <code>o = [o, True, 1, 300, 70000, -5, 2**70, 1.5, 'a', 'é€', b'b', bytearray(b'c'),
     * (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {'k': {1, 2}}, frozenset([3]), [], (), {}]</code>.
     */
    @ParameterizedTest
    @ValueSource(strings = {
            "286c70300a67300a614930310a6149310a61493330300a614937303030300a61492d350a614c3131383035393136323037313734313133"
                    + "30333432344c0a6146312e350a6156610a70310a6156e95c75323061630a70320a61635f636f646563730a656e636f64650a70330a2856"
                    + "620a70340a566c6174696e310a70350a7470360a5270370a61635f5f6275696c74696e5f5f0a6279746561727261790a70380a2867330a"
                    + "2856630a70390a67350a747031300a527031310a747031320a527031330a612849310a747031340a612849310a49320a747031350a6128"
                    + "49310a49320a49330a747031360a612849310a49320a49330a49340a747031370a6128647031380a566b0a7031390a635f5f6275696c74"
                    + "696e5f5f0a7365740a7032300a28286c7032310a49310a6149320a61747032320a527032330a7361635f5f6275696c74696e5f5f0a6672"
                    + "6f7a656e7365740a7032340a28286c7032350a49330a61747032360a527032370a61286c7032380a6128746128647032390a612e",
            "5d71002868004930310a4b014d2c014a701101004afbffffff4c313138303539313632303731373431313330333432344c0a473ff80000"
                    + "0000000058010000006171015805000000c3a9e282ac7102635f636f646563730a656e636f64650a710328580100000062710458060000"
                    + "006c6174696e317105747106527107635f5f6275696c74696e5f5f0a6279746561727261790a7108286803285801000000637109680574"
                    + "710a52710b74710c52710d284b0174710e284b014b0274710f284b014b024b03747110284b014b024b034b047471117d71125801000000"
                    + "6b7113635f5f6275696c74696e5f5f0a7365740a7114285d7115284b014b026574711652711773635f5f6275696c74696e5f5f0a66726f"
                    + "7a656e7365740a7118285d71194b036174711a52711b5d711c297d711d652e",
            "80025d7100286800884b014d2c014a701101004afbffffff8a09000000000000000040473ff80000000000005801000000617101580500"
                    + "0000c3a9e282ac7102635f636f646563730a656e636f64650a7103580100000062710458060000006c6174696e31710586710652710763"
                    + "5f5f6275696c74696e5f5f0a6279746561727261790a710868035801000000637109680586710a52710b85710c52710d4b0185710e4b01"
                    + "4b0286710f4b014b024b03877110284b014b024b034b047471117d711258010000006b7113635f5f6275696c74696e5f5f0a7365740a71"
                    + "145d7115284b014b026585711652711773635f5f6275696c74696e5f5f0a66726f7a656e7365740a71185d71194b036185711a52711b5d"
                    + "711c297d711d652e",
            "80035d7100286800884b014d2c014a701101004afbffffff8a09000000000000000040473ff80000000000005801000000617101580500"
                    + "0000c3a9e282ac71024301627103636275696c74696e730a6279746561727261790a710443016371058571065271074b018571084b014b"
                    + "028671094b014b024b0387710a284b014b024b034b0474710b7d710c58010000006b710d636275696c74696e730a7365740a710e5d710f"
                    + "284b014b026585711052711173636275696c74696e730a66726f7a656e7365740a71125d71134b03618571145271155d7116297d711765"
                    + "2e",
            "80049592000000000000005d94286800884b014d2c014a701101004afbffffff8a09000000000000000040473ff80000000000008c0161"
                    + "948c05c3a9e282ac94430162948c086275696c74696e73948c0962797465617272617994939443016394859452944b0185944b014b0286"
                    + "944b014b024b038794284b014b024b034b0474947d948c016b948f94284b014b029073284b0391945d94297d94652e",
            "8005957c000000000000005d94286800884b014d2c014a701101004afbffffff8a09000000000000000040473ff80000000000008c0161"
                    + "948c05c3a9e282ac944301629496010000000000000063944b0185944b014b0286944b014b024b038794284b014b024b034b0474947d94"
                    + "8c016b948f94284b014b029073284b0391945d94297d94652e"})
    void followsWhatPythonWrites(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(dangers("m.pkl", bytes)).isEmpty();
        assertThat(dangers("m.pkl", Arrays.copyOf(bytes, bytes.length - 1))).singleElement().asString().startsWith(NO_END);
    }

    /** One of each opcode that makes or moves a value, as its entry in pickletools describes it: the stack is empty but for one value at the end. */
    @Test
    void followsEveryOpcodeThatCannotHarm() {
        PickleSource all = PickleSource.protocol(5).code(0x95).u64(0).text("(I01\nI42\nL7L\nL-7\n").code(0x8a, 0, 0x8a, 1, 0xff, 0x8b)
                .u32(2)
                .code(1, 2);
        all.text("J").u32(-1).code('K', 9, 'M', 1, 2, 'N', 0x88, 0x89).text("S'a\\x41'\nS\"b\"\nVc\\u20ac\nF1.5\nG").u64(0);
        all.text("T").u32(2).text("de").code('U', 1, 'f').text("B").u32(1).code('g', 'C', 1, 'h', 0x8e).u64(1).code('i', 0x96).u64(1)
                .code('j');
        all.text("X").u32(1).text("k").string("l").code(0x8d).u64(1).text("m");
        all.text("]Na](NNe(Nl)(NNtN").code(0x85, 'N', 'N', 0x86, 'N', 'N', 'N', 0x87).text("}NNs}(NNu(NNd");
        all.code(0x8f, '(', 'N', 0x90, '(', 'N', 0x91).text("N20(0(NN1").text("Np0\ng0\nNq").code(1, 'h', 1, 'N', 'r').u32(2).text("j")
                .u32(2);
        all.code(0x94, 'h', 3, 0x97, 0x98);
        all.global("collections", "OrderedDict").text(")R}b(ccollections\nOrderedDict\no(icollections\nOrderedDict\n");
        all.global("builtins", "object").code(')', 0x81).global("builtins", "object").code(')', '}', 0x92).text("t");
        assertThat(dangers("m.pkl", all.stop())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "5", "6", "7", "9", "11"})
    void saysWhereAPickleIsCutOff(int length) {
        byte[] whole = PickleSource.protocol(4).global("posix", "system").text("(S'id'\ntR").stop();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1 - length);
        assertThat(dangers("any.txt", cut)).anyMatch(danger -> danger.contains("could not be followed to its end, because it "));
    }

    @Test
    void saysWhyAPickleCannotBeFollowed() {
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNNNN").code(0xff).array()))
                .containsExactly(NO_END + "has the byte 0xff, which is no opcode (at byte 12).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN0000000000").array()))
                .containsExactly(NO_END + "takes more from its stack than lies there (at byte 18).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNNh").code(7).array()))
                .containsExactly(NO_END + "recalls value 7, which it did not remember (at byte 10).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNNt").array()))
                .containsExactly(NO_END + "looks for a mark on its stack that is not there (at byte 10).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNNB").u32(-1).array()))
                .containsExactly(NO_END + "has a length that goes beyond its end (at byte 10).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN").code(0x80, 6).array()))
                .containsExactly(NO_END + "asks for protocol 6, which Python does not have (at byte 10).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN").code(0x95).u64(99).array()))
                .containsExactly(NO_END + "has a length that goes beyond its end (at byte 10).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN)R").array()))
                .containsExactly(NO_END + "calls what is no function (at byte 11).");
    }

    /** What lies below a mark cannot be taken; CPython: "unpickling stack underflow". */
    @Test
    void takesNothingFromBelowAMark() {
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN(0N0").stop())).isEmpty();
        assertThat(dangers("m.pkl", PickleSource.protocol(2).text("NNNNNNNN(N").code(0x86).array()))
                .containsExactly(NO_END + "takes more from its stack than lies there (at byte 12).");
    }

    @Test
    void boundsTheStack() {
        byte[] marks = new byte[10_000_000];
        Arrays.fill(marks, (byte) '(');
        assertThat(quickly("m.pkl", marks)).singleElement().asString()
                .contains("it puts more than 1000000 marks on its stack (at byte 1000000)");
        Arrays.fill(marks, (byte) ')');
        assertThat(quickly("m.pkl", marks)).singleElement().asString().contains("it puts more than 1000000 values on its stack");
    }

    @Test
    void boundsTheMemo() {
        var source = PickleSource.protocol(4).text("N");
        for (int i = 0; i <= 1_000_000; i++) {
            source.code(0x94);
        }
        assertThat(quickly("m.pkl", source.stop())).singleElement().asString().contains("it remembers more than 1000000 values");
        var sparse = PickleSource.protocol(4).text("N");
        for (int i = 0; i < 300_000; i++) {
            sparse.text("r").u32(0xfff00000L + i);
        }
        assertThat(quickly("m.pkl", sparse.stop())).isEmpty();
    }

    /** A tuple of two of itself a million times over would be larger than the world; a value is never copied or written out. */
    @Test
    void doesNotExpandWhatRefersToItself() {
        var source = PickleSource.protocol(4).text(")");
        for (int i = 0; i < 300_000; i++) {
            source.text("2").code(0x86);
        }
        var dicts = PickleSource.protocol(4).text("}");
        for (int i = 0; i < 300_000; i++) {
            dicts.code(0x94, 'N', '0', '}').string("a").text("j").u32(i).text("s").string("b").text("j").u32(i).text("s");
        }
        assertThat(quickly("m.pkl", source.stop())).isEmpty();
        assertThat(quickly("pytorch_model.bin", dicts.stop())).isEmpty();
        assertThat(quickly("m.pkl", PickleSource.protocol(2).text("]q").code(0).text("h").code(0).text("a}q").code(1).string("a").text("h")
                .code(1).text("s").stop())).isEmpty();
    }

    @Test
    void passesByLongStringsWithoutReadingThem() {
        byte[] start = PickleSource.protocol(4).code(0x8e).u64(1L << 36).array();
        var blobs = new FakeBlobs().with("m.pkl", start, start.length + (1L << 36));
        assertThat(blobs.inspect().dangers()).singleElement().asString()
                .contains("it ends without its last opcode (at byte " + (11 + (1L << 36)));
        assertThat(blobs.bytesRead).isLessThan(100_000);
    }

    /** A file of several pickles is unpickled one by one by who knows of them. */
    @Test
    void followsEachPickleOfSeveral() {
        byte[] harmless = PickleSource.protocol(2).text("N").stop();
        byte[] harmful = PickleSource.protocol(2).global("posix", "system").text("(S'id'\ntR").stop();
        byte[] both = PickleSource.ofOldProtocol().bytes(harmless).bytes(harmless).bytes(harmful).array();
        assertThat(dangers("m.pkl", both)).containsExactly("PICKLE: 'm.pkl' imports posix.system when it is unpickled (at byte 10).");
        byte[] broken = PickleSource.ofOldProtocol().bytes(harmless).bytes(harmful).array();
        assertThat(dangers("m.pkl", Arrays.copyOf(broken, broken.length - 1))).hasSize(2);
        assertThat(dangers("m.pkl", PickleSource.ofOldProtocol().bytes(harmless).code(0, 0, 0, 17, 200).array())).isEmpty();
    }

    private static List<String> quickly(String path, byte[] bytes) {
        return assertTimeoutPreemptively(PATIENCE, () -> dangers(path, bytes));
    }
}
