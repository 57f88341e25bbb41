package dev.weighbridge.zstack.query;

import java.util.function.Function;

import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

import dev.weighbridge.account.Caller;

/**
 * Where in a statement a condition stands.
 *
 * @param row the row that it is about
 * @param query the query or subquery that the row is of
 * @param caller who asks
 */
public record Scope(Root<?> row, CommonAbstractCriteria query, CriteriaBuilder sql, Caller caller) {

    /** That there is a row of {@code entity} for which {@code where} holds. Never adds rows to the result, however many there are. */
    public <T> Predicate some(Class<T> entity, Function<Scope, Predicate> where) {
        var subquery = query.subquery(Integer.class);
        var other = subquery.from(entity);
        subquery.select(sql.literal(1)).where(where.apply(new Scope(other, subquery, sql, caller)));
        return sql.exists(subquery);
    }

    /** The row's attribute. */
    public <T> Path<T> get(String attribute) {
        return row.get(attribute);
    }
}
