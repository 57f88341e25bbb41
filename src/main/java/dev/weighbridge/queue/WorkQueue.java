package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.SchedulableTaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes work in. For many threads. */
@Component
public class WorkQueue {

    static final int LONGEST_SUBJECT = 64;

    private final Map<Lane, SchedulerClient> clients = new EnumMap<>(Lane.class);

    private final Map<Lane, Runnable> listeners = new ConcurrentHashMap<>();

    private final JdbcClient sql;

    private final FairTurns turns;

    private final Clock clock;

    WorkQueue(DataSource dataSource, QueueDialect dialect, FairTurns turns, Clock clock) {
        this.sql = JdbcClient.create(dataSource);
        this.turns = turns;
        this.clock = clock;
        var joiningTheTransaction = new TransactionAwareDataSourceProxy(dataSource);
        for (Lane lane : Lane.values()) {
            clients.put(lane, SchedulerClient.Builder.create(joiningTheTransaction, List.of()).tableName(lane.table())
                    .jdbcCustomization(dialect.customization()).enablePriority().build());
        }
    }

    /**
     * Enters work in the caller's transaction: it is done if, and only if, that commits. What is entered twice is done twice.
     *
     * @param handler the name of a {@link WorkHandler}
     * @param subject at most {@value #LONGEST_SUBJECT} characters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(Lane lane, String handler, String subject) {
        enter(lane, handler, subject, clock.instant());
    }

    /** As {@link #enter(Lane, String, String)}, but not before {@code when}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(Lane lane, String handler, String subject, Instant when) {
        enter(lane, new TaskInstance<>(handler, Entry.of(subject).text()), when);
    }

    /** As {@link #enter(Lane, String, String)}, to be done in this turn. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(Lane lane, String handler, String subject, Turn turn) {
        enter(lane, inTurn(handler, subject, turn), turns.of(lane, turn));
    }

    private static TaskInstance<Object> inTurn(String handler, String subject, Turn turn) {
        return new TaskInstance.Builder<>(handler, Entry.of(subject).text()).priority(turn.priority()).build();
    }

    /** Work that was due at a time, in the turn that it takes now. */
    @Transactional
    public SchedulableInstance<?> again(Lane lane, String handler, String subject, Turn turn) {
        return new SchedulableTaskInstance<>(inTurn(handler, subject, turn), turns.of(lane, turn));
    }

    /** Whether work of this subject waits or is worked on. */
    @Transactional(readOnly = true)
    public boolean has(Lane lane, String handler, String subject) {
        return sql.sql("select exists (select 1 from " + lane.table() + " where task_name = :name and task_instance like :entries)")
                .param("name", handler).param("entries", Entry.allOf(subject)).query(Boolean.class).single();
    }

    /** The subjects of all work of this name that waits or is worked on. */
    @Transactional(readOnly = true)
    public Set<String> subjects(Lane lane, String handler) {
        return sql.sql("select task_instance from " + lane.table() + " where task_name = :name").param("name", handler)
                .query((row, number) -> Entry.parse(row.getString(1)).subject()).set();
    }

    /** Lets work that has taken another's place have its own priority. */
    void prioritize(Lane lane, TaskInstance<?> work) {
        turns.prioritize(lane, work);
    }

    private void enter(Lane lane, TaskInstance<?> work, Instant when) {
        SchedulerClient client = clients.get(lane);
        if (client == null) {
            throw new IllegalStateException("every lane has a client");
        }
        client.schedule(work, when, ScheduleOptions.defaultOptions());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.getOrDefault(lane, () -> {}).run();
            }
        });
    }

    /** The time by which work is due. */
    Clock clock() {
        return clock;
    }

    /** Lets this node's scheduler look at once when this node has entered something, instead of at its next poll. */
    void onEntered(Lane lane, Runnable look) {
        listeners.put(lane, look);
    }
}
