package dev.weighbridge.inspect.fuzz;

import java.time.Duration;

/**
 * When a long run of a row ends.
 *
 * @param quiet without new coverage
 * @param cap in all
 * @param finds after so many
 */
record Limits(Duration quiet, Duration cap, int finds) {

    /** From the properties {@code fuzz.quiet} and {@code fuzz.cap}, in minutes. */
    static Limits given() {
        return new Limits(minutes("fuzz.quiet", "5"), minutes("fuzz.cap", "60"), 20);
    }

    private static Duration minutes(String property, String usual) {
        return Duration.ofMillis(Math.round(Double.parseDouble(System.getProperty(property, usual)) * 60_000));
    }
}
