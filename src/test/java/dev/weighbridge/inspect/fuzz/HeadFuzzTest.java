package dev.weighbridge.inspect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.weighbridge.inspect.fuzz.Judge.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The short pass: whole files, damaged by a generator with a fixed seed, are each read, or refused with MALFORMED_ARTIFACT. The long pass, which
 * learns what it reaches, is {@link LongRun}.
 */
class HeadFuzzTest {

    private static final int ROUNDS = 1000;

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Claimed by every sixteenth file, beyond its bytes: as large as the largest models. */
    private static final long TAIL = 400L << 30;

    static final List<FuzzRow> ROWS = FuzzRows.ALL;

    static final List<FuzzRow> REACHED = ROWS.stream().filter(row -> !Corpus.of(row.name()).isEmpty()).toList();

    @ParameterizedTest
    @FieldSource("ROWS")
    void aDamagedFileIsReadOrRefused(FuzzRow row) {
        Map<Verdict, Integer> verdicts = assertTimeoutPreemptively(DEADLINE, () -> fuzz(row));
        assertThat(verdicts).as("what is always refused is not reached behind its first bytes").containsKey(Verdict.READ);
    }

    /** These lead where the generator above does not come. */
    @ParameterizedTest
    @FieldSource("REACHED")
    void whatTheLongRunReachedIsReadOrRefused(FuzzRow row) {
        assertTimeoutPreemptively(DEADLINE, () -> Corpus.of(row.name()).values().forEach(fed -> judged(row, fed, 0)));
    }

    private static Map<Verdict, Integer> fuzz(FuzzRow row) {
        var random = new Random(20260101);
        var damage = new Damage(row.tokens(), random);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] fed = damage.of(row.seeds().get(round % row.seeds().size()));
            verdicts.merge(judged(row, fed, round % 16 == 15 ? TAIL : 0), 1, Integer::sum);
        }
        return verdicts;
    }

    private static Verdict judged(FuzzRow row, byte[] fed, long tail) {
        try {
            return Judge.judge(row, fed, tail);
        } catch (RuntimeException | Error other) {
            throw new AssertionError("a find, kept as " + kept(row, fed) + (tail > 0 ? ", with a claimed length of " + tail + " more" : ""),
                    other);
        }
    }

    private static Path kept(FuzzRow row, byte[] fed) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz", row.name(), "finds"));
            return Files.write(folder.resolve("short-" + Integer.toHexString(Arrays.hashCode(fed))), fed);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
