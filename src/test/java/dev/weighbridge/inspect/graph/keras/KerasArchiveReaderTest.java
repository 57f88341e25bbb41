package dev.weighbridge.inspect.graph.keras;

import static dev.weighbridge.inspect.graph.Models.assertBroken;
import static dev.weighbridge.inspect.graph.Models.inspect;
import static dev.weighbridge.inspect.graph.Models.sample;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Samples;
import org.junit.jupiter.api.Test;

/** Archives as Keras lays them out, made by Python, and by the JDK. */
class KerasArchiveReaderTest {

    private static final String CONFIG = "{\"module\": \"keras\", \"class_name\": \"Functional\", \"config\": {\"name\": \"m\"}}";

    @Test
    void readsAnArchiveWithItsWeights() {
        ModelFacts facts = sample("model.keras");
        assertThat(facts.derivation("architectureType"))
                .contains(new Derivation("architectureType", "Sequential", "class_name of config.json of model.keras", "model.keras"));
        assertThat(facts.derivation("frameworkVersion")).contains(
                new Derivation("frameworkVersion", "Keras 3.3.3", "keras_version in metadata.json of model.keras", "model.keras"));
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("F32", 652L));
        assertThat(facts.dangers()).isEmpty();
        assertThat(FakeBlobs.odd(facts)).isEmpty();
    }

    @Test
    void warnsOfALambda() {
        assertThat(sample("unsafe-lambda.keras").dangers()).containsExactly(new SafetyFinding(SafetyKind.KERAS_LAMBDA,
                "unsafe-lambda.keras", "The layer 'lambda' in config.json of 'unsafe-lambda.keras' is a Lambda: "
                        + "it carries Python bytecode that runs when the model is loaded or used."));
    }

    @Test
    void saysSoIfTheWeightsAreCompressed() {
        ModelFacts facts = sample("deflated.keras");
        assertThat(facts.value("architectureType")).isEqualTo("Sequential");
        assertThat(facts.bytesByDtype()).isEmpty();
        assertThat(FakeBlobs.odd(facts))
                .containsExactly("The model.weights.h5 in 'deflated.keras' is compressed; its tensors are not counted.");
    }

    @Test
    void recognisesAnArchiveByItsFirstMemberWhateverItIsCalled() throws IOException {
        assertThat(inspect("model.zip", zip("config.json", CONFIG)).value("architectureType")).isEqualTo("Functional");
        assertThat(inspect("model.zip", zip("other.json", CONFIG)).value("architectureType")).isNull();
    }

    /** Keras looks for a zip's end before it looks for HDF5. */
    @Test
    void readsAZipBehindSomethingElseAsKerasDoes() throws IOException {
        byte[] hdf = Samples.bytes("model.h5");
        byte[] zip = zip("config.json", CONFIG.replace("Functional", "Lambda"));
        byte[] both = Arrays.copyOf(hdf, hdf.length + zip.length);
        System.arraycopy(zip, 0, both, hdf.length, zip.length);
        assertThat(inspect("m.keras", both).dangers()).extracting(SafetyFinding::kind).as("and that it is two things at once")
                .containsExactly(SafetyKind.DISGUISED, SafetyKind.KERAS_LAMBDA);
        assertThat(inspect("m.keras", hdf).value("frameworkVersion")).isEqualTo("Keras 2.15.0");
    }

    @Test
    void warnsOfMembersThatLieOutsideOrComeTwice() throws IOException {
        assertThat(inspect("m.keras", zip("config.json", CONFIG, "../../x", "")).dangers()).containsExactly(
                new SafetyFinding(SafetyKind.ARCHIVE, "m.keras", "Unpacking 'm.keras' writes outside of its folder: '../../x'."));
        byte[] twice = replaced(zip("config.json", CONFIG, "konfig.json", CONFIG.replace("Functional", "Lambda")), "konfig", "config");
        assertThat(inspect("m.keras", twice).dangers()).extracting(SafetyFinding::kind)
                .containsExactly(SafetyKind.ARCHIVE, SafetyKind.KERAS_LAMBDA, SafetyKind.ARCHIVE);
    }

    @Test
    void looksIntoNoBomb() throws IOException {
        FakeBlobs blobs = new FakeBlobs().with("m.keras", zip("config.json", spaces()));
        assertThat(blobs.inspect().dangers()).extracting(SafetyFinding::sentence).containsExactly(
                "'m.keras' has a member 'config.json' of " + compressed(spaces()) + " bytes that unpacks to " + spaces().length() + ".",
                "'m.keras' has a member config.json that unpacks to more than 67108864 bytes and is not looked into.");
        assertThat(blobs.bytesRead).isLessThan(400_000);
    }

    /** A member that says it is small, and is not: what comes out is counted, not believed. */
    @Test
    void countsWhatComesOut() throws IOException {
        byte[] zip = zip("config.json", spaces());
        int entry = new String(zip, ISO_8859_1).indexOf("PK\1\2");
        System.arraycopy(new byte[] {100, 0, 0, 0}, 0, zip, entry + 24, 4);
        assertThat(inspect("m.keras", zip).dangers()).extracting(SafetyFinding::sentence).containsExactly(
                "The JSON in config.json of 'm.keras' cannot be followed to its end: whether it has Lambda layers is not known.");
    }

    @Test
    void warnsOfAConfigurationThatCannotBeFollowed() throws IOException {
        String deep = "{\"config\": ".repeat(100) + "{\"class_name\": \"Lambda\"}" + "}".repeat(100);
        assertThat(inspect("m.keras", zip("config.json", deep)).dangers()).containsExactly(new SafetyFinding(SafetyKind.KERAS_LAMBDA,
                "m.keras",
                "The JSON in config.json of 'm.keras' cannot be followed to its end: whether it has Lambda layers is not known."));
    }

    @Test
    void refusesWhatIsNamedSoAndIsNot() throws IOException {
        assertBroken("m.keras", "hello world".getBytes(UTF_8), "the zip archive is broken");
        assertBroken("m.keras", new byte[0], "the zip archive is broken");
        assertBroken("m.keras", zip("readme", "x"), "it is no archive of Keras: it has no config.json");
        byte[] zip = zip("config.json", CONFIG);
        assertBroken("m.keras", Arrays.copyOf(zip, zip.length - 30), "the zip archive is broken");
    }

    /** A JSON document that is larger than what is looked into. */
    private static String spaces() {
        return "{" + " ".repeat(65 << 20) + "\"class_name\": \"A\"}";
    }

    private static long compressed(String text) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(UTF_8));
        deflater.finish();
        byte[] part = new byte[64 * 1024];
        while (!deflater.finished()) {
            deflater.deflate(part);
        }
        return deflater.getBytesWritten();
    }

    private static byte[] replaced(byte[] bytes, String what, String by) {
        return new String(bytes, ISO_8859_1).replace(what, by)
                .getBytes(ISO_8859_1);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
