package dev.weighbridge.inspect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.FakeBlobs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the formats' own tools, damaged by a seeded generator: each is read, or refused with MALFORMED_ARTIFACT, soon and with little read. */
class GraphFuzzTest {

    private static final int ROUNDS = 1500;

    private static final long[] ODD = {0, 1, -1, 7, 64, 96, 255, 1 << 16, 1L << 31, 1L << 32, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE};

    @ParameterizedTest
    @ValueSource(strings = {"raw.onnx", "typed.onnx", "external.onnx", "subgraph.onnx", "saved_model.pb", "unsafe-saved_model.pb",
            "variables.index", "many-blocks.index", "f32.tflite", "int8.tflite", "model.h5", "model-latest.h5", "model.keras",
            "deflated.keras", "unsafe-lambda.keras"})
    void aDamagedFileIsReadOrRefused(String name) {
        byte[] valid = Samples.bytes(name);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            var random = new Random(name.hashCode());
            for (int round = 0; round < ROUNDS; round++) {
                inspect(name, damaged(valid, random), round);
            }
        });
    }

    private static void inspect(String name, byte[] bytes, int round) {
        FakeBlobs blobs = new FakeBlobs().with(name, bytes);
        try {
            blobs.inspect();
        } catch (IngestionException refused) {
            assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        } catch (RuntimeException | Error other) {
            throw new AssertionError("round " + round, other);
        }
        assertThat(blobs.open).isZero();
        assertThat(blobs.bytesRead).as("round " + round).isLessThan(40L << 20);
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 8; times--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(Math.min(bytes.length, 1200));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> little(bytes).putLong(Math.min(at, bytes.length - 8), ODD[random.nextInt(ODD.length)]);
                case 4 -> little(bytes).putInt(Math.min(at, bytes.length - 4), random.nextInt(bytes.length));
                default -> System.arraycopy(valid, random.nextInt(valid.length / 2), bytes, 0, Math.min(bytes.length, valid.length / 2));
            }
        }
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
