package dev.weighbridge.inspect.graph.onnx;

import static dev.weighbridge.inspect.graph.Models.assertBroken;
import static dev.weighbridge.inspect.graph.Models.inspect;
import static dev.weighbridge.inspect.graph.Models.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Proto;
import dev.weighbridge.inspect.graph.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes by the field numbers of onnx.proto3, and files of the onnx package. */
class OnnxReaderTest {

    @Test
    void readsWhatTheOnnxPackageWrites() {
        ModelFacts facts = sample("raw.onnx");
        assertThat(facts.derivation("frameworkVersion")).contains(new Derivation("frameworkVersion", "ONNX opset 17 (pytorch 1.13.1)",
                "opset_import, producer_name and producer_version of raw.onnx", "raw.onnx"));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 544L));
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 136L));
        assertThat(FakeBlobs.weights(facts)).isEqualTo(544);
        assertThat(FakeBlobs.odd(facts)).isEmpty();
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void knowsTheTypesHoweverTheElementsAreKept() {
        assertThat(sample("f16.onnx").bytesByDtype()).isEqualTo(Map.of("F16", 272L));
        assertThat(sample("int8.onnx").bytesByDtype()).isEqualTo(Map.of("I8", 136L));
        assertThat(sample("typed.onnx").parametersByDtype()).isEqualTo(Map.of("F32", 143L, "I64", 4L, "F16", 2L, "BF16", 2L, "I8", 3L,
                "U8", 3L, "STRING", 2L, "F64", 1L, "BOOL", 2L));
    }

    @ParameterizedTest
    @CsvSource({"1, F32, 12", "2, U8, 3", "3, I8, 3", "4, U16, 6", "5, I16, 6", "6, I32, 12", "7, I64, 24", "9, BOOL, 3", "10, F16, 6",
            "11, F64, 24", "12, U32, 12", "13, U64, 24", "14, C64, 24", "15, C128, 48", "16, BF16, 6", "17, F8_E4M3, 3",
            "18, F8_E4M3FNUZ, 3", "19, F8_E5M2, 3", "20, F8_E5M2FNUZ, 3", "21, U4, 2", "22, I4, 2", "23, F4, 2", "24, F8_E8M0, 3",
            "25, U2, 1", "26, I2, 1"})
    void namesTypesAsSafetensorsDoesAndPacksSmallOnes(int number, String name, int bytes) {
        byte[] model = model(initializer(tensor("t", number, 3).bytes(9, new byte[bytes])));
        assertThat(inspect("m.onnx", model).bytesByDtype()).isEqualTo(Map.of(name, (long) bytes));
    }

    @Test
    void readsAPackedShapeAsWellAsAnUnpackedOne() {
        Proto packed = Proto.message().bytes(1, new byte[] {2, 3}).number(2, 1).text(8, "t");
        assertThat(inspect("m.onnx", model(initializer(packed))).parametersByDtype()).isEqualTo(Map.of("F32", 6L));
        Proto scalar = Proto.message().number(2, 1).text(8, "t");
        assertThat(inspect("m.onnx", model(initializer(scalar))).parametersByDtype()).isEqualTo(Map.of("F32", 1L));
    }

    @Test
    void findsTensorsInBranchesAndConstantsAndForeignOperators() {
        ModelFacts facts = sample("subgraph.onnx");
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 8L + 2 + 5 + 5 + 9));
        assertThat(facts.value("versionText")).isEqualTo("3");
        assertThat(facts.value("description")).isEqualTo("A tiny model.");
        assertThat(FakeBlobs.odd(facts)).containsExactly("'subgraph.onnx' has operators of the domain 'com.example' ('MyOp'), "
                + "which are not ONNX's: an engine needs a library of them.");
    }

    @Test
    void doesNotAskForALibraryOfWhatTheModelDefinesItself() {
        Proto graph = Proto.message().message(1, node("Gelu", "pkg")).message(1, node("Attention", "com.microsoft"))
                .message(1, node("Relu", "")).message(1, node("Scaler", "ai.onnx.ml"));
        Proto function = Proto.message().text(1, "Gelu").message(7, node("Inner", "other")).text(10, "pkg");
        byte[] model = start().message(7, graph).message(25, function).array();
        assertThat(FakeBlobs.odd(inspect("m.onnx", model))).containsExactly(
                "'m.onnx' has operators of the domain 'com.microsoft' ('Attention'), which are ONNX Runtime's; other engines may not have them.",
                "'m.onnx' has operators of the domain 'other' ('Inner'), which are not ONNX's: an engine needs a library of them.");
    }

    @ParameterizedTest
    @CsvSource({"main_graph, ", "torch_jit, ", "torch-jit-export, ", "graph, ", "model, ", "tf2onnx, ", "squeezenet1.1, squeezenet1.1"})
    void takesTheGraphsNameOnlyIfItSaysSomething(String name, String architecture) {
        byte[] model = start().message(7, Proto.message().text(2, name)).array();
        assertThat(inspect("m.onnx", model).value("architectureType")).isEqualTo(architecture);
    }

    @Test
    void readsTheLicenceOfTheMetadata() {
        Proto entry = Proto.message().text(1, "model_license").text(2, "MIT");
        ModelFacts facts = inspect("m.onnx", start().message(7, Proto.message()).message(14, entry).array());
        assertThat(facts.value("licence")).isEqualTo("MIT");
    }

    @Test
    void recognisesAModelByItsFieldsWhateverItIsCalled() {
        assertThat(inspect("model.pb", Samples.bytes("raw.onnx")).bytesByDtype()).containsKey("F32");
        assertThat(inspect("weights", Samples.bytes("raw.onnx")).bytesByDtype()).containsKey("F32");
        assertThat(inspect("other", Proto.message().number(1, 8).text(2, "name").number(3, 5).array()).derivations()).isEmpty();
        assertThat(inspect("other", Proto.message().number(1, 8).text(2, "name").array()).derivations()).isEmpty();
    }

    @Test
    void findsTheFilesThatHoldItsTensors() {
        byte[] model = Samples.bytes("external.onnx");
        FakeBlobs blobs = new FakeBlobs().with("onnx/model.onnx", model).with("onnx/model.onnx_data", new byte[0], 8320);
        ModelFacts facts = blobs.inspect();
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 8320L));
        assertThat(FakeBlobs.odd(facts)).isEmpty();
        assertThat(FakeBlobs.odd(new FakeBlobs().with("onnx/model.onnx", model).inspect()))
                .containsExactly("'onnx/model.onnx' keeps tensors in 'onnx/model.onnx_data', which is not there: it cannot be loaded.");
        assertThat(FakeBlobs.odd(blobs.with("onnx/model.onnx_data", new byte[0], 8319).inspect())).containsExactly(
                "'onnx/model.onnx' keeps tensors in 'onnx/model.onnx_data' up to byte 8320, but that has 8319: it cannot be loaded.");
        assertThat(blobs.open).isZero();
    }

    @Test
    void warnsOfTensorsOutsideOfTheFolder() {
        assertThat(sample("unsafe-external-path.onnx").dangers()).containsExactly(new SafetyFinding(SafetyKind.DISGUISED,
                "unsafe-external-path.onnx", "'unsafe-external-path.onnx' has elements of tensors in '../../../etc/passwd', "
                        + "which is no file in its folder: who loads it reads that."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "..", "a/../../b", "a\\..\\b", "\\\\host\\share", "C:\\x", "c:x", "file:///etc/passwd", "..\\b",
            "*/_ORT_MEM_ADDR_/*"})
    void warnsOfEveryWayOut(String location) {
        assertThat(inspect("m.onnx", external(location)).dangers()).singleElement().extracting(SafetyFinding::kind)
                .isEqualTo(SafetyKind.DISGUISED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "./w", "a/w", "..w", "w..", "a..b/w", "..."})
    void doesNotWarnOfFilesInTheFolder(String location) {
        assertThat(inspect("m.onnx", external(location)).dangers()).isEmpty();
    }

    @Test
    void refusesExternalDataThatIsNoPlace() {
        Proto tensor = tensor("t", 1, 3).message(13, entry("location", "w")).message(13, entry("offset", "-5")).number(14, 1);
        assertBroken("m.onnx", model(initializer(tensor)), "the external_data of tensor 't' names no place in a file");
        assertBroken("m.onnx", model(initializer(tensor("t", 1, 3).number(14, 1))), "names no place");
    }

    @Test
    void refusesTensorsThatDoNotAgreeWithThemselves() {
        assertBroken("m.onnx", model(initializer(tensor("t", 1, 3).bytes(9, new byte[11]))),
                "tensor 't' has 11 bytes, which is not what 3 elements of F32 take");
        assertBroken("m.onnx", model(initializer(tensor("t", 0, 3))), "the data_type 0 of tensor 't' is none that is known");
        assertBroken("m.onnx", model(initializer(tensor("t", 99, 3))), "the data_type 99 of tensor 't' is none that is known");
        assertBroken("m.onnx", model(initializer(tensor("t", 1, -1))), "is too large to be true");
        assertBroken("m.onnx", model(initializer(tensor("t", 1, 1L << 62).number(1, 4))), "is too large to be true");
        assertBroken("m.onnx", model(initializer(tensor("t", 1, 1L << 45))), "is too large to be true");
    }

    @Test
    void refusesWhatIsNamedSoAndIsNot() {
        assertBroken("m.onnx", "hello world".getBytes(UTF_8), "does not begin as an ONNX model");
        assertBroken("m.onnx", new byte[0], "does not begin as an ONNX model");
        assertBroken("m.onnx", start().array(), "there is no graph in it");
        assertBroken("m.onnx", "version https://git-lfs.github.com/spec/v1\n".getBytes(UTF_8),
                "it is a Git LFS pointer");
    }

    @Test
    void refusesLengthsThatAreNotThere() {
        byte[] cut = Arrays.copyOf(Samples.bytes("raw.onnx"), 500);
        assertBroken("m.onnx", cut, "does not begin as an ONNX model");
        Proto graph = Proto.message().message(5, tensor("t", 1, 3).length(9, 1000));
        assertBroken("m.onnx", start().message(7, graph).array(), "the raw_data of a tensor has 1000 bytes, more than are left");
        Proto minus = Proto.message().message(5, tensor("t", 1, 3).length(9, -1));
        assertBroken("m.onnx", start().message(7, minus).array(), "more than are left");
        assertBroken("m.onnx", start().message(7, Proto.message().number(1, 5)).array(), "a node has another type than the format's");
    }

    @Test
    void refusesGraphsWithinGraphsWithoutEnd() {
        Proto graph = Proto.message();
        for (int i = 0; i < 2000; i++) {
            graph = Proto.message().message(1, Proto.message().text(4, "If").message(5, Proto.message().message(6, graph)));
        }
        assertBroken("m.onnx", start().message(7, graph).array(), "messages are nested deeper than 100");
    }

    @Test
    void refusesMoreThanAMessageCanBe() {
        FakeBlobs blobs = new FakeBlobs().with("m.onnx", model(initializer(tensor("t", 1, 3))), 1L << 31);
        assertBroken(blobs, "m.onnx", "a protobuf message has at most 2 GiB");
    }

    @Test
    void passesGigabytesOfElementsByWithoutReadingThem() {
        int data = 1_600_000_000;
        Proto tensor = tensor("t", 1, data / 4).length(9, data);
        int inTensor = tensor.array().length + data;
        Proto graph = Proto.message().length(5, inTensor);
        byte[] head = concat(start().length(7, graph.array().length + (long) inTensor).array(), graph.array(), tensor.array());
        FakeBlobs blobs = new FakeBlobs().with("m.onnx", head, head.length + (long) data);
        assertThat(blobs.inspect().bytesByDtype()).isEqualTo(Map.of("F32", (long) data));
        assertThat(blobs.bytesRead).isLessThan(1_000_000);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Proto start() {
        return Proto.message().number(1, 8).message(8, Proto.message().number(2, 17));
    }

    private static byte[] model(Proto graph) {
        return start().message(7, graph).array();
    }

    private static Proto initializer(Proto tensor) {
        return Proto.message().message(5, tensor);
    }

    private static Proto tensor(String name, int type, long size) {
        return Proto.message().number(1, size).number(2, type).text(8, name);
    }

    private static byte[] external(String location) {
        return model(initializer(tensor("t", 1, 3).message(13, entry("location", location)).number(14, 1)));
    }

    private static Proto entry(String key, String value) {
        return Proto.message().text(1, key).text(2, value);
    }

    private static Proto node(String operator, String domain) {
        return Proto.message().text(4, operator).text(7, domain);
    }
}
