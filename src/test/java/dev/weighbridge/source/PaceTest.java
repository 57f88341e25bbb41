package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PaceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({"16KB, 16384", "20MB, 20971520", "' 1gb ', 1073741824", "65536, 65536", "65536B, 65536"})
    void isBytesASecond(String text, long bytes) {
        assertThat(Pace.parse(text).perSecond().toBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "15KB", "0", "-1MB", "20 MB/s", "9999999999TB", "99999999999999999999"})
    void whatIsNoneIsRefusedWithASentence(String text) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> Pace.parse(text)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(refused.getMessage()).contains("'bandwidth' ").contains("20MB");
        });
    }

    @Test
    void isAFieldAmongOthers() {
        assertThat(Pace.of(JSON.readTree("{\"weights\":\"all\"}"))).isNull();
        assertThat(Pace.of(JSON.readTree("{\"bandwidth\":null}"))).isNull();
        assertThat(Pace.of(JSON.readTree("{\"bandwidth\":\"1MB\"}"))).isEqualTo(Pace.parse("1MB"));
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> Pace.of(JSON.readTree("{\"bandwidth\":1000000}")))
                .withMessageContaining("'bandwidth' is no text");
    }
}
