package dev.weighbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.Derivation;
import org.junit.jupiter.api.Test;

/** The arithmetic of the slider, with figures worked out by hand. */
class GpuMemoryPartsTest {

    private static final Derivation SEQUENCES = number("sequences", 8);

    private static final Derivation TOKENS = number("tokens", 8192);

    @Test
    void theCacheGrowsWithTheLoadAndNothingElseDoes() {
        List<Derivation> fields = List
                .of(recommended(layers("fullAttention", "bytes per token × tokens × sequences", number("perToken", 1000),
                        TOKENS, SEQUENCES)));

        assertThat(GpuMemoryParts.load(fields)).hasValue(new GpuMemoryParts.Load(8192, 8));
        assertThat(GpuMemoryParts.of(fields, new GpuMemoryParts.Load(8192, 8)).orElseThrow())
                .isEqualTo(GpuMemoryParts.of(fields).orElseThrow());
        GpuMemoryParts larger = GpuMemoryParts.of(fields, new GpuMemoryParts.Load(16_384, 4)).orElseThrow();
        assertThat(larger.parts()).containsExactly(new GpuMemoryParts.Part("BF16", 500, 1), new GpuMemoryParts.Part("F32", 100, 1),
                new GpuMemoryParts.Part("kvCache", 65_536_000, 2), new GpuMemoryParts.Part("activations", 70, 3),
                new GpuMemoryParts.Part("engine", 80, 4));
        assertThat(larger.total()).isEqualTo(65_536_750);
    }

    @Test
    void aWindowBoundsTheTokensAndAStateDoesNotGrowWithThem() {
        List<Derivation> fields = List.of(recommended(
                layers("slidingAttention", "bytes per token × min(tokens, window) × sequences", number("perToken", 10), TOKENS,
                        number("window", 4096), SEQUENCES),
                layers("state", "bytes for each sequence × sequences; it does not grow with the tokens", number("perSequence", 7),
                        SEQUENCES)));

        assertThat(cache(fields, 1024, 2)).isEqualTo(10 * 1024 * 2 + 7 * 2);
        assertThat(cache(fields, 65_536, 2)).isEqualTo(10 * 4096 * 2 + 7 * 2);
    }

    @Test
    void whatItDoesNotKnowItDoesNotCompute() {
        var load = new GpuMemoryParts.Load(1024, 1);
        assertThat(GpuMemoryParts.of(List.of(), load)).isEmpty();
        assertThat(GpuMemoryParts.of(List.of(recommended(layers("other", "bytes × something new", number("x", 1)))), load)).isEmpty();
        assertThat(GpuMemoryParts.of(List.of(new Derivation(GpuMemoryParts.FIELD, "1", "weights + activations", null,
                List.of(number("weights", 1), number("activations", 0)))), load)).isEmpty();
        Derivation depends = new Derivation(GpuMemoryParts.FIELD, "1", "a sum", null, List.of(
                new Derivation("kvCache", "0", "sum", null,
                        List.of(layers("a", "bytes per token × tokens × sequences", number("b", 1), TOKENS))),
                new Derivation("activations", "1", "tokens × 3", null, List.of(TOKENS))));
        assertThat(GpuMemoryParts.of(List.of(depends), load)).isEmpty();
        assertThat(GpuMemoryParts.of(List.of(Derivation.given(GpuMemoryParts.FIELD, "5", "the request", null)))).isEmpty();
    }

    @Test
    void knowsHowManyTokensTheModelCanTakeWhereTheDerivationSaysSo() {
        Derivation capped = new Derivation("tokens", "512", "min of the constant and what the model can", null,
                List.of(number("wanted", 8192), number("maxTokens", 512)));
        assertThat(GpuMemoryParts.mostTokens(List.of(recommended(layers("a", "bytes per token × tokens × sequences", number("b", 1), capped,
                SEQUENCES))))).hasValue(512L);
        assertThat(GpuMemoryParts.mostTokens(List.of(recommended(layers("a", "bytes per token × tokens × sequences", number("b", 1), TOKENS,
                SEQUENCES))))).isEmpty();
    }

    private static long cache(List<Derivation> fields, long tokens, long sequences) {
        return GpuMemoryParts.of(fields, new GpuMemoryParts.Load(tokens, sequences)).orElseThrow().parts().stream()
                .filter(part -> part.name().equals("kvCache")).findFirst().orElseThrow().bytes();
    }

    private static Derivation recommended(Derivation... layers) {
        long cache = 1000L * 8192 * 8;
        return new Derivation(GpuMemoryParts.FIELD, "0", "weights + kvCache + activations + engine", null,
                List.of(new Derivation("weights", "600", "sum", "a", List.of(number("BF16", 500), number("F32", 100))),
                        new Derivation("kvCache", Long.toString(cache), "sum over the kinds of layers", null, List.of(layers)),
                        new Derivation("activations", "70", "max", null, List.of(number("batchTokens", 8192))), number("engine", 80)));
    }

    private static Derivation layers(String name, String rule, Derivation... inputs) {
        return new Derivation(name, "0", rule, null, List.of(inputs));
    }

    private static Derivation number(String name, long value) {
        return new Derivation(name, Long.toString(value), "read", null);
    }
}
