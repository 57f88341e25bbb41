package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One scheduler per lane, if this node is a worker. They start when the node is ready and are the first to stop. */
@Component
final class Schedulers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Schedulers.class);

    private static final int MISSED_HEARTBEATS = 4;

    private static final Duration PAUSE_AFTER_A_THROW = Duration.ofSeconds(5);

    private final DataSource dataSource;

    private final QueueDialect dialect;

    private final QueueProperties properties;

    private final RegisteredWork work;

    private final WorkQueue queue;

    private final Clock clock;

    private final List<Scheduler> running = new ArrayList<>();

    Schedulers(DataSource dataSource, QueueDialect dialect, QueueProperties properties, RegisteredWork work, WorkQueue queue) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.properties = properties;
        this.work = work;
        this.queue = queue;
        this.clock = queue.clock();
    }

    @Override
    public void start() {
        if (!properties.works()) {
            return;
        }
        for (Lane lane : Lane.values()) {
            Scheduler scheduler = scheduler(lane);
            scheduler.start();
            queue.onEntered(lane, scheduler::triggerCheckForDueExecutions);
            running.add(scheduler);
        }
    }

    @Override
    public void stop() {
        running.parallelStream().forEach(Scheduler::stop);
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }

    private Scheduler scheduler(Lane lane) {
        List<Task<?>> tasks = work.handlers().stream().<Task<?>>map(handler -> task(lane, handler)).toList();
        List<RecurringTask<Void>> repeated = lane == Lane.BACKGROUND ? work.recurring().stream().map(this::task).toList() : List.of();
        SchedulerBuilder builder = Scheduler.create(dataSource, tasks).startTasks(repeated).tableName(lane.table())
                .threads(properties.slots(lane)).executorService(threads(lane)).schedulerName(new SchedulerName.Fixed(work.node().name()))
                .clock(clock::instant)
                .heartbeatInterval(properties.queue().heartbeat()).missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .pollingInterval(properties.queue().poll()).shutdownMaxWait(properties.queue().drain())
                .failureLogging(LogLevel.OFF, false);
        return dialect.polling(builder.jdbcCustomization(dialect.customization())).build();
    }

    /** Virtual, because only those come out of a read of the network when they are interrupted: a node that shuts down must not wait for its sources. */
    private ExecutorService threads(Lane lane) {
        return Executors.newFixedThreadPool(properties.slots(lane),
                Thread.ofVirtual().name(lane.name().toLowerCase(Locale.ROOT) + "-", 0).factory());
    }

    private Task<Void> task(Lane lane, WorkHandler handler) {
        return Tasks.custom(handler.name(), Void.class).onDeadExecutionRevive().onFailure(againLater(handler.name()))
                .execute((instance, context) -> after(handler.handle(lane, Entry.parse(instance.getId()).subject())));
    }

    private static CompletionHandler<Void> after(WorkHandler.Outcome outcome) {
        return switch (outcome) {
            case WorkHandler.Outcome.Done() -> (complete, operations) -> operations.remove();
            case WorkHandler.Outcome.Again(Instant when) -> (complete, operations) -> operations.reschedule(complete, when);
        };
    }

    private FailureHandler<Void> againLater(String handler) {
        return (complete, operations) -> {
            LOG.warn("The work '{}' failed and is tried again in {}", handler, PAUSE_AFTER_A_THROW, complete.getCause().orElse(null));
            operations.reschedule(complete, clock.instant().plus(PAUSE_AFTER_A_THROW));
        };
    }

    private RecurringTask<Void> task(RecurringWork work) {
        return Tasks.recurring(work.name(), FixedDelay.of(work.interval())).onFailure((complete, operations) -> {
            LOG.warn("The recurring work '{}' failed and is tried again in {}", work.name(), work.interval(),
                    complete.getCause().orElse(null));
            operations.reschedule(complete, clock.instant().plus(work.interval()));
        }).execute((instance, context) -> work.run());
    }
}
