package dev.weighbridge.source.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {

    private final Mounts mounts = new Mounts(Map.of("nas:/models", "/mnt/models", "nas:/models/big/", "/mnt/big", "Other:/", "/mnt/other"));

    @ParameterizedTest
    @CsvSource({"nas:/models,/mnt/models", "nas:/models/,/mnt/models", "NAS:/models/qwen,/mnt/models/qwen",
            "nas://models//qwen/,/mnt/models/qwen",
            "nas:/models/big,/mnt/big", "nas:/models/big/x,/mnt/big/x", "nas:/models/bigger,/mnt/models/bigger",
            "other:/a/b,/mnt/other/a/b"})
    void findsTheLongestExportThatTheLocationBeginsWith(String location, String expected) {
        assertThat(mounts.pathOf(location)).isEqualTo(Path.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nas:/modelsx", "nas:/", "nas:/other", "nas2:/models", "nas:/Models"})
    void refusesWhatIsNotMounted(String location) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> mounts.pathOf(location))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED))
                .withMessageContaining(location).withMessageContaining("weighbridge.sources.mounts");
    }

    @Test
    void saysHowAMountIsWrittenWhenItsKeyLostItsColon() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalSettings(List.of(), Map.of("nasmodels", "/mnt"), 1))
                .withMessageContaining("mounts[host:/export]");
    }
}
