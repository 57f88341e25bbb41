package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.Test;

class ModelSourcesTest {

    private final ModelSources sources = new ModelSources(List.of(new FaultySource("one"), new FaultySource("two")), Clock.systemUTC());

    @Test
    void findsTheSourceOfAReferenceAndMakesItRetry() {
        ModelSource found = sources.of(new ModelReference("two", "two://place"));
        assertThat(found).isInstanceOf(RetryingSource.class);
        assertThat(found.forms()).containsExactly("two://place");
    }

    @Test
    void namesTheFormsThatCanBeReadWhenNobodyReadsAReference() {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> sources.of(new ModelReference("ftp", "ftp://host/secret")))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .withMessageContaining("'ftp'").withMessageContaining("one://place, two://place").withMessageNotContaining("secret");
    }

    @Test
    void sortsAListingLikeLcAllCSort() {
        List<SourceFile> files = List.of("b", "a/b", "a-b", "a", "\uD83D\uDE00", "\uFF21", "B").stream()
                .map(path -> new SourceFile(path, 0, null, path, null, false)).toList();
        assertThat(new Listing(null, null, null, files).files()).extracting(SourceFile::path)
                .containsExactly("B", "a", "a-b", "a/b", "b", "\uFF21", "\uD83D\uDE00");
        assertThatIllegalArgumentException().isThrownBy(() -> new Listing(null, null, null, List.of()));
    }
}
