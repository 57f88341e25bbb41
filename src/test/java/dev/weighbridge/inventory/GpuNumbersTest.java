package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuNumbersTest {

    @Test
    void readsACommaListAndAJsonList() {
        assertThat(GpuNumbers.parse("1,2,4")).containsExactly(1, 2, 4);
        assertThat(GpuNumbers.parse(" [1, 2 ,4] ")).containsExactly(1, 2, 4);
        assertThat(GpuNumbers.parse("8")).containsExactly(8);
        assertThat(GpuNumbers.parse("[]")).isEmpty();
        assertThat(GpuNumbers.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1,", ",1", "1,,2", "[1", "1]", "-1", "1.5", "1;2", "[\"1\"]", "12345678901", "\u0661"})
    void refusesAnythingElse(String text) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> GpuNumbers.parse(text))
                .returns(FailureKind.INVALID_REQUEST, IngestionException::kind).withMessageContaining("field[recommendedGpuNum]");
    }
}
