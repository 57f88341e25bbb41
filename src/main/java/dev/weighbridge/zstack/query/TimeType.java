package dev.weighbridge.zstack.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/**
 * Points in time, written {@code yyyy-MM-dd HH:mm:ss} in the JVM's time zone. Columns are finer than what callers see and write, so a value stands for
 * its whole second: {@code =} finds what happened within it.
 */
record TimeType() implements FieldType {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    @Override
    public Predicate compare(CriteriaBuilder sql, Root<?> root, String attribute, Condition condition) {
        Expression<Instant> time = root.get(attribute);
        return switch (condition.operator()) {
            case EQUAL -> within(sql, time, second(condition, condition.value()));
            case NOT_EQUAL -> sql.not(within(sql, time, second(condition, condition.value())));
            case GREATER -> sql.greaterThanOrEqualTo(time, second(condition, condition.value()).plusSeconds(1));
            case AT_LEAST -> sql.greaterThanOrEqualTo(time, second(condition, condition.value()));
            case LESS -> sql.lessThan(time, second(condition, condition.value()));
            case AT_MOST -> sql.lessThan(time, second(condition, condition.value()).plusSeconds(1));
            case IN -> any(sql, time, condition);
            case NOT_IN -> sql.not(any(sql, time, condition));
            case LIKE, NOT_LIKE -> throw Values.wrong(condition, "a text, which is what ~= looks in");
            case IS_NULL, NOT_NULL -> throw new IllegalArgumentException("takes no value: " + condition);
        };
    }

    private static Predicate any(CriteriaBuilder sql, Expression<Instant> time, Condition condition) {
        return sql.or(condition.values().stream().map(each -> within(sql, time, second(condition, each))).toArray(Predicate[]::new));
    }

    private static Predicate within(CriteriaBuilder sql, Expression<Instant> time, Instant second) {
        return sql.and(sql.greaterThanOrEqualTo(time, second), sql.lessThan(time, second.plusSeconds(1)));
    }

    private static Instant second(Condition condition, String text) {
        return Values.parsed(condition, text, TimeType::parse, "a time of the form yyyy-MM-dd HH:mm:ss");
    }

    private static Instant parse(String text) {
        try {
            return LocalDateTime.parse(text, FORM).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
