package dev.weighbridge.inspect.pickle;

import static dev.weighbridge.inspect.pickle.Inspected.dangers;
import static dev.weighbridge.inspect.pickle.Inspected.genuine;
import static dev.weighbridge.inspect.pickle.Inspected.inspect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of torch: genuine ones, written by PyTorch 1.13 with torch.save, whose numbers come from torch; and others written by hand. */
class PyTorchFileTest {

    private static final String WEIGHTS = "pytorch_model.bin";

    private static final byte[] MAGIC = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a,
            (byte) 0xa8, 0x50, 0x19, '.'};

    /** A tensor of 3 x 5 of each type. */
    @ParameterizedTest
    @ValueSource(strings = {"alltypes.bin", "alltypes-legacy.bin"})
    void knowsEachTypeOfElement(String file) {
        ModelFacts facts = inspect(WEIGHTS, genuine(file));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.ofEntries(Map.entry("F64", 120L), Map.entry("F32", 60L), Map.entry("F16", 30L),
                Map.entry("BF16", 30L), Map.entry("I64", 120L), Map.entry("I32", 60L), Map.entry("I16", 30L), Map.entry("I8", 15L),
                Map.entry("U8", 15L), Map.entry("BOOL", 15L), Map.entry("C64", 120L)));
        assertThat(facts.parametersByDtype()).hasSize(11).containsValue(15L);
        assertThat(facts.dangers()).isEmpty();
        assertThat(FakeBlobs.odd(facts)).isEmpty();
    }

    /** embed.weight and lm_head.weight are the same 50 x 8, norm.weight has 8. */
    @ParameterizedTest
    @ValueSource(strings = {"tied.bin", "tied-legacy.bin"})
    void countsTiedWeightsOnce(String file) {
        ModelFacts facts = inspect(WEIGHTS, genuine(file));
        assertThat(FakeBlobs.weights(facts)).isEqualTo(1632);
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("F32", 408L));
        assertThat(facts.derivation("gpuConstraintDescription").orElseThrow().inputs().getFirst().rule())
                .startsWith("sum of the tensors' bytes in 'pytorch_model.bin'");
    }

    /** Linear(8, 4) and BatchNorm1d(4): 52 floats and a counter. */
    @ParameterizedTest
    @ValueSource(strings = {"lightning.ckpt", "checkpoint.pt", "wholemodule.pt"})
    void findsTheWeightsInACheckpoint(String file) {
        ModelFacts facts = inspect(file, genuine(file));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 208L, "I64", 8L));
    }

    @Test
    void flagsTheClassesOfAWholeModule() {
        assertThat(dangers("model.pt", genuine("wholemodule.pt"))).hasSize(3).allMatch(danger -> danger.startsWith("PICKLED_CLASS: "))
                .first().asString()
                .endsWith("imports torch.nn.modules.container.Sequential when it is unpickled (at byte 2 of model/data.pkl).");
    }

    @Test
    void countsNoOptimizer() {
        ModelFacts facts = new FakeBlobs().with("optimizer.pt", genuine("optimizer.pt")).with(WEIGHTS, genuine("tied.bin")).inspect();
        assertThat(FakeBlobs.weights(facts)).isEqualTo(1632);
        assertThat(FakeBlobs.odd(facts)).isEmpty();
        assertThat(new FakeBlobs().with("optimizer.pt", genuine("optimizer.pt")).inspect().bytesByDtype()).isEmpty();
    }

    @Test
    void saysThatTorchScriptIsAProgram() {
        ModelFacts facts = inspect("model.pt", genuine("torchscript.pt"));
        assertThat(FakeBlobs.odd(facts)).singleElement().asString().startsWith("'model.pt' is a TorchScript program: ");
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 144L));
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void readsQuantisedTensorsAsTheIntegersThatTheyAre() {
        assertThat(inspect("model.pt", genuine("quantized.pt")).bytesByDtype()).isEqualTo(Map.of("I8", 16L));
    }

    /** Of 800 floats a view of 10 x 8, at 80, was saved, and two tensors of other storages. */
    @Test
    void countsWhatATensorTakesAndNotTheRestOfItsStorage() {
        byte[] object = stateDict("a", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 800, 80, 10, 8));
        assertThat(inspect(WEIGHTS, torchZip(object, Map.of("0", 3200))).bytesByDtype()).isEqualTo(Map.of("F32", 320L));
    }

    @Test
    void countsNoMoreThanAStorageHas() {
        byte[] object = stateDict("a", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 1, 0, 1 << 20, 1 << 20));
        assertThat(inspect(WEIGHTS, torchZip(object, Map.of("0", 4))).bytesByDtype()).isEqualTo(Map.of("F32", 4L));
    }

    /** torch/_utils.py, _rebuild_tensor_v3: an untyped storage, whose elements are bytes, and the type behind the hooks. */
    @Test
    void readsTheNewestTypesFromUntypedStorages() {
        PickleSource tensor = PickleSource.ofOldProtocol().global("torch._utils", "_rebuild_tensor_v3").text("((").longString("storage")
                .global("torch.storage", "UntypedStorage").longString("0").longString("cpu").number(6).text("tQ").number(0).number(2)
                .number(3)
                .code(0x86).number(3).number(1).code(0x86, 0x89).global("collections", "OrderedDict").text(")R")
                .global("torch", "float8_e4m3fn").text("tR");
        ModelFacts facts = inspect(WEIGHTS, torchZip(stateDict("a", tensor), Map.of("0", 6)));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F8_E4M3", 6L));
        assertThat(facts.dangers()).isEmpty();
    }

    /** torch/_utils.py, _rebuild_parameter(data, requires_grad, backward_hooks). */
    @Test
    void readsParametersAsTheTensorsThatTheyAre() {
        PickleSource parameter = PickleSource.ofOldProtocol().global("torch._utils", "_rebuild_parameter").text("(")
                .bytes(PickleSource.ofOldProtocol().tensor("HalfStorage", "0", 6, 0, 2, 3).array()).code(0x88)
                .global("collections", "OrderedDict").text(")RtR");
        assertThat(inspect(WEIGHTS, torchZip(stateDict("a", parameter), Map.of("0", 12))).bytesByDtype()).isEqualTo(Map.of("F16", 12L));
    }

    @Test
    void takesTheShardsOfAnIndex() {
        byte[] first = torchZip(stateDict("a", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 6, 0, 2, 3)), Map.of("0", 24));
        byte[] second = torchZip(stateDict("b", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 4, 0, 2, 2)), Map.of("0", 16));
        FakeBlobs folder = new FakeBlobs().with("pytorch_model-00001-of-00002.bin", first).with("pytorch_model-00002-of-00002.bin", second);
        assertThat(FakeBlobs.weights(folder.inspect())).isEqualTo(40);
        String index = """
                {"metadata": {"total_size": 40}, "weight_map": {"a": "pytorch_model-00001-of-00002.bin", "%s": "pytorch_model-00002-of-00002.bin"}}""";
        ModelFacts facts = folder.with("pytorch_model.bin.index.json", index.formatted("b")).inspect();
        assertThat(facts.derivation("gpuConstraintDescription").orElseThrow().file()).isEqualTo("pytorch_model.bin.index.json");
        assertThat(FakeBlobs.weights(facts)).isEqualTo(40);
        assertThatThrownBy(() -> folder.with("pytorch_model.bin.index.json", index.formatted("c")).inspect())
                .hasMessageContaining("tensor 'c', which 'pytorch_model.bin.index.json' says it holds");
    }

    @Test
    void prefersSafetensorsAndDoesNotMissFilesThatAreOnlyIndexed() {
        FakeBlobs folder = new FakeBlobs().with("model.safetensors",
                Bytes.safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4))
                .with("pytorch_model.bin.index.json", "{\"weight_map\": {\"a\": \"pytorch_model-00001-of-00001.bin\"}}");
        assertThat(FakeBlobs.weights(folder.inspect())).isEqualTo(4);
        folder.with("tied.bin", genuine("tied.bin"))
                .with("pytorch_model.bin.index.json", "{\"weight_map\": {\"norm.weight\": \"tied.bin\"}}");
        assertThat(FakeBlobs.weights(folder.inspect())).isEqualTo(4);
    }

    @Test
    void doesNotTakeRawStoragesForPickles() {
        PickleSource file = PickleSource.ofOldProtocol().bytes(MAGIC).code(0x80, 2).text("M").code(0xe9, 3).text(".").code(0x80, 2)
                .text("}.").bytes(stateDict("a", PickleSource.ofOldProtocol().tensor("CharStorage", "0", 26, 0, 2, 13))).code(0x80, 2)
                .text("]").longString("0").text("a.").u64(26).text("cposix\nsystem\n(S'id'\ntR.....");
        ModelFacts facts = inspect(WEIGHTS, file.array());
        assertThat(facts.dangers()).isEmpty();
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("I8", 26L));
    }

    @Test
    void followsEachPartOfTheOldFormat() {
        byte[] harmful = PickleSource.protocol(2).global("posix", "system").longString("id").code(0x85).text("R").stop();
        byte[] number = PickleSource.protocol(2).number(1001).stop();
        for (int parts = 1; parts <= 4; parts++) {
            PickleSource file = PickleSource.ofOldProtocol().bytes(MAGIC);
            for (int i = 1; i < parts; i++) {
                file.bytes(number);
            }
            assertThat(dangers(WEIGHTS, file.bytes(harmful).array())).as("part " + parts).first().asString().contains("posix.system");
        }
    }

    @Test
    void refusesWhatNoEngineCouldLoad() {
        byte[] object = stateDict("a", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 6, 0, 2, 3));
        assertMalformed(torchZip(object, Map.of()), "the storage '0' of its tensors should have 24 bytes, but is not there");
        assertMalformed(torchZip(object, Map.of("0", 23)), "the storage '0' of its tensors should have 24 bytes, but has 23");
        byte[] whole = torchZip(object, Map.of("0", 24));
        assertMalformed(Arrays.copyOf(whole, whole.length - 30), "it has no directory at its end");
        assertMalformed("version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes(UTF_8),
                "Git LFS pointer");
    }

    /** Ten gigabytes of weights are not read. */
    @Test
    void readsOnlyTheHeadOfAFileOfAnySize() {
        byte[] object = stateDict("a", PickleSource.ofOldProtocol().tensor("FloatStorage", "0", 6, 0, 2, 3));
        byte[] legacy = PickleSource.ofOldProtocol().bytes(MAGIC).bytes(PickleSource.protocol(2).number(1001).stop())
                .bytes(PickleSource.protocol(2).text("}").stop()).bytes(object).bytes(PickleSource.protocol(2).text("]").stop()).array();
        var blobs = new FakeBlobs().with(WEIGHTS, legacy, 10L << 30);
        assertThat(blobs.inspect().bytesByDtype()).isEqualTo(Map.of("F32", 24L));
        assertThat(blobs.bytesRead).isLessThan(100_000);
        assertThat(blobs.open).isZero();
    }

    private static void assertMalformed(byte[] bytes, String why) {
        assertThatThrownBy(() -> inspect(WEIGHTS, bytes)).isInstanceOfSatisfying(IngestionException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
            assertThat(failure.getMessage()).startsWith("Could not read the head of 'pytorch_model.bin': ").contains(why);
        });
    }

    /** A dict with one entry. */
    private static byte[] stateDict(String name, PickleSource tensor) {
        return PickleSource.protocol(2).text("}(").longString(name).bytes(tensor.array()).text("u").stop();
    }

    /** As torch.save lays a file out (torch/serialization.py, _save). */
    private static byte[] torchZip(byte[] object, Map<String, Integer> storages) {
        ZipSource zip = new ZipSource().stored("archive/data.pkl", object);
        storages.forEach((key, size) -> zip.stored("archive/data/" + key, new byte[size]));
        return zip.stored("archive/version", new byte[] {'3', '\n'}).array();
    }
}
