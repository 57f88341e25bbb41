package dev.weighbridge.inspect.pickle;

import static dev.weighbridge.inspect.pickle.Inspected.dangers;
import static dev.weighbridge.inspect.pickle.Inspected.genuine;
import static dev.weighbridge.inspect.pickle.Inspected.inspect;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Pickles in zips, tars and compressed streams, and archives that are made to hide them. */
class ArchiveScanTest {

    private static final byte[] HARMFUL = "cposix\nsystem\n(S'id'\ntR.".getBytes(ISO_8859_1);

    private static final byte[] HARMLESS = PickleSource.protocol(2).text("}").stop();

    private static final String SYSTEM = "PICKLE: 'm.bin' imports posix.system when it is unpickled (at byte 0 of ";

    @Test
    void looksAtEachMemberWhateverItsName() {
        assertThat(dangers("m.bin", new ZipSource().stored("archive/data.pkl", HARMLESS).stored("foo.txt", HARMFUL).array()))
                .containsExactly(SYSTEM + "foo.txt).");
        assertThat(dangers("m.bin", new ZipSource().deflated("archive/data/0", HARMFUL).array()))
                .containsExactly(SYSTEM + "archive/data/0).");
    }

    @Test
    void looksIntoZipsInZips() {
        byte[] inner = new ZipSource().deflated("foo.txt", HARMFUL).array();
        byte[] middle = new ZipSource().stored("a.jpg", inner).array();
        assertThat(dangers("m.bin", new ZipSource().deflated("b", middle).array())).containsExactly(SYSTEM + "b > a.jpg > foo.txt).");
        byte[] deep = HARMFUL;
        for (int i = 0; i < 5; i++) {
            deep = new ZipSource().stored("x", deep).array();
        }
        assertThat(dangers("m.bin", deep))
                .containsExactly("ARCHIVE: 'm.bin' holds archives nested more than 4 deep, which are not looked into.");
    }

    /** Python's zipfile refuses these; torch does not look (mmaitre314/picklescan GHSA-w8jq-xcqf-f792, GHSA-7q5r-7gvp-wc82). */
    @Test
    void looksAtWhatTorchLoadsAlthoughPythonRefusesTheZip() {
        assertThat(dangers("m.bin", new ZipSource().localFlags(1).stored("archive/data.pkl", HARMFUL).array()))
                .containsExactly(SYSTEM + "archive/data.pkl).");
        assertThat(dangers("m.bin", new ZipSource().flags(1).stored("archive/data.pkl", HARMFUL).array())).containsExactly(
                "ARCHIVE: 'm.bin' is a zip whose file 'archive/data.pkl' says that it is encrypted.", SYSTEM + "archive/data.pkl).");
        byte[] wrongSum = new ZipSource().stored("archive/data.pkl", HARMFUL).array();
        wrongSum[14] ^= 1;
        assertThat(dangers("m.bin", wrongSum)).containsExactly(SYSTEM + "archive/data.pkl).");
        assertThat(dangers("m.bin", new ZipSource().stored("other.txt", "archive/data.pkl", HARMFUL).array())).containsExactly(
                "DISGUISED: 'm.bin' is a zip whose directory and whose file 'archive/data.pkl' do not agree on its name or packing ('other.txt', method 0).",
                SYSTEM + "archive/data.pkl).");
    }

    @Test
    void looksAtEachOfTwoFilesOfOneName() {
        assertThat(dangers("m.bin", new ZipSource().stored("archive/data.pkl", HARMLESS).stored("archive/data.pkl", HARMFUL).array()))
                .containsExactly(
                        "ARCHIVE: 'm.bin' is a zip with two files 'archive/data.pkl'; programs may take either.",
                        SYSTEM + "archive/data.pkl).");
    }

    /** A comment that is the end of another zip: torch takes the last end, others the one whose comment fits. */
    @Test
    void looksIntoEachDirectoryThatAProgramMayFind() {
        byte[] harmless = new ZipSource().stored("archive/data.pkl", HARMLESS).array();
        byte[] harmful = new ZipSource().stored("archive/data.pkl", HARMFUL).array();
        byte[] endOfHarmful = Arrays.copyOfRange(harmful, harmful.length - 22, harmful.length);
        byte[] both = concat(harmful,
                new ZipSource().prefix(harmless).stored("archive/data.pkl", HARMLESS).comment(concat(endOfHarmful, new byte[3]))
                        .array());
        assertThat(dangers("m.bin", both)).anyMatch(danger -> danger.startsWith("ARCHIVE: 'm.bin' is a zip with "))
                .contains(SYSTEM + "archive/data.pkl).");
    }

