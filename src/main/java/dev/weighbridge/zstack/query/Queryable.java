package dev.weighbridge.zstack.query;

import java.util.function.Function;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.Caller;
import org.springframework.data.jpa.domain.Specification;

/**
 * A kind of inventory that can be asked for, by itself or from another through a join.
 *
 * @param fields what a query may name
 * @param visible whether the row is one that the caller may see; holds in every statement in which its rows take part
 */
public record Queryable<E>(Class<E> entity, QueryFields<E> fields, Function<Scope, Predicate> visible) {

    /** The rows that a caller may see. */
    public Specification<E> visibleTo(Caller caller) {
        return (row, query, sql) -> visible.apply(new Scope(row, query, sql, caller));
    }
}
