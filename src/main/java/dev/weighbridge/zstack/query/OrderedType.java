package dev.weighbridge.zstack.query;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * Numbers and booleans, compared as what they are.
 *
 * @param expected what the values are, in words
 * @param parse reads a value; throws IllegalArgumentException if it is none
 */
record OrderedType<T extends Comparable<T>>(String expected, Function<String, T> parse) implements FieldType {

    static final OrderedType<Long> LONG = new OrderedType<>("a whole number", Long::valueOf);

    static final OrderedType<Integer> INTEGER = new OrderedType<>("a whole number", Integer::valueOf);

    static final OrderedType<Boolean> FLAG = new OrderedType<>("true or false", OrderedType::flag);

    @Override
    public Predicate compare(CriteriaBuilder sql, Root<?> root, String attribute, Condition condition) {
        Expression<T> number = root.get(attribute);
        return switch (condition.operator()) {
            case EQUAL -> sql.equal(number, value(condition));
            case NOT_EQUAL -> sql.notEqual(number, value(condition));
            case GREATER -> sql.greaterThan(number, value(condition));
            case AT_LEAST -> sql.greaterThanOrEqualTo(number, value(condition));
            case LESS -> sql.lessThan(number, value(condition));
            case AT_MOST -> sql.lessThanOrEqualTo(number, value(condition));
            case IN -> number.in(values(condition));
            case NOT_IN -> sql.not(number.in(values(condition)));
            case LIKE, NOT_LIKE -> throw Values.wrong(condition, "a text, which is what ~= looks in");
            case IS_NULL, NOT_NULL -> throw new IllegalArgumentException("takes no value: " + condition);
        };
    }

    private T value(Condition condition) {
        return Values.parsed(condition, condition.value(), parse, expected);
    }

    private List<T> values(Condition condition) {
        return condition.values().stream().map(each -> Values.parsed(condition, each, parse, expected)).toList();
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
