package dev.weighbridge.inspect.pickle;

import static dev.weighbridge.inspect.pickle.Inspected.dangers;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that would do something, hidden in each way that is known from reports about other scanners. */
class PickleAttackTest {

    private static final String SYSTEM = "imports posix.system when it is unpickled";

    @Test
    void namesWhatGlobalImports() {
        byte[] pickle = PickleSource.protocol(2).global("posix", "system").longString("id").code(0x85).text("R").stop();
        assertThat(dangers("pytorch_model.bin", pickle)).containsExactly("PICKLE: 'pytorch_model.bin' " + SYSTEM + " (at byte 2).");
    }

    /** CPython 3.11: class A: __reduce__ = lambda s: (os.system, ('id',)); pickle.dumps(A(), protocol) for 0, 2 and 4. */
    @ParameterizedTest
    @ValueSource(strings = {"63706f7369780a73797374656d0a70300a285669640a70310a7470320a5270330a2e",
            "800263706f7369780a73797374656d0a710058020000006964710185710252710" + "32e",
            "8004951d000000000000008c05706f736978948c0673797374656d9493948c026964948594529" + "42e"})
    void namesWhatPythonWouldWrite(String hex) {
        assertThat(dangers("m.pkl", HexFormat.of().parseHex(hex))).singleElement().asString().contains(SYSTEM);
        assertThat(dangers("notes.txt", HexFormat.of().parseHex(hex))).singleElement().asString().contains(SYSTEM);
    }

    /** The strings lie in the memo, and others are put on the stack in between (protectai/modelscan#85, mmaitre314/picklescan GHSA-9gvj-pp9x-gcfr). */
    @Test
    void followsStringsThroughTheMemo() {
        PickleSource start = PickleSource.protocol(4).string("posix").code(0x94).text("0").string("system").code(0x94).text("0");
        byte[] pickle = start.string("collections").string("OrderedDict").text("00h").code(0).text("20h").code(1, 0x93).string("id")
                .code(0x85).text("R").stop();
        assertThat(dangers("m.pkl", pickle)).singleElement().asString().contains(SYSTEM);
        byte[] viaPut = PickleSource.protocol(4).text("Vposix\np3\n0Vsys\\u0074em\np900\n0g3\ng900\n").code(0x93).string("id").code(0x85)
                .text("R").stop();
        assertThat(dangers("m.pkl", viaPut)).singleElement().asString().contains(SYSTEM);
        byte[] viaPop = PickleSource.protocol(4).string("posix").string("system").text("N0(N1").code(0x93).string("id").code(0x85).text("R")
                .stop();
        assertThat(dangers("m.pkl", viaPop)).singleElement().asString().contains(SYSTEM);
    }

    @Test
    void sayThatAComputedNameCannotBeFollowed() {
        byte[] pickle = PickleSource.protocol(4).string("posix").global("collections", "OrderedDict").text(")R").code(0x93).stop();
        assertThat(dangers("m.pkl", pickle)).containsExactly(
                "PICKLE: 'm.pkl' imports a name that cannot be followed, because the pickle computes it (at byte 36).");
        byte[] tooLong = PickleSource.protocol(4).string("posix").longString("system".repeat(200)).code(0x93).stop();
        assertThat(dangers("m.pkl", tooLong)).singleElement().asString().contains("cannot be followed");
    }

    @Test
    void namesWhatInstAndObjMake() {
        assertThat(dangers("m.pkl", "(S'id'\niposix\nsystem\n.".getBytes(ISO_8859_1)))
                .containsExactly("PICKLE: 'm.pkl' " + SYSTEM + " (at byte 7).");
        assertThat(dangers("m.pkl", "(cposix\nsystem\nS'id'\no.".getBytes(ISO_8859_1))).singleElement().asString().contains(SYSTEM);
        byte[] newObject = PickleSource.protocol(4).global("subprocess", "Popen").string("id").code(0x85, 0x81).stop();
        assertThat(dangers("m.pkl", newObject)).singleElement().asString().contains("imports subprocess.Popen ");
        byte[] withNames = PickleSource.protocol(4).global("subprocess", "Popen").string("id").code(0x85).text("}").code(0x92).stop();
        assertThat(dangers("m.pkl", withNames)).singleElement().asString().contains("imports subprocess.Popen ");
    }