    @Test
    void findsTheDirectoryOfAZipBehindOtherBytes() {
        byte[] zip = new ZipSource().prefix(new ZipSource().array()).stored("archive/data.pkl", HARMFUL).array();
        assertThat(dangers("m.bin", zip)).contains(SYSTEM + "archive/data.pkl).");
    }

    @Test
    void boundsWhatComesOutOfAZip() {
        byte[] zeros = new byte[4 << 20];
        assertThat(dangers("m.zip", new ZipSource().deflated("zeros", zeros, 3L << 30).array())).singleElement().asString()
                .matches("ARCHIVE: 'm\\.zip' is a zip whose file 'zeros' unpacks from 40[0-9]{2} to 3221225472 bytes\\.");
        byte[] longer = new ZipSource().deflated("a.pkl", concat(PickleSource.protocol(2).text("B").u32(4 << 20).array(), zeros), 1 << 20)
                .array();
        assertThat(dangers("m.zip", longer)).singleElement().asString()
                .contains("it has a length that goes beyond its end (at byte 2 of a.pkl)");
        byte[] shorter = new ZipSource().deflated("a.pkl", concat(PickleSource.protocol(2).text("B").u32(9 << 20).array(), zeros), 10 << 20)
                .array();
        assertThat(dangers("m.zip", shorter)).singleElement().asString().contains("it ends before its directory says, or is damaged");
    }

    @Test
    void saysThatAnArchiveCannotBeLookedInto() {
        byte[] zip = new ZipSource().stored("a", HARMLESS).array();
        assertThat(dangers("a.zip", Arrays.copyOf(zip, zip.length - 22)))
                .containsExactly("ARCHIVE: 'a.zip' is an archive that could not be looked into, because it has no directory at its end.");
        assertThat(dangers("a.npz", new ZipSource().stored("b.zip", Arrays.copyOf(zip, zip.length - 22)).array()))
                .containsExactly(
                        "ARCHIVE: 'a.npz' holds an archive, 'b.zip', that could not be looked into, because it has no directory at its end.");
    }

    @Test
    void leavesKerasToItsReader() {
        byte[] keras = new ZipSource().stored("config.json", HARMFUL).stored("model.weights.h5", HARMFUL).array();
        try (var file = new FakeBlobs().with("m.keras", keras).openFile("m.keras")) {
            assertThat(PickleReaders.of(file)).isNull();
        }
    }

    @Test
    void looksIntoTarsAndStreams() throws IOException {
        byte[] tar = tar(new TarArchiveEntry("a/" + "n".repeat(150) + ".txt"), HARMFUL);
        String place = "a/" + "n".repeat(78) + "\u2026";
        assertThat(dangers("m.bin", tar)).containsExactly(SYSTEM + place + ").");
        assertThat(dangers("m.bin", packed(tar, GZIPOutputStream::new)))
                .containsExactly(SYSTEM + "what it unpacks to > a/" + "n".repeat(57) + "\u2026).");
        assertThat(dangers("m.bin", packed(HARMFUL, DeflaterOutputStream::new))).containsExactly(SYSTEM + "what it unpacks to).");
        assertThat(dangers("m.bin", packed(packed(HARMFUL, GZIPOutputStream::new), GZIPOutputStream::new)))
                .containsExactly(SYSTEM + "what it unpacks to > what it unpacks to).");
        assertThat(dangers("m.txt.gz", packed("a text".getBytes(ISO_8859_1), GZIPOutputStream::new))).isEmpty();
    }

    /** A tar may begin as a pickle does: its first bytes are a name. */
    @Test
    void looksAtATarAsAPickleToo() throws IOException {
        byte[] tar = tar(new TarArchiveEntry("cposix\nsystem\n(S'id'\ntR."), HARMLESS);
        assertThat(dangers("m.bin", tar)).contains("PICKLE: 'm.bin' imports posix.system when it is unpickled (at byte 0).");
    }

