package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetReferenceTest {

    private static ModelReference dataset(String center, @Nullable String parameters, String url) {
        return CenterPlace.of(center, parameters).reference(ArtifactKind.DATASET, url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://huggingface.co     | -                        | org/name                                              | hf://datasets/org/name               | https://huggingface.co
            https://huggingface.co     | {"revision":"v1"}        | org/name/data                                         | hf://datasets/org/name@v1/data       | https://huggingface.co
            https://huggingface.co     | -                        | datasets/org/name                                     | hf://datasets/org/name               | https://huggingface.co
            https://huggingface.co     | {"revision":"v1"}        | hf://datasets/org/name                                | hf://datasets/org/name@v1            | https://huggingface.co
            https://huggingface.co     | -                        | squad                                                 | hf://datasets/squad                  | https://huggingface.co
            https://huggingface.co     | -                        | hf://org/model                                        | hf://org/model                       | https://huggingface.co
            hf://org                   | -                        | name                                                  | hf://datasets/org/name               | -
            https://mirror.example     | {"type":"huggingface"}   | https://mirror.example/datasets/org/name/tree/main/a  | hf://datasets/org/name@main/a        | https://mirror.example
            https://mirror.example     | {"type":"huggingface"}   | https://huggingface.co/datasets/org/name              | hf://datasets/org/name               | https://huggingface.co
            /srv/models                | -                        | https://huggingface.co/datasets/org/name/             | hf://datasets/org/name               | https://huggingface.co
            /srv/models                | -                        | https://hf.co/datasets/o/n/tree/refs%2Fconvert%2Fparquet | hf://datasets/o/n@refs%2Fconvert%2Fparquet | https://huggingface.co
            /srv/models                | -                        | https://huggingface.co/datasets/o/n/blob/v1/a%20b+.csv | hf://datasets/o/n@v1/a b+.csv       | https://huggingface.co
            /srv/models                | -                        | sets/a                                                | /srv/models/sets/a                   | -
            nas:/models                | -                        | /srv/sets                                             | /srv/sets                            | -
            https://files.example      | -                        | https://files.example/datasets/a/b                    | https://files.example/datasets/a/b   | -
            https://www.modelscope.cn  | -                        | modelscope://owner/model                              | modelscope://owner/model             | https://www.modelscope.cn
            """)
    void isReadAsAModelsButForTheHubsOwnDatasets(String center, @Nullable String parameters, String url, String location,
            @Nullable String endpoint) {
        ModelReference reference = dataset(center, parameters, url);
        assertThat(reference.location()).isEqualTo(location);
        assertThat(reference.endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://www.modelscope.cn | owner/name                                           | ModelScope
            /srv                      | modelscope://datasets/owner/name                     | ModelScope
            /srv                      | https://www.modelscope.cn/datasets/owner/name        | ModelScope
            /srv                      | https://huggingface.co/datasets/org                  | no page of a dataset
            /srv                      | https://huggingface.co/datasets/org/name/discussions | no page of a dataset
            /srv                      | https://huggingface.co/datasets/org/name?t=secret    | no page of a dataset
            /srv                      | https://huggingface.co/datasets/o/n/blob/v1/a%zz     | malformed escape
            /srv                      | /srv/../etc                                          | ..
            """)
    void refusesWhatCannotBeRead(String center, String url, String words) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> dataset(center, null, url)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(refused.getMessage()).startsWith("Could not ").contains(words).endsWith(".").doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf://datasets/org/name", "datasets/org/name", "datasets/squad", "modelscope://datasets/org/name"})
    void aDatasetIsNoModel(String installPath) {
        CenterPlace hub = CenterPlace.of("https://huggingface.co", null);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> hub.reference(ArtifactKind.MODEL, installPath))
                .satisfies(refused -> {
                    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
                    assertThat(refused.getMessage()).startsWith("Could not add the model: ").contains("is a dataset");
                });
    }
}
