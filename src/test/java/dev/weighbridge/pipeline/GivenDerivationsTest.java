package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GivenDerivationsTest {

    private static final Derivation VENDOR = new Derivation("vendor", "Qwen", "the organisation of hf://Qwen/x", null);

    private static final Derivation LICENCE = new Derivation("licence", "mit", "license of README.md", "README.md");

    @Test
    void whatIsGivenWinsAndSaysWhatItWouldHaveBeen() {
        assertThat(GivenDerivations.before(given("Mine", 7L), 9, List.of(LICENCE, VENDOR))).containsExactly(
                new Derivation("size", "7",
                        "given in the request; else it would be '9' (artifactSizeBytes, used where the request gives no size)", null),
                new Derivation("vendor", "Mine", "given in the request; else it would be 'Qwen' (the organisation of hf://Qwen/x)", null),
                LICENCE);
    }

    @Test
    void whatIsNotGivenStaysAsItWasDerived() {
        assertThat(GivenDerivations.before(given(null, null), 9, List.of(LICENCE, VENDOR))).containsExactly(
                new Derivation("size", "9", "artifactSizeBytes, used where the request gives no size", null), VENDOR, LICENCE);
    }

    @Test
    void whatIsGivenNeedsNothingDerived() {
        assertThat(GivenDerivations.before(given("Mine", null), 9, List.of())).contains(
                new Derivation("vendor", "Mine", "given in the request", null));
    }

    private static GivenFields given(@Nullable String vendor, @Nullable Long size) {
        return new GivenFields("m", "/m", "c", null, null, null, vendor, null, size, null, null, null, null, null, null, null, null, null,
                null,
                null, null);
    }
}
