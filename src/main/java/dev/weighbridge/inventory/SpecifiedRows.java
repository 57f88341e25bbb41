package dev.weighbridge.inventory;

import java.util.List;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;

import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.query.QueryUtils;

/** Finds the rows of one entity that a specification allows. */
record SpecifiedRows<E>(EntityManager entities, Class<E> type) {

    /** In the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}. */
    List<E> find(Specification<E> where, Sort sort, int start, int limit) {
        var builder = entities.getCriteriaBuilder();
        CriteriaQuery<E> query = builder.createQuery(type);
        Root<E> row = query.from(type);
        restrict(query, row, where);
        query.orderBy(QueryUtils.toOrders(sort, row, builder));
        return entities.createQuery(query).setFirstResult(start).setMaxResults(limit).getResultList();
    }

    long count(Specification<E> where) {
        var builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<E> row = query.from(type);
        restrict(query, row, where);
        return entities.createQuery(query.select(builder.count(row))).getSingleResult();
    }

    private void restrict(CriteriaQuery<?> query, Root<E> row, Specification<E> where) {
        var predicate = where.toPredicate(row, query, entities.getCriteriaBuilder());
        if (predicate != null) {
            query.where(predicate);
        }
    }
}
