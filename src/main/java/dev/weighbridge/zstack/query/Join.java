package dev.weighbridge.zstack.query;

import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.persistence.criteria.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A way from one kind of inventory to others that have to do with it. A condition over it holds if at least one row of the other side, which the caller
 * may see, fulfils it.
 *
 * @param own the attribute of this side
 * @param link the rows in between, or null when the other side names this one itself or is named by it
 * @param other the other side; asked for late, because two kinds may lead to each other
 * @param theirs the other side's attribute
 */
record Join(String own, @Nullable Link link, Supplier<Queryable<?>> other, String theirs) {

    /** That the other side has such a row, under {@code condition}. */
    Predicate holds(Scope at, Function<Scope, Predicate> condition) {
        Link between = link;
        return between == null ? there(at, own, condition)
                : at.some(between.entity(), row -> at.sql().and(at.sql().equal(row.get(between.near()), at.get(own)),
                        there(row, between.far(), condition)));
    }

    private Predicate there(Scope from, String attribute, Function<Scope, Predicate> condition) {
        Queryable<?> there = other.get();
        return from.some(there.entity(), row -> row.sql().and(row.sql().equal(row.get(theirs), from.get(attribute)),
                there.visible().apply(row), condition.apply(row)));
    }
}
