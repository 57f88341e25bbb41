package dev.weighbridge.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatestTest {

    private static final Instant OLD = Instant.parse("2024-01-01T00:00:00Z");

    private static final Instant NEW = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void isTheHighestStableEvenIfAPreReleaseIsHigher() {
        assertLatest("b", model("a", "1.0.0", OLD), model("b", "1.1.0", OLD), model("c", "2.0.0-rc1", NEW));
        assertLatest("a", model("a", "0.1.0", OLD), model("b", PseudoVersion.of(NEW, "ffffffffffff"), NEW));
        assertLatest("a", model("a", "0.1.0", OLD), model("b", "1.0.0-rc1", NEW));
    }

    @Test
    void isTheHighestPreReleaseIfThereIsNoStable() {
        assertLatest("b", model("a", "1.0.0-alpha", NEW), model("b", "1.0.0-beta", OLD));
        assertLatest("b", model("a", PseudoVersion.of(OLD, "ffffffffffff"), OLD), model("b", PseudoVersion.of(NEW, "000000000000"), NEW));
        assertLatest("b", model("a", PseudoVersion.of(OLD, "000000000a02"), NEW), model("b", PseudoVersion.of(NEW, "123456789012"), OLD));
    }

    @Test
    void breaksTiesBySourceTimeThenCreateDateThenUuid() {
        assertLatest("a", model("a", "1.0.0+1", NEW), model("b", "1.0.0+2", OLD));
        assertLatest("a", model("a", "1.0.0", OLD), model("b", "1.0.0", null));
        assertLatest("a", new VersionedModel("a", "1.0.0", OLD, NEW), new VersionedModel("b", "1.0.0", OLD, OLD));
        assertLatest("b", new VersionedModel("a", "1.0.0", null, OLD), new VersionedModel("b", "1.0.0", null, OLD));
    }

    @Test
    void isNoneOfNone() {
        assertThat(Latest.of(List.of())).isEmpty();
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> model("a", "1.0", OLD));
    }

    @Test
    void doesNotDependOnTheOrderTheyComeIn() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<VersionedModel> lineage = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(8); i++) {
                lineage.add(any(random, "uuid" + i));
            }
            var latest = Latest.of(lineage);
            Collections.shuffle(lineage, random);
            assertThat(Latest.of(lineage)).as("%s", lineage).isEqualTo(latest);
        }
    }

    private static VersionedModel any(Random random, String uuid) {
        String[] versions = {"1.0.0", "1.0.0+a", "1.0.0-rc1", "1.0.0-rc.1", "0.9.0", PseudoVersion.of(OLD, "00000000000a"),
                PseudoVersion.of(NEW, "123456789012")};
        Instant[] times = {OLD, NEW, Instant.EPOCH};
        Instant sourceTime = random.nextInt(4) == 0 ? null : times[random.nextInt(times.length)];
        return new VersionedModel(uuid, versions[random.nextInt(versions.length)], sourceTime, times[random.nextInt(times.length)]);
    }

    private static VersionedModel model(String uuid, String version, @Nullable Instant sourceTime) {
        return new VersionedModel(uuid, version, sourceTime, OLD);
    }

    private static void assertLatest(String uuid, VersionedModel... lineage) {
        assertThat(Latest.of(List.of(lineage))).hasValueSatisfying(latest -> assertThat(latest.uuid()).isEqualTo(uuid));
    }
}
