package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubReferenceTest {

    private static HubReference read(String text) {
        return HubReference.of(ModelReference.of(text, null));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "hf://gpt2,gpt2,-,''",
            "hf://gpt2/,gpt2,-,''",
            "hf://gpt2@main/onnx,gpt2,main,onnx",
            "hf://Qwen/Qwen2.5-0.5B,Qwen/Qwen2.5-0.5B,-,''",
            "HF://Qwen/Qwen2.5-0.5B,Qwen/Qwen2.5-0.5B,-,''",
            "hf://models/Qwen/Qwen2.5-0.5B,Qwen/Qwen2.5-0.5B,-,''",
            "hf://org/name@v1.0,org/name,v1.0,''",
            "hf://org/name@v1.0/,org/name,v1.0,''",
            "hf://org/name@0a1b2c3d4e5f60718293a4b5c6d7e8f901234567/a/b,org/name,0a1b2c3d4e5f60718293a4b5c6d7e8f901234567,a/b",
            "hf://org/name@refs/pr/5,org/name,refs/pr/5,''",
            "hf://org/name@refs/pr/5/onnx/q4,org/name,refs/pr/5,onnx/q4",
            "hf://org/name@refs/convert/parquet/a,org/name,refs/convert/parquet,a",
            "hf://org/name@refs%2Fpr%2F5/onnx,org/name,refs/pr/5,onnx",
            "hf://org/name@feature%2fx,org/name,feature/x,''",
            "hf://org/name@feature/x,org/name,feature,x",
            "hf://org/name@a+b,org/name,a+b,''",
            "hf://org/name@100%25,org/name,100%,''",
            "hf://org/name/onnx,org/name,-,onnx",
            "hf://org/name/icons/at@2x.bin,org/name,-,icons/at@2x.bin",
            "hf://org/name/with space/a%20b,org/name,-,with space/a%20b"})
    void readsTheModelTheRevisionAndThePath(String text, String id, String revision, String path) {
        assertThat(read(text)).isEqualTo(new HubReference(new HubModel("https://huggingface.co", id), revision, path));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "hf://datasets/org/name,org/name,-,''",
            "hf://datasets/org/name@v1/data,org/name,v1,data",
            "hf://datasets/org/name/data/train.parquet,org/name,-,data/train.parquet",
            "hf://datasets/squad,squad,-,''",
            "hf://datasets/squad@refs/convert/parquet/plain_text,squad,refs/convert/parquet,plain_text"})
    void readsADataset(String text, String id, String revision, String path) {
        var dataset = new HubModel(ArtifactKind.DATASET, "https://huggingface.co", id);
        assertThat(read(text)).isEqualTo(new HubReference(dataset, revision, path));
        assertThat(dataset.page()).isEqualTo("https://huggingface.co/datasets/" + id);
        assertThat(dataset.refs()).hasToString("https://huggingface.co/api/datasets/" + id + "/refs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf://@main", "hf:///org/name", "hf://org//name", "hf://org/name@", "hf://org/name@/a", "hf://org/na me",
            "hf://org/name//a",
            "hf://org/name/./a", "hf://org/name@%2E", "hf://org/name@a%2F%2Fb", "hf://org/name@a%0Ab", "hf://org/name@a%zz",
            "hf://org/name@a%5Cb",
            "hf://-org/name", "hf://.org/name", "hf://org/name?x=secret", "hf://datasets/org//name", "hf://spaces/org/name"})
    void refusesWhatNamesNoModel(String text) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> read(text)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(refused.getMessage()).startsWith("Could not read the reference 'hf://").endsWith(".").doesNotContain("secret");
        });
    }

    @Test
    void asksTheCentresEndpoint() {
        HubReference reference = HubReference.of(ModelReference.of("hf://org/name", null).at("https://mirror.example/hub/"));
        assertThat(reference.model().page()).isEqualTo("https://mirror.example/hub/org/name");
        assertThat(reference.model().host()).isEqualTo("mirror.example");
        assertThat(reference.model().revision("refs/pr/5"))
                .hasToString("https://mirror.example/hub/api/models/org/name/revision/refs%2Fpr%2F5?securityStatus=true");
        assertThat(reference.model().file("abc", "a b/ü+%#?.bin"))
                .hasToString("https://mirror.example/hub/org/name/resolve/abc/a%20b/%C3%BC%2B%25%23%3F.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mirror.example/hub?token=secret", "https://mirror.example/a b"})
    void refusesAnEndpointThatIsNoPlainUrl(String endpoint) {
        var reference = new ModelReference("hf", "hf://org/name", endpoint);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> HubReference.of(reference))
                .satisfies(refused -> assertThat(refused.getMessage()).contains("endpoint").doesNotContain("secret"));
    }
}
