package dev.weighbridge.account;

import java.util.List;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;

import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.query.QueryUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Looks through the entities of this room. For many threads. */
@Repository
public class AccountQueries {

    private final EntityManager entities;

    AccountQueries(EntityManager entities) {
        this.entities = entities;
    }

    /** Those that {@code where} allows, in an order, from the {@code start}th (counted from 0), at most {@code limit}. */
    @Transactional(readOnly = true)
    public <E> List<E> find(Class<E> type, Specification<E> where, Sort order, int start, int limit) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<E> query = builder.createQuery(type);
        Root<E> root = query.from(type);
        restrict(where, query, root);
        query.orderBy(QueryUtils.toOrders(order, root, builder));
        return entities.createQuery(query).setFirstResult(start).setMaxResults(limit).getResultList();
    }

    /** How many {@code where} allows. */
    @Transactional(readOnly = true)
    public <E> long count(Class<E> type, Specification<E> where) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<E> root = query.from(type);
        restrict(where, query, root);
        return entities.createQuery(query.select(builder.count(root))).getSingleResult();
    }

    private <E> void restrict(Specification<E> where, CriteriaQuery<?> query, Root<E> root) {
        var predicate = where.toPredicate(root, query, entities.getCriteriaBuilder());
        if (predicate != null) {
            query.where(predicate);
        }
    }
}
