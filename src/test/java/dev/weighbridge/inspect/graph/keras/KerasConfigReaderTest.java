package dev.weighbridge.inspect.graph.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.graph.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects in the form of keras/src/saving/serialization_lib.py. */
class KerasConfigReaderTest {

    @Test
    void readsAModelThatLiesUnpacked() {
        ModelFacts facts = inspect(model("{'module': 'keras.layers', 'class_name': 'Dense', 'config': {'name': 'd', 'mask': -Infinity}}"));
        assertThat(facts.value("architectureType")).isEqualTo("Functional");
        assertThat(facts.dangers()).isEmpty();
    }

    @Test
    void leavesTheConfigurationsOfOthersAlone() {
        assertThat(inspect("{'architectures': ['X'], 'class_name': 'Lambda'}").dangers()).isEmpty();
        assertThat(Models.inspect("tokenizer.json", "{\"model\": {\"class_name\": \"Lambda\"}}".getBytes(UTF_8)).dangers()).isEmpty();
    }

    @Test
    void findsALambdaWhereverItStands() {
        String lambda = "{'class_name': 'Lambda', 'config': {'name': 'deep', 'function': {'class_name': '__lambda__', 'config': {'code': '4wEAAA=='}}}}";
        String wrapped = "{'module': 'keras.layers', 'class_name': 'TimeDistributed', 'config': {'name': 't', 'layer': " + lambda + "}}";
        assertThat(inspect(model(wrapped)).dangers()).containsExactly(new SafetyFinding(SafetyKind.KERAS_LAMBDA, "config.json",
                "The layer 'deep' in 'config.json' is a Lambda: it carries Python bytecode that runs when the model is loaded or used."));
        assertThat(inspect(model("{'config': {'name': 'a'}, 'class_name': 'L\\u0061mbda'}")).dangers()).hasSize(1);
    }

    @Test
    void findsBytecodeWithoutALambda() {
        String loss = "{'class_name': 'Dense', 'module': 'keras.layers', 'config': {'activation': {'class_name': '__lambda__', 'config': {}}}}";
        assertThat(inspect(model(loss)).dangers()).containsExactly(new SafetyFinding(SafetyKind.KERAS_LAMBDA, "config.json",
                "There is Python bytecode outside of a Lambda layer in 'config.json'; it runs when the model is loaded or used."));
    }

    @ParameterizedTest
    @CsvSource({"os, system", "builtins, eval", "builtins, exec", "my_package, fn", "keras_evil, fn", "keras.utils, get_file",
            "keras.config, enable_unsafe_deserialization", "keras.src.saving.serialization_lib, enable_unsafe_deserialization"})
    void warnsOfFunctionsThatAreNoMathematics(String module, String function) {
        assertThat(inspect(model("{'module': '" + module + "', 'class_name': 'function', 'config': '" + function
                + "', 'registered_name': 'function'}")).dangers()).singleElement().satisfies(danger -> {
                    assertThat(danger.kind()).isEqualTo(SafetyKind.REMOTE_CODE);
                    assertThat(danger.sentence()).contains("'" + function + "'", "'" + module + "'").endsWith(".");
                });
    }

    @ParameterizedTest
    @CsvSource({"builtins, relu", "keras.activations, softmax", "keras.src.ops.nn, gelu", "tf_keras.losses, mse"})
    void doesNotWarnOfKerasOwnFunctions(String module, String function) {
        assertThat(inspect(model("{'module': '" + module + "', 'class_name': 'function', 'config': '" + function
                + "', 'registered_name': 'function'}")).dangers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'module': null, 'class_name': 'MyLayer', 'config': {}, 'registered_name': 'Custom>MyLayer'",
            "'module': 'my.layers', 'class_name': 'MyLayer', 'config': {}, 'registered_name': 'MyLayer'",
            "'module': 'keras.layers', 'class_name': 'TorchModuleWrapper', 'config': {'name': 'MyLayer', 'module': 'UEsDBA=='}"})
    void warnsOfClassesThatBringCode(String members) {
        assertThat(inspect(model("{" + members + "}")).dangers()).singleElement().satisfies(danger -> {
            assertThat(danger.kind()).isEqualTo(SafetyKind.REMOTE_CODE);
            assertThat(danger.sentence()).contains("MyLayer");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'class_name': 'A', 'config': [", "{'class_name': 'A', 'class_name': 'B'}", "{'class_name': 'A', 'x': nope}"})
    void warnsOfWhatCannotBeFollowed(String json) {
        assertThat(inspect(json).dangers()).singleElement().extracting(SafetyFinding::sentence).asString()
                .contains("cannot be followed to its end");
    }

    @Test
    void readsNoConfigurationWithoutEnd() {
        byte[] start = "{\"class_name\": \"A\", ".getBytes(UTF_8);
        byte[] endless = Arrays.copyOf(start, 66 << 20);
        Arrays.fill(endless, start.length, endless.length, (byte) ' ');
        FakeBlobs blobs = new FakeBlobs().with("config.json", endless, 1L << 40);
        assertThat(blobs.inspect().dangers()).extracting(SafetyFinding::kind).containsExactlyInAnyOrder(SafetyKind.REMOTE_CODE,
                SafetyKind.CHAT_TEMPLATE, SafetyKind.KERAS_LAMBDA);
        assertThat(blobs.bytesRead).isLessThan(70 << 20);
    }

    @Test
    void saysTheSameOnce() {
        String layer = "{'module': 'os', 'class_name': 'function', 'config': 'system'}";
        assertThat(inspect(model(layer + "," + layer)).dangers()).hasSize(1);
    }

    private static String model(String layers) {
        return "{'module': 'keras.src.models.functional', 'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
                + String.join(",", List.of(layers)) + "]}, 'registered_name': 'Functional'}";
    }

    private static ModelFacts inspect(String json) {
        return Models.inspect("config.json", json.replace('\'', '"').getBytes(UTF_8));
    }
}
