package dev.weighbridge.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

class PseudoVersionTest {

    private static final String SHA = "abcdefABCDEF0123456789";

    @Test
    void isWrittenAsGoWritesIt() {
        assertThat(PseudoVersion.of(Instant.parse("2019-11-09T02:19:31.999Z"), "daa7c04131f5a1b2c3d4e5f60718293a4b5c6d7e"))
                .isEqualTo("0.0.0-20191109021931-daa7c04131f5").satisfies(version -> assertThat(Semver.isValid(version)).isTrue());
        assertThat(PseudoVersion.of(Instant.parse("2024-01-02T03:04:05Z"), SHA)).isEqualTo("0.0.0-20240102030405-abcdefabcdef");
    }

    @Test
    void sortsByTimeWhateverTheDigits() {
        var random = new Random(20);
        for (int round = 0; round < 20_000; round++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
            Instant later = time.plusSeconds(1 + random.nextInt(90));
            var earlierVersion = new Semver(PseudoVersion.of(time, hex(random)));
            var laterVersion = new Semver(PseudoVersion.of(later, hex(random)));
            assertThat(Precedence.ASCENDING.compare(earlierVersion, laterVersion)).as("%s, %s", earlierVersion, laterVersion).isNegative();
        }
    }

    @Test
    void takesTimesThatFourDigitsCannotTell() {
        assertThat(PseudoVersion.of(Instant.MIN, SHA)).isEqualTo("0.0.0-00000101000000-abcdefabcdef").satisfies(Semver::new);
        assertThat(PseudoVersion.of(Instant.MAX, SHA)).isEqualTo("0.0.0-99991231235959-abcdefabcdef").satisfies(Semver::new);
    }

    @Test
    void wantsTwelveHexadecimalDigits() {
        assertThatIllegalArgumentException().isThrownBy(() -> PseudoVersion.of(Instant.EPOCH, "abcdef12345"));
        assertThatIllegalArgumentException().isThrownBy(() -> PseudoVersion.of(Instant.EPOCH, "sha256:abcdef123456"));
    }

    private static String hex(Random random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        return random.nextBoolean() ? hex.replaceAll("[a-f]", "0") : hex;
    }
}
