package dev.weighbridge.inspect.graph.keras;

import static dev.weighbridge.inspect.graph.Models.assertBroken;
import static dev.weighbridge.inspect.graph.Models.inspect;
import static dev.weighbridge.inspect.graph.Models.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the HDF5 library, and bytes by its File Format Specification. */
class KerasHdfReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"model.h5", "model-str.h5", "model-gzip.h5", "model-optimizer.h5", "model-latest.h5"})
    void readsWhatTheHdf5LibraryWrites(String name) {
        ModelFacts facts = sample(name);
        assertThat(facts.derivation("architectureType"))
                .contains(new Derivation("architectureType", "Sequential", "class_name of model_config of " + name, name));
        assertThat(facts.derivation("frameworkVersion"))
                .contains(new Derivation("frameworkVersion", "Keras 2.15.0", "keras_version of " + name, name));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 652L));
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 163L));
        assertThat(facts.dangers()).isEmpty();
        assertThat(FakeBlobs.odd(facts)).isEmpty();
    }

    @Test
    void tellsHalfPrecisionApart() {
        assertThat(sample("model-f16.h5").bytesByDtype()).isEqualTo(Map.of("F16", 326L));
    }

    @Test
    void followsManyGroupsAndAConfigurationInTheGlobalHeap() {
        ModelFacts facts = inspect("many.h5", Samples.bytes("many.h5.gz"));
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 2700L));
        assertThat(facts.value("architectureType")).isEqualTo("Sequential");
    }

    @Test
    void warnsOfALambda() {
        assertThat(sample("unsafe-lambda.h5").dangers()).containsExactly(new SafetyFinding(SafetyKind.KERAS_LAMBDA, "unsafe-lambda.h5",
                "The layer 'lambda' in model_config of 'unsafe-lambda.h5' is a Lambda: "
                        + "it runs Python code that it carries or names when the model is loaded or used."));
    }

    @Test
    void recognisesAFileWithSomethingBeforeItByItsNameOnly() {
        byte[] shifted = shifted(Samples.bytes("model.h5"), 512);
        assertThat(inspect("m.h5", shifted).parametersByDtype()).isEqualTo(Map.of("F32", 163L));
        assertThat(inspect("m.h5", shifted).value("architectureType")).isEqualTo("Sequential");
        assertThat(inspect("m.bin", shifted).parametersByDtype()).isEmpty();
        assertThat(inspect("m.bin", Samples.bytes("model.h5")).parametersByDtype()).isEqualTo(Map.of("F32", 163L));
    }

    @Test
    void refusesAFileThatIsCutOff() {
        byte[] whole = Samples.bytes("model.h5");
        assertBroken("m.h5", Arrays.copyOf(whole, whole.length - 1), "the file is cut off: it should have " + whole.length + " bytes");
        assertBroken("m.h5", Arrays.copyOf(whole, 20), "lies beyond the end");
    }

    @Test
    void refusesAVersionThatIsUnknown() {
        byte[] bytes = Samples.bytes("model.h5").clone();
        bytes[8] = 9;
        assertBroken("m.h5", bytes, "the version 9 of the superblock is none that is known");
        byte[] widths = Samples.bytes("model.h5").clone();
        widths[13] = 3;
        assertBroken("m.h5", widths, "the size 3 of offsets or lengths is none that is known");
    }

    /** A group whose tree has itself as a child. */
    @Test
    void refusesATreeThatGoesInCircles() {
        assertBroken("m.h5", withRoot(Bytes.littleEndian()
                .text("TREE").u8(0).u8(0).u8(2).u8(0).u64(-1).u64(-1).u64(0).u64(TREE).u64(0).u64(TREE)
                .array()), "the tree of a group goes in circles");
    }

    /** Ten thousand nodes of a tree that overlap, each of which says that it has 65,535 members. */
    @Test
    void endsWhereTheSameMembersAreDescribedAgainAndAgain() {
        int nodes = 10_000;
        int first = TREE + 24 + 16 * nodes + 8;
        Bytes tree = Bytes.littleEndian().text("TREE").u8(0).u8(0).u8(nodes & 0xff).u8(nodes >> 8).u64(-1).u64(-1);
        for (int i = 0; i < nodes; i++) {
            tree.u64(0).u64(first + 40 * i);
        }
        tree.zeros(8);
        for (int i = 0; i < nodes; i++) {
            tree.text("SNOD").u8(1).u8(0).u8(0xff).u8(0xff).u64(0).u64(-1).zeros(16);
        }
        byte[] bytes = withRoot(tree.zeros(70_000 * 40).array());
        assertTimeoutPreemptively(Duration.ofMinutes(2),
                () -> assertBroken("m.h5", bytes, "the same bytes are described again and again"));
    }

    /** A header whose continuation is that continuation again. */
    @Test
    void refusesAHeaderThatContinuesItself() {
        Bytes header = superblock().u8(1).u8(0).u8(1).u8(0).u32(1).u32(24).u32(0)
                .u8(16).u8(0).u8(16).u8(0).u32(0).u64(HEADER + 16).u64(24);
        assertBroken("m.h5", header.zeros(4096).array(), "a message goes beyond its object's header, or there are more than 65536");
    }

    @Test
    void warnsOfBytesInOtherFiles() {
        String name = "stolen";
        Bytes header = superblock().u8(1).u8(0).u8(1).u8(0).u32(1).u32(48).u32(0)
                .u8(6).u8(0).u8(40).u8(0).u32(0).u8(1).u8(8).u8(64).u8(name.length()).text(name).zeros(40 - 4 - name.length());
        assertThat(inspect("m.h5", header.zeros(4096).array()).dangers()).containsExactly(new SafetyFinding(SafetyKind.DISGUISED, "m.h5",
                "'stolen' in 'm.h5' takes its bytes from another file: who loads it reads that."));
    }

    @Test
    void warnsOfAttributesThatItDoesNotFollow() {
        Bytes header = superblock().u8(1).u8(0).u8(1).u8(0).u32(1).u32(32).u32(0)
                .u8(21).u8(0).u8(24).u8(0).u32(0).u8(0).u8(0).u64(700).u64(800).zeros(6);
        assertThat(inspect("m.h5", header.zeros(4096).array()).dangers()).singleElement().extracting(SafetyFinding::kind)
                .isEqualTo(SafetyKind.KERAS_LAMBDA);
    }

    @Test
    void readsLittleOfALargeFile() {
        byte[] head = Samples.bytes("model.h5");
        FakeBlobs blobs = new FakeBlobs().with("m.h5", head, 1L << 40);
        assertThat(blobs.inspect().parametersByDtype()).isEqualTo(Map.of("F32", 163L));
        assertThat(blobs.bytesRead).isLessThan(200_000);
    }

    private static final int HEADER = 96;

    private static final int TREE = 200;

    /** Superblock version 0 (section II.A) with offsets and lengths of 8 bytes; the root group's header follows it. */
    private static Bytes superblock() {
        return Bytes.littleEndian().u8(0x89).text("HDF\r\n").u8(0x1a).text("\n").u8(0).u8(0).u8(0).u8(0).u8(0).u8(8).u8(8).u8(0)
                .u8(4).u8(0).u8(16).u8(0).u32(0).u64(0).u64(-1).u64(3000).u64(-1).u64(0).u64(HEADER).u32(0).u32(0).u64(0).u64(0);
    }

    /** The root group's header with a symbol table whose tree these bytes are; its names are empty. */
    private static byte[] withRoot(byte[] tree) {
        Bytes bytes = superblock().u8(1).u8(0).u8(1).u8(0).u32(1).u32(24).u32(0).u8(17).u8(0).u8(16).u8(0).u32(0).u64(TREE).u64(160);
        bytes.zeros(160 - 136).text("HEAP").u32(0).u64(8).u64(1).u64(192).u64(0).text(new String(tree, StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1);
        return bytes.zeros(4096).array();
    }

    private static byte[] shifted(byte[] bytes, int by) {
        byte[] shifted = new byte[bytes.length + by];
        System.arraycopy(bytes, 0, shifted, by, bytes.length);
        return shifted;
    }
}
