package dev.weighbridge.inspect.pickle;

import static dev.weighbridge.inspect.pickle.Inspected.genuine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.FakeBlobs;
import org.junit.jupiter.api.Test;

/** Genuine files, damaged by a seeded generator: each is read, or refused with MALFORMED_ARTIFACT. */
class PickleFuzzTest {

    private static final List<String> FILES = List.of("tied.bin", "tied-legacy.bin", "torchscript.pt", "arrays.joblib", "forest.joblib",
            "pipeline-xz.joblib", "pipeline-bz2.joblib", "object.npz", "gzip.nemo");

    private static final int ROUNDS = 3_000;

    @Test
    void aDamagedFileIsReadOrRefused() {
        int[] outcomes = assertTimeoutPreemptively(Duration.ofMinutes(2), PickleFuzzTest::fuzz);
        assertThat(outcomes[0]).as("read").isPositive();
        assertThat(outcomes[1]).as("refused").isPositive();
    }

    private static int[] fuzz() {
        var random = new Random(20260102);
        int[] outcomes = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            String name = FILES.get(round % FILES.size());
            var blobs = new FakeBlobs().with(name.equals("tied.bin") ? "pytorch_model.bin" : name, damaged(genuine(name), random));
            try {
                blobs.inspect();
                outcomes[0]++;
            } catch (IngestionException refused) {
                assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
                outcomes[1]++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("round " + round + " of " + name, other);
            }
            assertThat(blobs.open).isZero();
        }
        return outcomes;
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xff : 0x7f));
                default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
            }
        }
        return bytes;
    }
}
