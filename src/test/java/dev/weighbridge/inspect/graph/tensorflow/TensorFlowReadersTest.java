package dev.weighbridge.inspect.graph.tensorflow;

import static dev.weighbridge.inspect.graph.Models.assertBroken;
import static dev.weighbridge.inspect.graph.Models.inspect;
import static dev.weighbridge.inspect.graph.Models.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Proto;
import dev.weighbridge.inspect.graph.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes by the field numbers of TensorFlow's messages, and files that protoc made. */
class TensorFlowReadersTest {

    @Test
    void readsTheVersionOfASavedModel() {
        ModelFacts facts = sample("saved_model.pb");
        assertThat(facts.derivation("frameworkVersion")).contains(new Derivation("frameworkVersion", "TensorFlow 2.15.0",
                "meta_graphs[].meta_info_def.tensorflow_version of saved_model.pb", "saved_model.pb"));
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void recognisesASavedModelByItsFieldsWhateverItIsCalled() {
        assertThat(inspect("graph", Samples.bytes("saved_model.pb")).value("frameworkVersion")).isEqualTo("TensorFlow 2.15.0");
    }

    @Test
    void warnsOfOperatorsThatReachBeyondTheGraph() {
        assertThat(inspect("saved_model.pb", Samples.bytes("unsafe-saved_model.pb")).dangers()).containsExactly(
                danger("The node 'r' in 'saved_model.pb' has the operator ReadFile, which reads a file when the model is run, or even loaded."),
                danger("The node 'w' in 'saved_model.pb' has the operator WriteFile, which writes a file when the model is run, or even loaded."),
                danger("The node 'p' in 'saved_model.pb' has the operator PyFunc, which calls a Python function when the model is run, or even loaded."));
    }

    @Test
    void looksIntoTheFunctionsOfTheLibrary() {
        Proto function = Proto.message().message(1, Proto.message().text(1, "__inference_f_12")).message(3, node("n", "EagerPyFunc"));
        byte[] model = savedModel(Proto.message().message(1, node("x", "Relu")).message(2, Proto.message().message(1, function)));
        assertThat(inspect("saved_model.pb", model).dangers()).containsExactly(danger("The node 'n' of the function '__inference_f_12' "
                + "in 'saved_model.pb' has the operator EagerPyFunc, which calls a Python function when the model is run, or even loaded."));
    }

    @Test
    void warnsOfGraphsThatHideInConstants() {
        byte[] model = savedModel(Proto.message().message(1, node("d", "DatasetFromGraph")));
        assertThat(inspect("saved_model.pb", model).dangers()).singleElement().extracting(SafetyFinding::sentence).asString()
                .contains("DatasetFromGraph, which runs a graph that is kept as bytes");
    }

    @Test
    void printingIsADangerOnlyIntoAFile() {
        assertThat(inspect("saved_model.pb", savedModel(Proto.message().message(1, print("stderr")))).dangers()).isEmpty();
        assertThat(inspect("saved_model.pb", savedModel(Proto.message().message(1, print("file:///etc/profile")))).dangers())
                .singleElement().extracting(SafetyFinding::sentence).asString().contains("PrintV2, which appends to a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RestoreV2", "SaveV2", "MergeV2Checkpoints", "VarHandleOp", "StatefulPartitionedCall", "MatMul", "readfile"})
    void saysNothingOfWhatEveryModelHas(String operator) {
        assertThat(inspect("saved_model.pb", savedModel(Proto.message().message(1, node("n", operator)))).dangers()).isEmpty();
    }

    @Test
    void looksAtTheOperatorsOfAFrozenGraph() {
        byte[] graph = Proto.message().message(1, node("in", "Placeholder")).message(1, node("out", "WriteFile"))
                .message(4, Proto.message().number(1, 1882)).array();
        assertThat(inspect("frozen.pb", graph).dangers()).singleElement().extracting(SafetyFinding::sentence).asString()
                .startsWith("The node 'out' in 'frozen.pb' has the operator WriteFile");
        assertThat(inspect("vocabulary.model", graph).dangers()).isEmpty();
    }

    @Test
    void findsTheLambdasOfKerasBesideAndInside() {
        String lambda = "{\"class_name\": \"Lambda\", \"name\": \"double\", \"config\": {\"name\": \"double\", \"function\": [\"4wEAAA==\", null, null]}}";
        byte[] beside = Proto.message()
                .message(1, Proto.message().text(3, "root").text(4, "_tf_keras_layer").text(5, lambda)).array();
        assertThat(inspect("keras_metadata.pb", beside).dangers()).singleElement().isEqualTo(new SafetyFinding(SafetyKind.KERAS_LAMBDA,
                "keras_metadata.pb", "The layer 'double' in 'keras_metadata.pb' is a Lambda: "
                        + "it runs Python code that it carries or names when the model is loaded or used."));
        Proto object = Proto.message().message(4, Proto.message().text(1, "_tf_keras_layer").text(3, lambda));
        byte[] inside = Proto.message().number(1, 1).message(2, Proto.message().message(7, Proto.message().message(1, object))).array();
        assertThat(inspect("saved_model.pb", inside).dangers()).singleElement().extracting(SafetyFinding::kind)
                .isEqualTo(SafetyKind.KERAS_LAMBDA);
    }

    @Test
    void refusesWhatIsNamedSoAndIsNot() {
        assertBroken("saved_model.pb", "hello world".getBytes(StandardCharsets.UTF_8), "");
        assertBroken("a/saved_model.pb", new byte[0], "there is no graph in it");
        byte[] model = Samples.bytes("saved_model.pb");
        assertBroken("saved_model.pb", Arrays.copyOf(model, model.length - 1), "more than are left");
    }

    @Test
    void addsUpTheVariablesOfACheckpoint() {
        ModelFacts facts = new FakeBlobs().with("saved_model.pb", Samples.bytes("saved_model.pb"))
                .with("variables/variables.index", Samples.bytes("variables.index")).inspect();
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 136L, "F16", 16L, "I64", 1L));
        assertThat(facts.derivation("gpuConstraintDescription").orElseThrow().file()).isEqualTo("variables/variables.index");
        assertThat(FakeBlobs.weights(facts)).isEqualTo(136 * 4 + 16 * 2 + 8);
    }

    @Test
    void followsAllBlocksOfATable() {
        assertThat(sample("many-blocks.index").parametersByDtype()).isEqualTo(Map.of("F32", 1080L));
    }

    @Test
    void leavesTheOptimizersVariablesOut() {
        assertThat(inspect("v.index",
                table(0, "layer/w", "layer/w/.OPTIMIZER_SLOT/optimizer/m", "optimizer/iter", "optimizer/loss", "save_counter/x"))
                .parametersByDtype()).isEqualTo(Map.of("F32", 6L));
    }

    @Test
    void saysSoIfATableIsCompressed() {
        ModelFacts facts = inspect("v.index", table(1, "layer/w"));
        assertThat(facts.parametersByDtype()).isEmpty();
        assertThat(FakeBlobs.odd(facts))
                .containsExactly("Some of 'v.index' is compressed and not looked into; its variables are not counted.");
    }

    @Test
    void takesNoOtherIndexForACheckpoint() {
        assertThat(
                inspect("search.index", "some other index, which is longer than the footer of a table is".getBytes(StandardCharsets.UTF_8))
                        .findings())
                .isEmpty();
        assertThat(FakeBlobs.odd(inspect("v.index", new byte[3]))).isEmpty();
    }

    @Test
    void refusesATableThatLeadsNowhere() {
        byte[] footer = Bytes.littleEndian().u8(0).u8(0).u8(0xff).u8(0xff).u8(0x7f).u8(8).zeros(34).u64(0xdb4775248b80fb57L).array();
        assertBroken("v.index", footer, "a block lies beyond the end");
        byte[] endless = Bytes.littleEndian().text("\u007f".repeat(4)).zeros(36).u64(0xdb4775248b80fb57L).array();
        for (int i = 0; i < 40; i++) {
            endless[i] = (byte) 0xff;
        }
        assertBroken("v.index", endless, "a number has more than ten bytes");
    }

    /** One block of data with these keys, each a variable of 2 x 3 F32; one block of index; the footer (doc/table_format.md). */
    private static byte[] table(int compression, String... keys) {
        byte[] value = Proto.message().number(1, 1)
                .message(2, Proto.message().message(2, Proto.message().number(1, 2)).message(2, Proto.message().number(1, 3)))
                .number(5, 24).array();
        Bytes data = Bytes.littleEndian();
        String before = "";
        for (String key : keys) {
            int shared = 0;
            while (shared < Math.min(before.length(), key.length()) && before.charAt(shared) == key.charAt(shared)) {
                shared++;
            }
            data.u8(shared).u8(key.length() - shared).u8(value.length).text(key.substring(shared)).text(latin(value),
                    StandardCharsets.ISO_8859_1);
            before = key;
        }
        byte[] block = data.u32(0).u32(1).array();
        assertThat(block.length).isBetween(1, 16_000);
        byte[] handle = {0, (byte) (block.length & 0x7f | 0x80), (byte) (block.length >> 7)};
        byte[] index = Bytes.littleEndian().u8(0).u8(1).u8(handle.length).text("~").text(latin(handle), StandardCharsets.ISO_8859_1).u32(0)
                .u32(1).array();
        int indexAt = block.length + 5;
        return Bytes.littleEndian().text(latin(block), StandardCharsets.ISO_8859_1).u8(compression).u32(0)
                .text(latin(index), StandardCharsets.ISO_8859_1).u8(0).u32(0)
                .u8(0).u8(0).u8(indexAt & 0x7f | 0x80).u8(indexAt >> 7).u8(index.length).zeros(35).u64(0xdb4775248b80fb57L).array();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] savedModel(Proto graph) {
        return Proto.message().number(1, 1).message(2, Proto.message().message(1, Proto.message().text(5, "2.16.1")).message(2, graph))
                .array();
    }

    private static Proto node(String name, String operator) {
        return Proto.message().text(1, name).text(2, operator);
    }

    private static Proto print(String stream) {
        return node("p", "PrintV2").message(5, Proto.message().text(1, "output_stream").message(2, Proto.message().text(2, stream)));
    }

    private static SafetyFinding danger(String sentence) {
        return new SafetyFinding(SafetyKind.REMOTE_CODE, "saved_model.pb", sentence);
    }
}
