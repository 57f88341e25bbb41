package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Computes again, from the inputs of a derivation as the door shows it, what its rule says. Sums and products are computed; of other rules only that
 * what they name is there.
 */
final class Arithmetic {

    private static final Pattern SUM = Pattern.compile("sum (of|over) .*", Pattern.DOTALL);

    private int computed;

    /** How many sums and products there were. */
    int computed() {
        return computed;
    }

    /** Checks a derivation and all its inputs. */
    void check(JsonNode derivation) {
        List<JsonNode> inputs = new ArrayList<>();
        derivation.get("inputs").forEach(inputs::add);
        String rule = derivation.get("rule").asString();
        assertThat(rule).as("%s", derivation).isNotBlank();
        assertThat(inputs).allSatisfy(input -> assertThat(input.get("field").asString()).isNotBlank());
        if (!inputs.isEmpty() && (SUM.matcher(rule).matches() || rule.startsWith(namesOf(inputs, " + ")))) {
            assertThat(sum(inputs, rule)).as("the sum %s", derivation).isEqualTo(number(derivation));
            computed++;
        } else if (inputs.size() > 1 && isProduct(rule, inputs.size())) {
            assertThat(inputs.stream().map(Arithmetic::number).reduce(BigInteger.ONE, BigInteger::multiply))
                    .as("the product %s", derivation)
                    .isEqualTo(number(derivation));
            computed++;
        }
        inputs.forEach(this::check);
    }

    /** What follows a minus in the rule is taken away. */
    private static BigInteger sum(List<JsonNode> inputs, String rule) {
        return inputs.stream().map(input -> rule.contains("− " + input.get("field").asString()) ? number(input).negate() : number(input))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static boolean isProduct(String rule, int factors) {
        return rule.split(" × ", -1).length == factors && !rule.contains("min(") && !rule.contains("max(") && !rule.contains(" + ");
    }

    private static String namesOf(List<JsonNode> inputs, String between) {
        return String.join(between, inputs.stream().map(input -> input.get("field").asString()).toList());
    }

    private static BigInteger number(JsonNode derivation) {
        return new BigInteger(derivation.get("value").asString());
    }
}
