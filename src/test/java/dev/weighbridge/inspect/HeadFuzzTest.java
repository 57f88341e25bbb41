package dev.weighbridge.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;

/** Valid heads, damaged in every way that a seeded generator can think of: each is read, or refused with MALFORMED_ARTIFACT. */
class HeadFuzzTest {

    private static final int ROUNDS = 20_000;

    private static final long[] ODD = {0, 1, -1, 7, 13, 64, 255, 1 << 16, 1L << 31, 1L << 32, 1L << 60, Long.MAX_VALUE, Long.MIN_VALUE};

    private static final byte[] SAFETENSORS = Bytes
            .safetensors("{\"__metadata__\":{\"format\":\"pt\"},\"a.weight\":{\"dtype\":\"BF16\",\"shape\":[2,3],"
                    + "\"data_offsets\":[0,12]},\"b\":{\"dtype\":\"F4\",\"shape\":[8],\"data_offsets\":[12,16]}}  ", 16);

    private static final byte[] GGUF = Bytes.littleEndian().text("GGUF").u32(3).u64(2).u64(5).string("general.architecture").u32(8)
            .string("llama")
            .string("general.alignment").u32(4).u32(32).string("tokens").u32(9).u32(8).u64(2).string("<s>").string("x").string("n").u32(9)
            .u32(9).u64(1).u32(6)
            .u64(2).zeros(8).string("b").u32(7).u8(1).string("t").u32(2).u64(32).u64(2).u32(8).u64(0).string("u").u32(1).u64(4).u32(0)
            .u64(96).padTo(32)
            .zeros(112).array();

    private static final byte[] CONFIG = "{\"architectures\":[\"LlamaForCausalLM\"],\"text_config\":{\"dtype\":\"bf16\"},\"x\":[1,2.5e3,null,true]}"
            .getBytes(StandardCharsets.UTF_8);

    private static final byte[] CARD = "---\nlicense: mit\nlanguage: [en, de]\nbase_model: &b\n- x/y\nz: *b\nversion: \"1.0\"\n---\n# Text\n"
            .getBytes(StandardCharsets.UTF_8);

    private static final byte[] INDEX = "{\"metadata\":{\"total_size\":16},\"weight_map\":{\"a.weight\":\"m.safetensors\",\"b\":\"m.safetensors\"}}"
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void aDamagedHeadIsReadOrRefused() {
        int[] outcomes = assertTimeoutPreemptively(Duration.ofSeconds(60), HeadFuzzTest::fuzz);
        assertThat(outcomes[0]).as("still readable").isPositive();
        assertThat(outcomes[1]).as("refused").isGreaterThan(ROUNDS / 4);
    }

    private static int[] fuzz() {
        var random = new Random(20260101);
        int[] outcomes = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            FakeBlobs blobs = damagedModel(round, random);
            try {
                blobs.inspect();
                outcomes[0]++;
            } catch (IngestionException refused) {
                assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
                outcomes[1]++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("round " + round, other);
            }
            assertThat(blobs.open).isZero();
        }
        return outcomes;
    }

    /** One damaged file, and what it needs beside it. */
    private static FakeBlobs damagedModel(int round, Random random) {
        return switch (round % 9) {
            case 0, 3, 6 -> new FakeBlobs().with("m.gguf", damaged(GGUF, random));
            case 1, 4, 7 -> new FakeBlobs().with("m.safetensors", damaged(SAFETENSORS, random)).with("m.safetensors.index.json", INDEX);
            case 2 -> new FakeBlobs().with("m.safetensors", SAFETENSORS).with("m.safetensors.index.json", damaged(INDEX, random));
            case 5 -> new FakeBlobs().with("config.json", damaged(CONFIG, random));
            default -> new FakeBlobs().with("README.md", damaged(CARD, random));
        };
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 8; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Math.min(at, bytes.length - 8),
                        ODD[random.nextInt(ODD.length)]);
                case 4 -> bytes = spliced(bytes, at, random.nextInt(bytes.length), 1 + random.nextInt(24));
                case 5 -> bytes[at] = (byte) "{}[]\",:0919-e \n#&*".charAt(random.nextInt(18));
                default -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(Math.min(at, bytes.length - 4), random.nextInt(44));
            }
        }
        return bytes;
    }

    /** Copies a stretch from elsewhere in between. */
    private static byte[] spliced(byte[] bytes, int at, int from, int length) {
        byte[] stretch = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
        byte[] result = Arrays.copyOf(bytes, bytes.length + stretch.length);
        System.arraycopy(bytes, at, result, at + stretch.length, bytes.length - at);
        System.arraycopy(stretch, 0, result, at, stretch.length);
        return result;
    }
}
