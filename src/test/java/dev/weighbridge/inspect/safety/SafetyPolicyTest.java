package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.safety.SafetyPolicy.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SafetyPolicyTest {

    static Stream<Arguments> everyKindAndVerdict() {
        return Stream.of(SafetyKind.values()).flatMap(kind -> Stream.of(Verdict.values()).map(verdict -> Arguments.of(kind, verdict)));
    }

    /** The other kinds have another verdict, so that no kind can be taken for another. */
    @ParameterizedTest
    @MethodSource("everyKindAndVerdict")
    void doesWhatTheOperatorSaysOfThisKindAlone(SafetyKind kind, Verdict verdict) {
        Map<String, String> properties = new HashMap<>();
        for (SafetyKind each : SafetyKind.values()) {
            properties.put(property(each),
                    each == kind ? verdict.name().toLowerCase(Locale.ROOT) : verdict == Verdict.FLAG ? "allow" : "flag");
        }
        SafetyPolicy policy = policy(properties);
        List<SafetyFinding> all = Stream.of(SafetyKind.values()).map(SafetyPolicyTest::danger).toList();
        switch (verdict) {
            case ALLOW ->
                    assertThat(policy.admit("the model 'm'", all)).hasSize(SafetyKind.values().length - 1)
                            .noneMatch(danger -> danger.kind() == kind);
            case FLAG -> assertThat(policy.admit("the model 'm'", all)).containsExactly(danger(kind));
            case REJECT -> assertThatThrownBy(() -> policy.admit("the model 'm'", all)).isInstanceOfSatisfying(IngestionException.class,
                    failure -> {
                        assertThat(failure.kind()).isEqualTo(FailureKind.UNSAFE_CONTENT);
                        assertThat(failure.getMessage()).isEqualTo("Could not add the model 'm': it is not safe. 'x' is " + kind + "."
                                + " Leave the file out (exclude), get the weights as safetensors, or, if you trust them, have the operator set "
                                + property(kind) + "=flag.");
                    });
        }
    }

    @Test
    void whatRunsByItselfIsRejectedUnlessTheOperatorSaysOtherwise() {
        Map<SafetyKind, Verdict> defaults = new EnumMap<>(SafetyKind.class);
        for (SafetyKind kind : SafetyKind.values()) {
            defaults.put(kind, verdict(policy(Map.of()), kind));
        }
        assertThat(defaults).containsEntry(SafetyKind.PICKLE, Verdict.REJECT).containsEntry(SafetyKind.EXECUTABLE, Verdict.REJECT);
        defaults.keySet().removeAll(List.of(SafetyKind.PICKLE, SafetyKind.EXECUTABLE));
        assertThat(defaults.values()).containsOnly(Verdict.FLAG);
    }

    @ParameterizedTest
    @EnumSource(SafetyKind.class)
    void aModelWithoutDangersComesInWhateverThePolicy(SafetyKind kind) {
        assertThat(policy(Map.of(property(kind), "reject")).admit("the model 'm'", List.of())).isEmpty();
    }

    @Test
    void namesTheFirstThreeAndEachPropertyOnce() {
        List<SafetyFinding> many = IntStream.range(0, 5)
                .mapToObj(i -> new SafetyFinding(SafetyKind.EXECUTABLE, "f" + i, "Danger " + i + "."))
                .toList();
        assertThatThrownBy(() -> policy(Map.of()).admit("the model 'm'", many))
                .hasMessageContaining("Danger 0. Danger 1. Danger 2. And 2 more. Leave")
                .hasMessageEndingWith("have the operator set weighbridge.safety.executable=flag.");
    }

    private static Verdict verdict(SafetyPolicy policy, SafetyKind kind) {
        try {
            return policy.admit("the model 'm'", List.of(danger(kind))).isEmpty() ? Verdict.ALLOW : Verdict.FLAG;
        } catch (IngestionException rejected) {
            return Verdict.REJECT;
        }
    }

    private static SafetyFinding danger(SafetyKind kind) {
        return new SafetyFinding(kind, "x", "'x' is " + kind + ".");
    }

    private static String property(SafetyKind kind) {
        return "weighbridge.safety." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static SafetyPolicy policy(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("weighbridge.safety", SafetyPolicy.class);
    }
}
