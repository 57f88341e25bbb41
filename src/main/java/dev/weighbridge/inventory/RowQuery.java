package dev.weighbridge.inventory;

import java.util.List;

import jakarta.persistence.EntityManager;

import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.query.QueryUtils;

/** Finds the rows of one entity, in one statement. */
record RowQuery<E>(EntityManager entities, Class<E> type) {

    List<E> find(Specification<E> where, Sort sort, int start, int limit) {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(type);
        var row = query.from(type);
        var predicate = where.toPredicate(row, query, builder);
        if (predicate != null) {
            query.where(predicate);
        }
        query.orderBy(QueryUtils.toOrders(sort, row, builder));
        return entities.createQuery(query).setFirstResult(start).setMaxResults(limit).getResultList();
    }

    long count(Specification<E> where) {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(Long.class);
        var row = query.from(type);
        var predicate = where.toPredicate(row, query, builder);
        if (predicate != null) {
            query.where(predicate);
        }
        return entities.createQuery(query.select(builder.count(row))).getSingleResult();
    }
}
