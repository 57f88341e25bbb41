package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CenterPlaceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://huggingface.co         | -                                  | Qwen/Qwen2.5-0.5B            | hf://Qwen/Qwen2.5-0.5B                    | https://huggingface.co
            https://huggingface.co/        | {"revision":"refs/pr/1"}           | Qwen/Qwen2.5-0.5B/onnx       | hf://Qwen/Qwen2.5-0.5B@refs%2Fpr%2F1/onnx | https://huggingface.co
            https://huggingface.co         | {"revision":"v1"}                  | Qwen/Q@main                  | hf://Qwen/Q@main                          | https://huggingface.co
            https://huggingface.co         | {"revision":"v1"}                  | gpt2                         | hf://gpt2@v1                              | https://huggingface.co
            https://mirror.example/hub     | {"type":"huggingface"}             | org/name                     | hf://org/name                             | https://mirror.example/hub
            https://mirror.example         | {"type":"huggingface"}             | hf://org/name                | hf://org/name                             | https://mirror.example
            hf://org                       | {"endpoint":"https://hub.example"} | name                         | hf://org/name                             | https://hub.example
            https://files.example          | -                                  | hf://org/name                | hf://org/name                             | -
            https://huggingface.co         | -                                  | modelscope://o/n             | modelscope://o/n                          | -
            https://www.modelscope.cn      | -                                  | o/n                          | modelscope://o/n                          | https://www.modelscope.cn
            https://www.modelscope.ai      | {"revision":"v1.0"}                | o/n                          | modelscope://o/n@v1.0                     | https://www.modelscope.ai
            http://registry:5000           | {"type":"oci"}                     | models/q:1                   | oci://registry:5000/models/q:1            | http://registry:5000
            oci://registry:5000/models     | -                                  | q                            | oci://registry:5000/models/q              | -
            oci://registry:5000/models     | {"revision":"2"}                   | q                            | oci://registry:5000/models/q:2            | -
            http://registry:5000           | {"type":"oci"}                     | oci://elsewhere/q            | oci://elsewhere/q                         | -
            https://ghcr.io                | -                                  | org/q:1                      | oci://ghcr.io/org/q:1                     | https://ghcr.io
            https://registry.ollama.ai     | -                                  | llama3:8b                    | ollama://llama3:8b                        | https://registry.ollama.ai
            https://nas.example:9000       | {"type":"s3"}                      | bucket/llama                 | s3://bucket/llama                         | https://nas.example:9000
            s3://bucket/models             | {"endpoint":"http://nas:9000"}     | llama/                       | s3://bucket/models/llama/                 | http://nas:9000
            s3://bucket/models             | -                                  | llama                        | s3://bucket/models/llama                  | -
            https://files.example/models   | -                                  | a/b.gguf                     | https://files.example/models/a/b.gguf     | -
            https://files.example/models   | {"type":"http"}                    | https://other.example/x      | https://other.example/x                   | -
            /srv/models                    | -                                  | a                            | /srv/models/a                             | -
            nas:/models                    | -                                  | a                            | nas:/models/a                             | -
            /srv/models                    | mount options, no JSON             | s3://b/k                     | s3://b/k                                  | -
            """)
    void makesTheReferenceAndNamesWhoAnswers(String url, @Nullable String parameters, String installPath, String location,
            @Nullable String endpoint) {
        ModelReference reference = CenterPlace.of(url, parameters).reference(installPath);
        assertThat(reference.location()).isEqualTo(location);
        assertThat(reference.endpoint()).isEqualTo(endpoint);
        assertThat(reference.unpack()).isFalse();
        ModelReference packed = CenterPlace.of(url, parameters).reference(installPath + "?unpack");
        assertThat(packed.location()).isEqualTo(location);
        assertThat(packed.unpack()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://Hub.example/m      | {"type":"huggingface"}               | hub.example
            https://hub.example/m      | {"endpoint":"https://api.example/"}  | hub.example
            https://hub.example/m      | {"type":"huggingface","endpoint":"https://api.example/"} | api.example
            hf://org                   | -                                    | huggingface.co
            oci://Registry.example:5000/models | -                            | registry.example
            s3://bucket                | {"endpoint":"http://nas:9000"}       | nas
            s3://bucket                | -                                    | s3.amazonaws.com
            https://ollama.com | -                                    | ollama.com
            /srv/models                | -                                    | -
            nas:/models                | -                                    | -
            """)
    void givesItsCredentialsToOneHost(String url, @Nullable String parameters, @Nullable String host) {
        assertThat(CenterPlace.of(url, parameters).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"hugingface\"}", "{\"endpoint\":\"hub.example\"}", "{\"endpoint\":\"ftp://hub.example\"}",
            "{\"endpoint\":\"https://user:pw@hub.example\"}", "{\"endpoint\":\"https://hub.example?sig=pw\"}",
            "{\"endpoint\":\"https://\"}",
            "{\"endpoint\":\"https://a b\"}"})
    void refusesWhatItCannotFollow(String parameters) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> CenterPlace.of("https://hub.example", parameters))
                .returns(FailureKind.INVALID_REQUEST, IngestionException::kind).withMessageContaining("field[parameters]")
                .withMessageNotContaining("pw");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://huggingface.co      | -                      | org/name                           | true
            https://huggingface.co      | -                      | hf://org/name                      | true
            https://huggingface.co      | -                      | http://huggingface.co/x            | false
            https://huggingface.co      | -                      | https://huggingface.co/x           | true
            https://huggingface.co      | -                      | https://huggingface.co:8443/x      | false
            https://huggingface.co:443  | {"type":"huggingface"} | org/name                           | true
            https://files.example/a     | -                      | b                                  | true
            https://files.example/a     | -                      | https://files.example/b            | true
            https://files.example/a     | -                      | hf://org/name                      | false
            oci://registry.example/a    | -                      | b                                  | true
            https://registry.example    | {"type":"oci"}         | oci://registry.example/b           | true
            https://registry.example    | {"type":"oci"}         | oci://registry.example:5000/b      | false
            s3://bucket                 | -                      | key                                | true
            """)
    void givesItsCredentialsToItsOwnOriginOnly(String url, @Nullable String parameters, String installPath, boolean gives) {
        CenterPlace place = CenterPlace.of(url, parameters);
        assertThat(place.answersFor(place.reference(installPath))).isEqualTo(gives);
    }

    @ParameterizedTest
    @CsvSource({"https://huggingface.co, hf://o/n, true", "https://huggingface.co/o/n/resolve/main, hf://o/n, false",
            "http://huggingface.co, hf://o/n, false",
            "https://huggingface.co, ollama://n, false", "https://registry.example, oci://registry.example/n, true"})
    void trustsAWholeEndpointNotAHost(String endpoint, String reference, boolean trusted) {
        var hubs = new TrustedHubs(List.of("hf=https://huggingface.co", "oci=https://registry.example"));
        assertThat(hubs.trust(ModelReference.of(reference, null).at(endpoint))).isEqualTo(trusted);
    }
}
