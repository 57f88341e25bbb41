package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryReferenceTest {

    private static RepositoryReference read(String location) {
        return RepositoryReference.of(new ModelReference("modelscope", location, "https://hub.example/proxy/"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-",
            value = {"modelscope://Qwen/Qwen2.5-0.5B, Qwen, Qwen2.5-0.5B, -, ''", "modelscope://a/b@v1.0, a, b, v1.0, ''",
                    "modelscope://a/b/, a, b, -, ''", "modelscope://a/b/sub/x@y.bin, a, b, -, sub/x@y.bin",
                    "modelscope://a/b@feature%2fx/sub/, a, b, feature/x, sub", "modelscope://阿里/模型, 阿里, 模型, -, ''"})
    void readsOwnerNameRevisionAndWhatIsBehind(String location, String owner, String name, String revision, String within) {
        assertThat(read(location))
                .isEqualTo(new RepositoryReference(new Repository("https://hub.example/proxy", owner, name), revision, within));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modelscope://owner", "modelscope://owner/", "modelscope:///name", "modelscope://o/n@", "modelscope://o/n@a b",
            "modelscope://o/n@a:b", "modelscope://o/n@a~1", "modelscope://o/n@a/b//c", "modelscope://o/n/./c", "modelscope://o/..",
            "modelscope://o/n/a/../b", "modelscope://o%2f/n", "modelscope://o/n?token=s3cret", "modelscope://o/n/sub?token=s3cret"})
    void refusesWhatNamesNoModel(String location) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> read(location))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .withMessageStartingWith("Could not read the reference 'modelscope://").withMessageEndingWith(".")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void makesLocatorsThatSayAllAgain() {
        var repository = new Repository("https://hub.example/proxy", "阿里", "a.b_c-d");
        String path = "sub dir/100% & more+?#=é.bin";
        var file = new SourceFile("x", 1, null, repository.file("feature/x&y", path).toString(), null, false);
        assertThat(file.locator())
                .isEqualTo("https://hub.example/proxy/api/v1/models/%E9%98%BF%E9%87%8C/a.b_c-d/repo?Revision=feature%2Fx%26y"
                        + "&FilePath=sub%20dir%2F100%25%20%26%20more%2B%3F%23%3D%C3%A9.bin");
        assertThat(PinnedFile.of(file)).isEqualTo(new PinnedFile(repository, "feature/x&y", path));
        assertThat(PinnedFile.of(file).folder()).isEqualTo("sub dir");
        assertThat(PinnedFile.of(file).isPinned()).isFalse();
    }

    @Test
    void asksForWhatTheHubsOwnClientAsksFor() {
        var repository = new Repository("https://www.modelscope.cn", "Qwen", "Qwen3-0.6B");
        String start = "https://www.modelscope.cn/api/v1/models/Qwen/Qwen3-0.6B/";
        assertThat(repository.revisions()).hasToString(start + "revisions");
        assertThat(repository.head("master")).hasToString(start + "commits?Ref=master&PageNumber=1&PageSize=1");
        assertThat(repository.files("master", "", true)).hasToString(start + "repo/files?Revision=master&Recursive=True");
        assertThat(repository.files("v1", "a b", false)).hasToString(start + "repo/files?Revision=v1&Recursive=False&Root=a%20b");
    }
}
