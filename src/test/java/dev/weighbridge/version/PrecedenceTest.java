package dev.weighbridge.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

class PrecedenceTest {

    private static final String[] IDENTIFIERS = {"0", "1", "2", "10", "99999999999999999999", "100000000000000000000", "a", "B", "a-b",
            "rc1", "rc2", "rc10",
            "2-", "-2-b", "-a", "0a", "20240101000000-0000000000a2", "20240101000001-123456789012"};

    /** The examples of semver.org, paragraph 11. */
    @Test
    void isTheOrderOfTheSpecification() {
        assertAscending("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
                "1.0.0",
                "2.0.0", "2.1.0", "2.1.1");
        assertAscending("1.0.0-9", "1.0.0-99999999999999999999", "1.0.0-100000000000000000000", "1.0.0-A", "1.0.0-a", "1.0.0-rc10",
                "1.0.0-rc2");
    }

    @Test
    void buildMetadataDoesNotOrder() {
        assertThat(Precedence.ASCENDING.compare(new Semver("1.0.0+a"), new Semver("1.0.0+b"))).isZero();
    }

    @Test
    void isATotalOrder() {
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            Semver a = any(random);
            Semver b = any(random);
            Semver c = any(random);
            assertThat(sign(a, b)).as("antisymmetry of %s, %s", a, b).isEqualTo(-sign(b, a));
            if (sign(a, b) <= 0 && sign(b, c) <= 0) {
                assertThat(sign(a, c)).as("transitivity of %s, %s, %s", a, b, c).isLessThanOrEqualTo(0);
            }
            if (sign(a, b) == 0) {
                assertThat(sign(a, c)).as("equals of %s, %s order alike", a, b).isEqualTo(sign(b, c));
            }
        }
    }

    private static int sign(Semver left, Semver right) {
        return Integer.signum(Precedence.ASCENDING.compare(left, right));
    }

    private static Semver any(Random random) {
        List<String> identifiers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            identifiers.add(IDENTIFIERS[random.nextInt(IDENTIFIERS.length)]);
        }
        String core = random.nextInt(2) + "." + random.nextInt(2) + "." + random.nextInt(2);
        String build = random.nextBoolean() ? "+" + random.nextInt(9) : "";
        return new Semver(core + (identifiers.isEmpty() ? "" : "-" + String.join(".", identifiers)) + build);
    }

    private static void assertAscending(String... versions) {
        List<Semver> shuffled = new ArrayList<>();
        for (String version : versions) {
            shuffled.add(new Semver(version));
        }
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(Precedence.ASCENDING);
        assertThat(shuffled).extracting(Semver::getVersion).containsExactly(versions);
    }
}
