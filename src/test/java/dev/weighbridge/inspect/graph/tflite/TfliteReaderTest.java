package dev.weighbridge.inspect.graph.tflite;

import static dev.weighbridge.inspect.graph.Models.assertBroken;
import static dev.weighbridge.inspect.graph.Models.inspect;
import static dev.weighbridge.inspect.graph.Models.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Samples;
import org.junit.jupiter.api.Test;

/** Files that flatc made, and flatbuffers by hand (flatbuffers.dev/internals) with the field numbers of schema.fbs. */
class TfliteReaderTest {

    @Test
    void readsWhatFlatcWrites() {
        ModelFacts facts = sample("f32.tflite");
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 544L));
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 136L));
        assertThat(facts.derivation("frameworkVersion")).contains(new Derivation("frameworkVersion", "TensorFlow Lite 1.14.0",
                "metadata min_runtime_version of f32.tflite, the lowest that runs it", "f32.tflite"));
        assertThat(FakeBlobs.odd(facts)).isEmpty();
        assertThat(sample("int8.tflite").bytesByDtype()).isEqualTo(Map.of("I8", 128L, "I32", 32L));
        assertThat(sample("f16.tflite").bytesByDtype()).isEqualTo(Map.of("F16", 256L, "F32", 32L));
    }

    @Test
    void recognisesAModelByItsIdentifierWhateverItIsCalled() {
        assertThat(inspect("model.bin", Samples.bytes("f32.tflite")).bytesByDtype()).isEqualTo(Map.of("F32", 544L));
    }

    @Test
    void namesOperatorsThatNeedALibrary() {
        assertThat(FakeBlobs.odd(inspect("m.tflite", withOperator("Mediapipe", 3)))).containsExactly(
                "'m.tflite' has the operator 'Mediapipe', which is not TensorFlow Lite's: an engine needs a library of it.");
        assertThat(inspect("m.tflite", withOperator("Mediapipe", 3)).dangers()).isEmpty();
    }

    @Test
    void warnsOfTensorFlowsOperatorsThatReachBeyondTheGraph() {
        ModelFacts facts = inspect("m.tflite", withOperator("FlexReadFile", 3));
        assertThat(FakeBlobs.odd(facts)).singleElement().asString().contains("needs the Flex delegate");
        assertThat(facts.dangers()).containsExactly(new SafetyFinding(SafetyKind.REMOTE_CODE, "m.tflite",
                "'m.tflite' has the operator 'FlexReadFile', which reads a file when the model is run."));
    }

    @Test
    void refusesAnotherVersionOfTheSchema() {
        assertBroken("m.tflite", withOperator("X", 2), "the version 2 of the schema is not 3");
    }

    @Test
    void refusesWhatIsNamedSoAndIsNot() {
        assertBroken("m.tflite", "hello world".getBytes(StandardCharsets.UTF_8), "does not begin as a TensorFlow Lite model");
        assertBroken("m.tflite", new byte[0], "does not begin as a TensorFlow Lite model");
    }

    @Test
    void refusesOffsetsThatLeadOutOfTheFile() {
        assertBroken("m.tflite", Bytes.littleEndian().u32(1 << 30).text("TFL3").zeros(8).array(), "lies beyond the end");
        assertBroken("m.tflite", Bytes.littleEndian().u32(-1).text("TFL3").zeros(8).array(), "lies beyond the end");
        assertBroken("m.tflite", Bytes.littleEndian().u32(8).text("TFL3").u32(-100).array(), "lies beyond the end");
        assertBroken("m.tflite", Bytes.littleEndian().u32(8).text("TFL3").u32(100).array(), "lies beyond the end");
        assertBroken("m.tflite", Bytes.littleEndian().u32(8).text("TFL3").u32(0).array(), "the list of a table's fields is too short");
    }

    /** A vector of four billion tables in a file of forty bytes. */
    @Test
    void refusesCountsThatAreNotThere() {
        byte[] bytes = Bytes.littleEndian().u32(16).text("TFL3")
                .u8(8).u8(0).u8(12).u8(0).u8(4).u8(0).u8(8).u8(0)
                .u32(8).u32(3).u32(4).u32(-1).zeros(8).array();
        assertBroken("m.tflite", bytes, "a list lies beyond the end");
    }

    /** Two tensors with one buffer of four bytes. */
    @Test
    void countsABufferThatTensorsShareOnce() {
        byte[] bytes = Bytes.littleEndian().u32(24).text("TFL3")
                .u8(14).u8(0).u8(16).u8(0).u8(4).u8(0).u8(0).u8(0).u8(8).u8(0).u8(0).u8(0).u8(12).u8(0).zeros(2)
                .u32(16).u32(3).u32(8).u32(12)
                .u32(1).u32(24)
                .u32(2).u32(60).u32(68)
                .u8(6).u8(0).u8(8).u8(0).u8(4).u8(0).zeros(2).u32(8).u32(4)
                .u32(2).u32(20).u32(16)
                .u8(10).u8(0).u8(12).u8(0).u8(0).u8(0).u8(0).u8(0).u8(4).u8(0).zeros(2).u32(12).u32(1)
                .u8(4).u8(0).u8(4).u8(0).u32(4)
                .u8(6).u8(0).u8(8).u8(0).u8(4).u8(0).zeros(2).u32(8).u32(4)
                .u32(4).zeros(4).array();
        assertThat(inspect("m.tflite", bytes).bytesByDtype()).isEqualTo(Map.of("F32", 4L));
    }

    /** All entries of a list may lead to the same table; each is looked at, and no more than there may be. */
    @Test
    void endsWhereAllTablesAreTheSame() {
        int graphs = 3000;
        Bytes bytes = Bytes.littleEndian().u32(20).text("TFL3");
        bytes.u8(10).u8(0).u8(16).u8(0).u8(4).u8(0).u8(0).u8(0).u8(8).u8(0).u8(0).u8(0);
        bytes.u32(12).u32(3).u32(8).u32(0);
        int list = 36;
        int graph = list + 4 + 4 * graphs;
        bytes.u32(graphs);
        for (int i = 0; i < graphs; i++) {
            bytes.u32(graph + 8 - (list + 4 + 4 * i));
        }
        bytes.u8(6).u8(0).u8(8).u8(0).u8(4).u8(0).u8(0).u8(0);
        bytes.u32(8).u32(4);
        bytes.u32(graphs);
        int tensor = graph + 20 + 4 * graphs;
        for (int i = 0; i < graphs; i++) {
            bytes.u32(tensor + 4 - (graph + 20 + 4 * i));
        }
        bytes.u8(4).u8(0).u8(4).u8(0).u32(4);
        assertBroken("m.tflite", bytes.array(), "there are more than 1000000 tensors");
    }

    /** The table Model with its fields version and operator_codes, and one OperatorCode, CUSTOM, with a name. */
    private static byte[] withOperator(String name, int version) {
        return Bytes.littleEndian().u32(16).text("TFL3")
                .u8(8).u8(0).u8(12).u8(0).u8(4).u8(0).u8(8).u8(0)
                .u32(8).u32(version).u32(4)
                .u32(1).u32(16)
                .u8(8).u8(0).u8(12).u8(0).u8(8).u8(0).u8(4).u8(0).zeros(4)
                .u32(12).u32(8).u8(32).zeros(3)
                .u32(name.length()).text(name).zeros(4).array();
    }
}
