package dev.weighbridge.zstack.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.query.QueryUtils;

/**
 * Reads the rows of a kind of inventory: one statement for a page, one for a count. For many threads.
 *
 * @param longest for how long a statement may run on PostgreSQL, in whole seconds
 */
public record Selection<E>(EntityManager entities, Queryable<E> what, Duration longest) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String CANCELLED = "57014";

    /** With the time that is usual for a statement. */
    public Selection(EntityManager entities, Queryable<E> what) {
        this(entities, what, LONGEST);
    }

    /**
     * Those that {@code where} allows, in the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}.
     *
     * @throws IngestionException TIMEOUT if it takes too long; INVALID_REQUEST if a value does not fit its field
     */
    public List<E> rows(Specification<E> where, Sort sort, int start, int limit) {
        var sql = entities.getCriteriaBuilder();
        CriteriaQuery<E> query = sql.createQuery(what.entity());
        Root<E> row = query.from(what.entity());
        restrict(query, row, where);
        query.orderBy(QueryUtils.toOrders(sort, row, sql));
        return timed(() -> bounded(query).setFirstResult(start).setMaxResults(limit).getResultList());
    }

    /**
     * How many {@code where} allows.
     *
     * @throws IngestionException as {@link #rows}
     */
    public long count(Specification<E> where) {
        var sql = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = sql.createQuery(Long.class);
        restrict(query, query.from(what.entity()), where);
        // count(*) reads no column, so that any index will do
        query.select(((HibernateCriteriaBuilder) sql).count());
        return timed(() -> bounded(query).getSingleResult());
    }

    private void restrict(CriteriaQuery<?> query, Root<E> row, Specification<E> where) {
        var predicate = where.toPredicate(row, query, entities.getCriteriaBuilder());
        if (predicate != null) {
            query.where(predicate);
        }
    }

    private <T> TypedQuery<T> bounded(CriteriaQuery<T> query) {
        TypedQuery<T> bounded = entities.createQuery(query);
        return limitsOneStatement() ? bounded.setHint("jakarta.persistence.query.timeout", Math.toIntExact(longest.toMillis())) : bounded;
    }

    /** H2 would keep the limit for whatever its connection is used for afterwards. */
    private boolean limitsOneStatement() {
        return entities.getEntityManagerFactory().unwrap(SessionFactoryImplementor.class).getJdbcServices()
                .getDialect() instanceof PostgreSQLDialect;
    }

    private <T> T timed(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException refused && CANCELLED.equals(refused.getSQLState())) {
                    throw new IngestionException(FailureKind.TIMEOUT,
                            "Could not answer the query: it took longer than " + longest.toSeconds()
                                    + " seconds. Narrow it, for example by a name's beginning or by modelCenterUuid, and query again.",
                            failed);
                }
            }
            throw failed;
        }
    }
}
