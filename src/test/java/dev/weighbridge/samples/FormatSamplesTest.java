package dev.weighbridge.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.weighbridge.inspect.ModelFacts;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples that the formats' own tools made: what we read in them is what those tools wrote into them. */
class FormatSamplesTest {

    private static final Path SAMPLES = Path.of("samples");

    @ParameterizedTest
    @MethodSource("all")
    void theFilesAreThoseThatTheToolsMade(SampleFacts sample) throws IOException {
        Path folder = SAMPLES.resolve(sample.sample());
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(folder.relativize(file).toString().replace('\\', '/'), DigestUtils.sha256Hex(Files.readAllBytes(file)));
            }
        }
        assertThat(found).isEqualTo(sample.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-pytorch", "tiny-mla", "tiny-moe", "tiny-sentence-transformer", "tiny-onnx", "tiny-mlflow", "tiny-tflite",
            "tiny-nemo"})
    void theWeightsAreThoseThatTheToolCounted(String sample) throws IOException {
        SampleFacts known = SampleFacts.of(sample);
        ModelFacts read = SamplesTest.inspect(sample);
        assertThat(read.parametersByDtype()).isEqualTo(known.parameters());
        assertThat(read.bytesByDtype()).isEqualTo(known.bytes());
    }

    /** Their tensors lie in a table or a file of its own, or are not all loaded at once: unknown is right, a part of them is not. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny-keras", "tiny-keras-h5", "tiny-savedmodel", "tiny-diffusers"})
    void theWeightsAreUnknownOrAllOfThem(String sample) throws IOException {
        SampleFacts known = SampleFacts.of(sample);
        ModelFacts read = SamplesTest.inspect(sample);
        String together = sample.equals("tiny-diffusers") ? "/together" : "";
        assertThat(read.parametersByDtype()).isIn(Map.of(), known.numbers(together + "/parameters"));
        assertThat(read.bytesByDtype()).isIn(Map.of(), known.numbers(together + "/bytes"));
    }

    @Test
    void anAdapterIsNoModel() throws IOException {
        ModelFacts read = SamplesTest.inspect("tiny-lora");
        assertThat(read.parametersByDtype()).isEmpty();
        assertThat(read.value("minGpuMemory")).isNull();
        assertThat(read.value("baseModels")).isEqualTo("weighbridge/tiny-llama");
        assertThat(read.findings()).anySatisfy(finding -> assertThat(finding).contains("'adapter_model.safetensors'", "adapter"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatItsFilesStateIsRead(SampleFacts sample) throws IOException {
        ModelFacts read = SamplesTest.inspect(sample.sample());
        Stream.of("architectureType", "frameworkVersion", "pipelineTag").filter(field -> sample.text(field) != null)
                .forEach(field -> assertThat(read.value(field)).as(field).isEqualTo(sample.text(field)));
        assertThat(read.value("licence")).isEqualTo("cc0-1.0");
    }

    @ParameterizedTest
    @MethodSource("all")
    void noSampleMayHarmWhoLoadsIt(SampleFacts sample) throws IOException {
        assertThat(SamplesTest.inspect(sample.sample()).dangers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFactNamesAFileThatIsThere(SampleFacts sample) throws IOException {
        assertThat(SamplesTest.inspect(sample.sample()).derivations()).allSatisfy(derivation -> {
            assertThat(derivation.rule()).isNotBlank();
            assertThat(derivation.value()).isNotBlank();
            assertThat(sample.files().containsKey(Objects.requireNonNullElse(derivation.file(), "README.md"))).as("%s", derivation)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theListOfSamplesGivesTheToolsNumbers(SampleFacts sample) throws IOException {
        String row = Files.readAllLines(SAMPLES.resolve("README.md")).stream().filter(line -> line.contains("`" + sample.sample() + "/`"))
                .findFirst().orElseThrow();
        String counted = Stream.of("/parameters", "/together/parameters", "/adapter/parameters").map(sample::numbers)
                .filter(numbers -> !numbers.isEmpty()).findFirst().orElseThrow().values().stream()
                .reduce(0L, Long::sum).toString();
        assertThat(row).satisfiesAnyOf(text -> assertThat(text).contains("the same"),
                text -> assertThat(text.replace(",", "")).contains(counted + " parameters"));
    }

    private static List<SampleFacts> all() {
        return SampleFacts.all();
    }
}
