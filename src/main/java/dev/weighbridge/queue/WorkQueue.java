package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
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

    private final Clock clock;

    WorkQueue(DataSource dataSource, QueueDialect dialect, Clock clock) {
        this.clock = clock;
        var joiningTheTransaction = new TransactionAwareDataSourceProxy(dataSource);
        for (Lane lane : Lane.values()) {
            clients.put(lane, SchedulerClient.Builder.create(joiningTheTransaction, List.of()).tableName(lane.table())
                    .jdbcCustomization(dialect.customization()).build());
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
        SchedulerClient client = clients.get(lane);
        if (client == null) {
            throw new IllegalStateException("every lane has a client");
        }
        client.schedule(new TaskInstance<>(handler, Entry.of(subject).text()), when, ScheduleOptions.defaultOptions());
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
