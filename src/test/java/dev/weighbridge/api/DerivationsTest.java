package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.samples.SampleFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every sample, imported by AddModel, and every field of what comes of it explained. */
class DerivationsTest {

    private static final Path SAMPLES = Path.of("samples").toAbsolutePath();

    /** What is derived of a model where the caller does not give it. */
    private static final List<
            String> DERIVED = List.of("architectureType", "frameworkVersion", "pipelineTag", "requiredAccelerator", "vendor",
                    "introduction", "description", "minGpuMemory", "recommendedGpuMemory", "extraGpuMemRequest", "recommendedGpuNum",
                    "gpuConstraintDescription", "size", "versionSemver", "artifactChecksum", "artifactSizeBytes", "licence");

    private static final TestNode NODE = TestNode.start(TestDatabase.H2, "weighbridge.sources.local-roots=" + SAMPLES);

    private static final ApiClient ADMIN = ApiClient.admin(NODE);

    private static final String CENTRE = Imports.center(NODE, SAMPLES.toString());

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFieldThatIsKnownSaysWhereItComesFrom(String sample) throws IOException {
        JsonNode model = model(add(sample, ""));
        JsonNode derivation = derivation(model);
        for (String field : DERIVED) {
            List<JsonNode> entries = entries(derivation, field);
            if (!model.has(field) || model.get(field).isNull()) {
                assertThat(entries).as("%s is unknown", field).isEmpty();
                continue;
            }
            assertThat(entries).as(field).hasSize(1);
            assertThat(text(entries.getFirst().get("value"))).as(field).isEqualTo(text(model.get(field)));
            assertExplained(entries.getFirst(), SAMPLES.resolve(sample));
        }
        derivation.get("fields").forEach(entry -> assertExplained(entry, SAMPLES.resolve(sample)));
        assertThat(entries(derivation, "artifactChecksum").getFirst().get("rule").asString()).startsWith("SHA-256");
        assertThat(model.get("artifactSizeBytes").asLong()).as("every file was taken").isEqualTo(sizeOf(SAMPLES.resolve(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void numbersThatWereComputedAddUp(String sample) {
        JsonNode model = model(add(sample, ""));
        JsonNode derivation = derivation(model);
        var arithmetic = new Arithmetic();
        derivation.get("fields").forEach(arithmetic::check);
        for (String memory : List.of("minGpuMemory", "recommendedGpuMemory")) {
            for (JsonNode entry : entries(derivation, memory)) {
                if (!entry.get("inputs").isEmpty()) {
                    assertThat(sumOfInputs(entry)).as(memory).isEqualTo(new BigInteger(entry.get("value").asString()));
                    assertThat(arithmetic.computed()).isPositive();
                }
            }
        }
        if (model.get("minGpuMemory").isNull()) {
            assertThat(model.get("recommendedGpuMemory").isNull()).as("nothing is recommended where the least is unknown").isTrue();
        } else if (!model.get("recommendedGpuMemory").isNull()) {
            assertThat(model.get("recommendedGpuMemory").asLong()).isGreaterThanOrEqualTo(model.get("minGpuMemory").asLong());
            assertThat(model.get("extraGpuMemRequest").asLong()).isBetween(0L, model.get("recommendedGpuMemory").asLong());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.weighbridge.samples.SampleFacts#samples")
    void whatASampleStatesIsInTheInventory(String sample) {
        JsonNode model = model(add(sample, ""));
        SampleFacts known = SampleFacts.of(sample);
        for (String field : List.of("architectureType", "frameworkVersion", "pipelineTag")) {
            if (known.text(field) != null) {
                assertThat(model.get(field).asString()).as(field).isEqualTo(known.text(field));
            }
        }
        assertThat(model.get("licence").asString()).isEqualTo("cc0-1.0");
        JsonNode derivation = derivation(model);
        assertThat(entries(derivation, "licence").getFirst().get("file").asString()).isEqualTo("README.md");
        derivation.get("findings").forEach(found -> assertThat(found.get("danger").isNull()).as("%s", found).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-llama", "tiny-onnx"})
    void whatTheCallerGaveWinsAndIsMarkedAsGiven(String sample) {
        JsonNode model = model(add(sample, """
                ,"vendor":"Ours","description":"Given.","introduction":"Given at length.","recommendedGpuNum":[4,8],
                "gpuConstraintDescription":"One big GPU.","size":123,"version":"v9.8"
                """));
        JsonNode derivation = derivation(model);
        for (List<String> given : List.of(List.of("vendor", "Ours"), List.of("description", "Given."),
                List.of("introduction", "Given at length."), List.of("recommendedGpuNum", "4,8"),
                List.of("gpuConstraintDescription", "One big GPU."), List.of("size", "123"))) {
            assertThat(text(model.get(given.getFirst()))).isEqualTo(given.getLast());
            List<JsonNode> entries = entries(derivation, given.getFirst());
            assertThat(entries).as(given.getFirst()).hasSize(1);
            assertThat(text(entries.getFirst().get("value"))).isEqualTo(given.getLast());
            assertThat(entries.getFirst().get("rule").asString()).startsWith("given in the request");
            assertThat(entries.getFirst().get("file").isNull()).isTrue();
        }
        assertThat(model.get("versionSemver").asString()).isEqualTo("9.8.0");
        assertThat(entries(derivation, "versionSemver").getFirst().get("rule").asString()).startsWith("version of the request, 'v9.8'");
        assertThat(derivation.get("findings")).anySatisfy(found -> assertThat(found.get("sentence").asString())
                .contains("a size of 123 bytes", model.get("artifactSizeBytes").asString()));
    }

    @Test
    void anotherAccountSeesTheReasonsOnlyOfWhatIsShared() {
        ApiClient other = ApiClient.ordinary(NODE);
        String own = add("tiny-llama", "");
        other.get("/models/" + own + "/derivation").problem(404, "NOT_FOUND");
        String shared = add("tiny-llama", ",\"shareMode\":\"Public\"");
        assertThat(other.get("/models/" + shared + "/derivation").with(200).json())
                .isEqualTo(ADMIN.get("/models/" + shared + "/derivation").with(200).json());
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    /** Adds it by the ZStack door, whose answer must agree with ours. */
    private static String add(String sample, String more) {
        JsonNode inventory = ADMIN
                .exchange("POST", "/zstack/v1/ai/models", "{\"param\":{\"name\":\"" + sample + "\",\"installPath\":\"" + sample
                        + "\",\"modelCenterUuid\":\"" + CENTRE + "\"" + more + "}}")
                .with(200).at("/inventory");
        String uuid = inventory.get("uuid").asString();
        JsonNode model = model(uuid);
        for (String field : DERIVED) {
            if (inventory.hasNonNull(field)) {
                assertThat(model.get(field)).as(field).isEqualTo(inventory.get(field));
            }
        }
        return uuid;
    }

    private static JsonNode model(String uuid) {
        return ADMIN.get("/models/" + uuid).with(200).json();
    }

    private static JsonNode derivation(JsonNode model) {
        JsonNode derivation = ADMIN.get("/models/" + model.get("uuid").asString() + "/derivation").with(200).json();
        assertThat(derivation.get("modelUuid")).isEqualTo(model.get("uuid"));
        return derivation;
    }

    private static List<JsonNode> entries(JsonNode derivation, String field) {
        List<JsonNode> entries = new ArrayList<>();
        derivation.get("fields").forEach(entry -> {
            if (entry.get("field").asString().equals(field)) {
                entries.add(entry);
            }
        });
        return entries;
    }

    private static void assertExplained(JsonNode entry, Path sample) {
        assertThat(entry.propertyNames()).containsExactly("field", "value", "rule", "file", "inputs");
        assertThat(entry.get("value").asString()).as("%s", entry).isNotBlank();
        assertThat(entry.get("rule").asString()).as("%s", entry).isNotBlank();
        if (!entry.get("file").isNull()) {
            assertThat(sample.resolve(entry.get("file").asString())).as("%s", entry).isRegularFile();
        }
        entry.get("inputs").forEach(input -> assertExplained(input, sample));
    }

    private static BigInteger sumOfInputs(JsonNode entry) {
        List<BigInteger> numbers = new ArrayList<>();
        entry.get("inputs").forEach(input -> numbers.add(new BigInteger(input.get("value").asString())));
        return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** As a text; a list of numbers with commas between, whichever way it is written. */
    private static String text(JsonNode value) {
        String written = value.isValueNode() ? value.asString() : value.toString();
        return written.matches("\\[?[0-9, ]+]?") ? written.replaceAll("[\\[\\] ]", "") : Objects.requireNonNull(written);
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
