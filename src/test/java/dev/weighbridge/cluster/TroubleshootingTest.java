package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import org.junit.jupiter.api.Test;

/** The operator's guide knows every kind of failure. */
class TroubleshootingTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/docs/operations.md"))).results().toList();
    }

    @Test
    void everyKindOfFailureStandsInTheTableWithWhatToDo() throws IOException {
        assertThat(rows()).extracting(row -> row.group(1))
                .containsExactlyElementsOf(Arrays.stream(FailureKind.values()).map(Enum::name).toList());
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(2)).isNotBlank();
            assertThat(row.group(3)).isNotBlank();
        });
    }

    @Test
    void whatWaitsByItselfIsSaidToWait() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.group(2).contains("waits by itself")).as(row.group(1))
                .isEqualTo(FailureKind.valueOf(row.group(1)).waitingHelps()));
    }
}
