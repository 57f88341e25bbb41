package dev.weighbridge.zstack.query;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * Texts, compared without regard to case as in the MySQL that ZStack runs on.
 *
 * @param isLowerCase whether the column holds lower-case text only, such as uuids, so that its plain index can be used
 */
record TextType(boolean isLowerCase) implements FieldType {

    @Override
    public Predicate compare(CriteriaBuilder sql, Root<?> root, String attribute, Condition condition) {
        Expression<String> column = root.get(attribute);
        Expression<String> text = isLowerCase ? column : sql.lower(column);
        String value = condition.value().toLowerCase(Locale.ROOT);
        List<String> values = condition.values().stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        return switch (condition.operator()) {
            case EQUAL -> sql.equal(text, value);
            case NOT_EQUAL -> sql.notEqual(text, value);
            case GREATER -> sql.greaterThan(text, value);
            case AT_LEAST -> sql.greaterThanOrEqualTo(text, value);
            case LESS -> sql.lessThan(text, value);
            case AT_MOST -> sql.lessThanOrEqualTo(text, value);
            case IN -> text.in(values);
            case NOT_IN -> sql.not(text.in(values));
            case LIKE -> sql.like(text, pattern(value), '\\');
            case NOT_LIKE -> sql.notLike(text, pattern(value), '\\');
            case IS_NULL, NOT_NULL -> throw new IllegalArgumentException("takes no value: " + condition);
        };
    }

    /** Doubles every backslash that escapes nothing: MySQL takes such a one as it is, the databases here refuse the pattern. */
    private static String pattern(String like) {
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
