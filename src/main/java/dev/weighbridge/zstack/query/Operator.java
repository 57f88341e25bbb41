package dev.weighbridge.zstack.query;

/**
 * What a condition compares with. The order is ZStack's order of search: the first that occurs anywhere in a condition's text is its operator, so
 * that {@code name~=a!=b} is read as {@code !=}.
 */
enum Operator {
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    NOT_IN("!?="),
    NOT_LIKE("!~="),
    LIKE("~="),
    IN("?="),
    EQUAL("="),
    GREATER(">"),
    LESS("<"),
    IS_NULL("is null"),
    NOT_NULL("not null");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean takesNoValue() {
        return this == IS_NULL || this == NOT_NULL;
    }
}
