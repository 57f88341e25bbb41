package dev.weighbridge.zstack.query;

import java.util.List;

/**
 * One {@code q=} parameter.
 *
 * @param value what stands behind the operator, taken as it is, blanks included
 */
record Condition(String field, Operator operator, String value) {

    private static final int MOST_VALUES = 1000;

    /** @throws MalformedQueryException if no operator occurs in the text, or its list is too long */
    static Condition parse(String text) {
        for (Operator operator : Operator.values()) {
            int at = text.indexOf(operator.text());
            if (at >= 0) {
                return new Condition(text.substring(0, at).strip(), operator, text.substring(at + operator.text().length())).checked();
            }
        }
        throw new MalformedQueryException("Invalid query parameter. The '" + text
                + "' in the parameter[q] doesn't contain any query operator. Write name<operator>value, for example name=qwen");
    }

    /** The elements of a comma list. */
    List<String> values() {
        return List.of(value.split(",", -1));
    }

    Condition with(Operator other) {
        return new Condition(field, other, value);
    }

    private Condition checked() {
        boolean isList = operator == Operator.IN || operator == Operator.NOT_IN;
        if (isList && value.chars().filter(c -> c == ',').count() >= MOST_VALUES) {
            throw new MalformedQueryException("Invalid query parameter. The list of " + field + " in the parameter[q] has more than "
                    + MOST_VALUES + " values. Ask in several queries");
        }
        return this;
    }
}
