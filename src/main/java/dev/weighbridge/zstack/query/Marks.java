package dev.weighbridge.zstack.query;

import jakarta.persistence.criteria.Predicate;

/**
 * Texts that hang on a row, any number of them, in rows of their own: tags. A condition holds if it holds for one of them; one that says no
 * ({@code !=}, {@code !~=}, {@code !?=}, {@code is null}) holds if its opposite holds for none.
 *
 * @param owner the attribute that names the uuid of what they hang on
 */
record Marks(Class<?> entity, String owner, String text) {

    private static final TextType TEXTS = new TextType(false);

    Predicate holds(Scope at, Condition condition) {
        return switch (condition.operator()) {
            case NOT_EQUAL -> at.sql().not(some(at, condition.with(Operator.EQUAL)));
            case NOT_IN -> at.sql().not(some(at, condition.with(Operator.IN)));
            case NOT_LIKE -> at.sql().not(some(at, condition.with(Operator.LIKE)));
            case IS_NULL -> at.sql().not(some(at, condition.with(Operator.NOT_NULL)));
            default -> some(at, condition);
        };
    }

    private Predicate some(Scope at, Condition condition) {
        return at.some(entity, row -> {
            Predicate ofThisRow = at.sql().equal(row.get(owner), at.get("uuid"));
            return condition.operator() == Operator.NOT_NULL ? ofThisRow
                    : at.sql().and(ofThisRow, TEXTS.compare(at.sql(), row.row(), text, condition));
        });
    }
}