    @Test
    void endsForAStreamThatUnpacksToMuch() throws IOException {
        byte[] bomb = packed(packed(new byte[200 << 20], GZIPOutputStream::new), GZIPOutputStream::new);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> inspect("m.pkl", bomb));
    }

    /** joblib 1.2 and scikit-learn 1.2 of Debian 12. */
    @Test
    void readsWhatJoblibWrites() {
        assertThat(dangers("m.joblib", genuine("arrays.joblib"))).isEmpty();
        assertThat(dangers("m.joblib", genuine("forest.joblib"))).extracting(danger -> danger.replaceAll(" when.*", "")).containsExactly(
                "PICKLED_CLASS: 'm.joblib' imports sklearn.ensemble._forest.RandomForestClassifier",
                "PICKLED_CLASS: 'm.joblib' imports sklearn.tree._classes.DecisionTreeClassifier",
                "PICKLED_CLASS: 'm.joblib' imports sklearn.tree._tree.Tree");
        for (String packed : List.of("pipeline-xz.joblib", "pipeline-bz2.joblib")) {
            assertThat(dangers(packed, genuine(packed))).hasSize(3).allMatch(danger -> danger.startsWith("PICKLED_CLASS: "));
        }
    }

    /** joblib passes by an array's bytes; pickle.load does not. */
    @Test
    void followsAJoblibArrayAsPickleWouldToo() {
        PickleSource wrapper = PickleSource.protocol(2).global("joblib.numpy_pickle", "NumpyArrayWrapper").code(')', 0x81).text("}(")
                .longString("shape").number(HARMFUL.length).code(0x85).longString("dtype").global("numpy", "dtype").longString("u1")
                .code(0x89, 0x88, 0x87).text("Rub");
        byte[] file = wrapper.bytes(HARMFUL).text(".").array();
        assertThat(dangers("m.joblib", file)).singleElement().asString().contains("imports posix.system");
        PickleSource objects = PickleSource.protocol(2).global("joblib.numpy_pickle", "NumpyArrayWrapper").code(')', 0x81).text("}(")
                .longString("shape").number(1).code(0x85).longString("dtype").global("numpy", "dtype").longString("O8")
                .code(0x89, 0x88, 0x87).text("Rub").bytes(HARMFUL).text(".");
        assertThat(dangers("m.joblib", objects.array())).singleElement().asString().contains("imports posix.system");
    }

    @Test
    void looksIntoArraysOfObjects() {
        assertThat(dangers("a.npz", genuine("object.npz"))).isEmpty();
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
        byte[] array = PickleSource.ofOldProtocol().code(0x93).text("NUMPY").code(1, 0, header.length(), 0).text(header).bytes(HARMFUL)
                .array();
        assertThat(dangers("a.npy", array)).containsExactly(
                "PICKLE: 'a.npy' imports posix.system when it is unpickled (at byte " + (10 + header.length()) + ").");
        assertThat(dangers("a.npz", new ZipSource().deflated("x.npy", array).array())).singleElement().asString().contains("of x.npy");
    }

    /** Made by tarfile and torch.save: model_config.yaml with target and nemo_version, and the 1,872 floats of model_weights.ckpt. */
    @Test
    void readsWhatANemoFileIs() {
        ModelFacts facts = inspect("sub/m.nemo", genuine("gzip.nemo"));
        assertThat(facts.value("architectureType")).isEqualTo("EncDecCTCModelBPE");
        assertThat(facts.value("frameworkVersion")).isEqualTo("NeMo 1.23.0");
        assertThat(facts.derivation("architectureType").orElseThrow().rule())
                .isEqualTo("class in target of model_config.yaml in sub/m.nemo");
        assertThat(FakeBlobs.weights(facts)).isEqualTo(7488);
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void looksIntoNemoFiles() throws IOException {
        byte[] weights = new ZipSource().stored("w/data.pkl", HARMFUL).array();
        assertThat(dangers("m.nemo", tar(new TarArchiveEntry("./model_weights.ckpt"), weights)))
                .containsExactly(
                        "PICKLE: 'm.nemo' imports posix.system when it is unpickled (at byte 0 of ./model_weights.ckpt > w/data.pkl).");
    }

    private static byte[] tar(TarArchiveEntry entry, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    /** Compresses. */
    @FunctionalInterface
    private interface Packer {

        OutputStream around(OutputStream target) throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream target = packer.around(bytes)) {
            target.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
