package dev.weighbridge.zstack.query;

import java.util.function.Function;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** Reading the values of conditions, with a clear failure for those that do not fit their field. */
final class Values {

    private Values() {}

    /** @throws IngestionException INVALID_REQUEST if {@code parse} throws an IllegalArgumentException */
    static <T> T parsed(Condition condition, String text, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not query by field[" + condition.field() + "]: '" + text + "' is not "
                            + expected + ". Correct the condition and query again.",
                    unreadable);
        }
    }

    static IngestionException pattern(Condition condition, int wildcards) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not query by field[" + condition.field()
                + "]: the pattern has more than " + wildcards + " '%'. Look for a simpler one.");
    }

    static IngestionException wrong(Condition condition, String expected) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not query by field[" + condition.field() + "]: it is not " + expected
                        + ". Use another operator.");
    }
}
