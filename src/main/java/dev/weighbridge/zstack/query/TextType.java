package dev.weighbridge.zstack.query;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import org.hibernate.query.criteria.HibernateCriteriaBuilder;

/**
 * Texts, compared without regard to case as in the MySQL that ZStack runs on. The database lowers both sides, because its idea of a small letter
 * depends on its locale and need not be Java's.
 *
 * @param isLowerCase whether the column holds lower-case text only, such as uuids, so that its plain index can be used
 */
record TextType(boolean isLowerCase) implements FieldType {

    /** Matching costs more with each; no search for a word needs so many. */
    private static final int MOST_WILDCARDS = 10;

    @Override
    public Predicate compare(CriteriaBuilder sql, Root<?> root, String attribute, Condition condition) {
        Expression<String> column = root.get(attribute);
        Expression<String> text = isLowerCase ? column : sql.lower(column);
        return switch (condition.operator()) {
            case EQUAL -> sql.equal(text, lowered(sql, condition.value()));
            case NOT_EQUAL -> sql.notEqual(text, lowered(sql, condition.value()));
            case GREATER -> sql.greaterThan(text, lowered(sql, condition.value()));
            case AT_LEAST -> sql.greaterThanOrEqualTo(text, lowered(sql, condition.value()));
            case LESS -> sql.lessThan(text, lowered(sql, condition.value()));
            case AT_MOST -> sql.lessThanOrEqualTo(text, lowered(sql, condition.value()));
            case IN -> in(sql, text, condition);
            case NOT_IN -> sql.not(in(sql, text, condition));
            case LIKE -> sql.like(text, lowered(sql, pattern(condition)), '\\');
            case NOT_LIKE -> sql.notLike(text, lowered(sql, pattern(condition)), '\\');
            case IS_NULL, NOT_NULL -> throw new IllegalArgumentException("takes no value: " + condition);
        };
    }

    private Predicate in(CriteriaBuilder sql, Expression<String> text, Condition condition) {
        List<Expression<String>> values = condition.values().stream().map(value -> lowered(sql, value)).toList();
        return text.in(values.toArray(Expression<?>[]::new));
    }

    /** A bound parameter, which {@code literal} would not be. */
    private Expression<String> lowered(CriteriaBuilder sql, String value) {
        return isLowerCase ? bound(sql, value.toLowerCase(Locale.ROOT)) : sql.lower(bound(sql, value));
    }

    private static Expression<String> bound(CriteriaBuilder sql, String value) {
        return ((HibernateCriteriaBuilder) sql).value(value);
    }

    /** Doubles every backslash that escapes nothing: MySQL takes such a one as it is, the databases here refuse the pattern. */
    private static String pattern(Condition condition) {
        String like = condition.value();
        if (like.chars().filter(c -> c == '%').count() > MOST_WILDCARDS) {
            throw Values.pattern(condition, MOST_WILDCARDS);
        }
        var result = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            boolean escapes = c == '\\' && i + 1 < like.length() && "%_\\".indexOf(like.charAt(i + 1)) >= 0;
            if (escapes) {
                result.append(c).append(like.charAt(++i));
            } else {
                result.append(c == '\\' ? "\\\\" : c);
            }
        }
        return result.toString();
    }
}
