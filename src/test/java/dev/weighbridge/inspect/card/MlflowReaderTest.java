package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowReaderTest {

    /** What MLflow 2.15 writes for a model of scikit-learn. */
    private static final String SKLEARN = """
            artifact_path: model
            flavors:
              python_function:
                env:
                  conda: conda.yaml
                  virtualenv: python_env.yaml
                loader_module: mlflow.sklearn
                model_path: model.pkl
                predict_fn: predict
                python_version: 3.11.6
              sklearn:
                code: null
                pickled_model: model.pkl
                serialization_format: cloudpickle
                sklearn_version: 1.4.1.post1
            mlflow_version: 2.15.0
            model_size_bytes: 722
            signature:
              inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 1]}}]'
              params: null
            """;

    @Test
    void readsTheFlavours() {
        ModelFacts facts = mlmodel(SKLEARN);
        assertThat(facts.derivation("frameworkVersion")).contains(new Derivation("frameworkVersion", "scikit-learn 1.4.1.post1",
                "sklearn_version of the flavour 'sklearn' of MLmodel", "MLmodel"));
        assertThat(facts.value("libraryName")).isEqualTo("mlflow");
        assertThat(facts.value("flavours")).isEqualTo("python_function, sklearn");
        assertThat(facts.dangers()).isEmpty();
        assertThat(facts.findings()).isEmpty();
    }

    /** From the page "Fine-Tuning with PEFT" of MLflow's documentation. */
    @Test
    void readsTheFlavourOfTransformers() {
        ModelFacts facts = mlmodel("""
                flavors:
                  transformers:
                    peft_adaptor: peft
                    pipeline_model_type: MistralForCausalLM
                    source_model_name: mistralai/Mistral-7B-v0.1
                    task: text-generation
                    torch_dtype: torch.bfloat16
                    transformers_version: 4.41.2
                """);
        assertThat(facts.value("architectureType")).isEqualTo("MistralForCausalLM");
        assertThat(facts.value("frameworkVersion")).isEqualTo("Transformers 4.41.2");
        assertThat(facts.value("baseModels")).isEqualTo("mistralai/Mistral-7B-v0.1");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-generation");
        assertThat(facts.value("systemTag")).isEqualTo("AI::Text-Generation");
    }

    @Test
    void fallsBackToTheVersionOfMlflow() {
        assertThat(mlmodel("flavors: {python_function: {loader_module: mlflow.pyfunc.model}}\nmlflow_version: 2.9.2\n")
                .value("frameworkVersion"))
                .isEqualTo("MLflow 2.9.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', value = {
            "loader_module: my_loader; To load it, MLflow imports the module 'my_loader', which is not its own (flavour 'python_function' of MLmodel).",
            "loader_module: mlflowx.a; To load it, MLflow imports the module 'mlflowx.a', which is not its own (flavour 'python_function' of MLmodel).",
            "code: code; To load it, MLflow runs Python that comes with the model: code is 'code' (flavour 'python_function' of MLmodel).",
            "code: [a, b]; To load it, MLflow runs Python that comes with the model: code is '…' (flavour 'python_function' of MLmodel).",
            "python_model: python_model.pkl; To load it, MLflow runs Python that comes with the model: python_model is 'python_model.pkl' (flavour 'python_function' of MLmodel).",
            "model_code_path: agent.py; To load it, MLflow runs Python that comes with the model: model_code_path is 'agent.py' (flavour 'python_function' of MLmodel)."})
    void warnsOfCodeThatIsNotItsOwn(String member, String sentence) {
        String text = "flavors:\n  python_function:\n    " + member + "\n";
        assertThat(mlmodel(text).dangers()).containsExactly(new SafetyFinding(SafetyKind.REMOTE_CODE, "MLmodel", sentence));
        ModelFacts below = new FakeBlobs().with("artifacts/model/MLmodel", text).inspect();
        assertThat(below.dangers()).hasSize(1);
        assertThat(below.derivations()).as("of a folder further down").isEmpty();
    }

    @Test
    void brokenYamlIsAFinding() {
        assertThat(mlmodel("flavors:\n  a: [b\n").findings()).singleElement().asString()
                .startsWith("'MLmodel' is not read: it is not valid YAML near line ");
        assertThat(new FakeBlobs().with("MLmodel", new byte[0], (1 << 20) + 1).inspect().findings())
                .containsExactly("'MLmodel' is not read: it is larger than 1048576 bytes.");
        for (String odd : new String[] {"", "a", "- a", "flavors: []", "flavors:\n", "flavors: {a: }", "flavors: {a: b}",
                "a: &x b\nflavors: *x"}) {
            assertThat(mlmodel(odd).dangers()).as(odd).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "flavors: {", "- ", "&a ", "  a: {code: x}\n"})
    void aLargeTextOfAnyShapeIsReadInBoundedTime(String piece) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> mlmodel("flavors:\n" + piece.repeat(1_000_000 / piece.length())));
    }

    private static ModelFacts mlmodel(String text) {
        return new FakeBlobs().with("MLmodel", text).inspect();
    }
}