    @Test
    void sayThatExtensionsCannotBeKnown() {
        assertThat(dangers("m.pkl", PickleSource.protocol(2).code(0x82, 7).stop())).containsExactly(
                "PICKLE: 'm.pkl' imports name 7 of Python's extension registry, which cannot be known from here (at byte 2).");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).code(0x83, 7, 1).stop())).singleElement().asString().contains("name 263 of");
        assertThat(dangers("m.pkl", PickleSource.protocol(2).code(0x84).u32(70_000).stop())).singleElement().asString().contains("70000");
    }

    /** What stands before the break is run before the break is found. */
    @Test
    void namesWhatIsImportedBeforeAPickleBreaks() {
        byte[] pickle = PickleSource.protocol(2).global("posix", "system").longString("id").code(0x85).text("R").code(0xff).array();
        assertThat(dangers("m.pkl", pickle)).containsExactly("PICKLE: 'm.pkl' " + SYSTEM + " (at byte 2).",
                "PICKLE: 'm.pkl' holds a pickle that could not be followed to its end, because it has the byte 0xff, which is no opcode (at byte 25).");
        byte[] underflow = PickleSource.protocol(2).global("posix", "system").longString("id").code(0x85).text("R00").array();
        assertThat(dangers("notes.txt", underflow)).hasSize(2).first().asString().contains(SYSTEM);
        byte[] cut = Arrays.copyOf(pickle, pickle.length - 1);
        assertThat(dangers("model.data", cut)).hasSize(2).first().asString().contains(SYSTEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model.bin", "a.pt", "b/c.ckpt", "no-ending", "notes.txt", "x.npy", "y.json.bak"})
    void needsNeitherMarkNorName(String path) {
        assertThat(dangers(path, "cposix\nsystem\n(S'id'\ntR.".getBytes(ISO_8859_1))).singleElement().asString().contains(SYSTEM);
        assertThat(dangers(path, "N0(1N0cposix\nsystem\n(S'id'\ntR.".getBytes(ISO_8859_1))).singleElement().asString().contains(SYSTEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat\ndog\nIt is a pet.\n", "(see also)\n", "{\"a\": 1}", "# Title\n", "Python is a language.\ncat\ndog\n(tR.",
            "I am\n",
            "clear\nand\nplain.", "NNNN", "...", "The end.", "0123456789", ")))", "config:\n  a: 1\n", "(int x)\n(y)\n"})
    void takesNoTextForAPickle(String text) {
        assertThat(dangers("notes.txt", text.getBytes(ISO_8859_1))).isEmpty();
    }

    /** What site-packages holds under the name of weights. */
    @Test
    void takesNoPathFileOfPythonForAPickle() {
        assertThat(dangers("a.pth", "import os; x = os.environ\n".getBytes(ISO_8859_1))).isEmpty();
        assertThat(dangers("a.pth", "import os; x = 1;\nimport sys; y = 1\n".getBytes(ISO_8859_1))).isEmpty();
        assertThat(dangers("a.gsb", ("(".repeat(50) + "I" + "9".repeat(100_000)).getBytes(ISO_8859_1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"os, system", "nt, system", "builtins, getattr", "__builtin__, eval", "builtins, print", "torch, load", "torch.hub, load",
            "torch.storage, _load_from_bytes", "torch.utils.collect_env, run", "torch, __builtins__", "torch._utils, _rebuild_tensor_v2.x",
            "torch, _utils._rebuild_tensor_v2", "numpy, load", "numpy, __builtins__", "numpy, size", "numpy, testing.X",
            "numpy.f2py.crackfortran, Name",
            "numpy, DataSource", "transformers.utils, Popen", "sklearn.base, Foo.method", "joblib.numpy_pickle, NumpyUnpickler",
            "runpy, _run_code",
            "pip, main", "torch.fx.graph_module, reduce_graph_module", "collections, OrderedDict.__init__", "'', ''", "os.path, join",
            "types, CodeType", "Torch, Size", "sklearn, externals.X", "__torch__, Model", "functools, partial", "pickle, loads",
            "dill._dill, _create_function"})
    void rejectsEveryNameThatIsOnNoList(String module, String name) {
        byte[] pickle = PickleSource.protocol(4).string(module).string(name).code(0x93).stop();
        assertThat(dangers("m.pkl", pickle)).singleElement().asString()
                .startsWith("PICKLE: 'm.pkl' imports " + module + "." + name + " when it is unpickled (at byte ");
    }

    @ParameterizedTest
    @CsvSource({"transformers.training_args, TrainingArguments", "argparse, Namespace", "sklearn.svm._classes, SVC",
            "numpy.ma.core, MaskedArray",
            "torch.nn.modules.linear, Linear", "pathlib, PosixPath", "omegaconf.dictconfig, DictConfig",
            "sklearn._loss._loss, __pyx_unpickle_CyHalf",
            "transformers.a, Outer.Inner", "scipy.sparse._csr, csr_matrix"})
    void flagsClassesOfFamiliarLibraries(String module, String name) {
        byte[] pickle = PickleSource.protocol(2).global(module, name).text(")").code(0x81).stop();
        assertThat(dangers("m.pkl", pickle))
                .containsExactly("PICKLED_CLASS: 'm.pkl' imports " + module + "." + name + " when it is unpickled (at byte 2).");
    }

    @ParameterizedTest
    @CsvSource({"collections, OrderedDict", "torch._utils, _rebuild_tensor_v2", "torch, BFloat16Storage", "torch.storage, UntypedStorage",
            "torch, float8_e4m3fn", "numpy, ndarray", "numpy._core.multiarray, _reconstruct", "_codecs, encode", "__builtin__, set",
            "__builtin__, unicode",
            "copy_reg, _reconstructor", "datetime, datetime"})
    void takesWhatPlainWeightsNeed(String module, String name) {
        assertThat(dangers("m.pkl", PickleSource.protocol(2).global(module, name).stop())).isEmpty();
    }

    /** Attributes set on an imported function give names that a list cannot know (protectai/modelscan#85). */
    @Test
    void flagsWhatChangesAnImportedThing() {
        PickleSource allowed = PickleSource.protocol(4).global("torch._utils", "_rebuild_tensor_v2");
        byte[] build = allowed.text("N}").string("a").string("os").text("s").code(0x86).text("b").stop();
        assertThat(dangers("m.pkl", build)).singleElement().asString()
                .startsWith("PICKLE: 'm.pkl' changes torch._utils._rebuild_tensor_v2 itself when it is unpickled (at byte ");
        byte[] set = PickleSource.protocol(4).global("collections", "Counter").string("a").text("Ns").stop();
        assertThat(dangers("m.pkl", set)).singleElement().asString().contains("changes collections.Counter itself");
        byte[] append = PickleSource.protocol(4).global("collections", "Counter").text("Na").stop();
        assertThat(dangers("m.pkl", append)).singleElement().asString().contains("changes collections.Counter itself");
    }

    @Test
    void flagsACallOfSomethingComputed() {
        byte[] pickle = PickleSource.protocol(4).global("collections", "OrderedDict").text(")R)R").stop();
        assertThat(dangers("m.pkl", pickle)).singleElement().asString()
                .contains("calls something that it computed when it is unpickled (at byte 30)");
    }

    /** What torch rebuilds a tensor of a subclass with calls what it is given. */
    @Test
    void namesWhatARebuildIsGiven() {
        byte[] pickle = PickleSource.protocol(2).global("torch._tensor", "_rebuild_from_type_v2").text("(").global("posix", "system")
                .global("torch", "Tensor").longString("id").code(0x85).text("NtR").stop();
        assertThat(dangers("m.pkl", pickle)).singleElement().asString().contains(SYSTEM);
    }

    @Test
    void namesEachNameOnce() {
        PickleSource pickle = PickleSource.protocol(2);
        for (int i = 0; i < 1000; i++) {
            pickle.global("posix", "system").longString("id").code(0x85).text("R0");
        }
        assertThat(dangers("m.pkl", pickle.text("N").stop())).hasSize(1);
    }

    @Test
    void showsNamesWithoutControlCharacters() {
        byte[] pickle = PickleSource.protocol(4).string("a\nb\u0007").string("c".repeat(200)).code(0x93).stop();
        assertThat(dangers("m.pkl", pickle))
                .containsExactly("PICKLE: 'm.pkl' imports a?b?." + "c".repeat(75) + "\u2026 when it is unpickled (at byte 210).");
    }
}
