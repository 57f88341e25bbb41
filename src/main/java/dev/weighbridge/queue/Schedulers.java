package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.SchedulableTaskInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
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
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            running.forEach(scheduler -> together.execute(scheduler::stop));
        }
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
                .heartbeatInterval(properties.queue().heartbeat()).missedHeartbeatsLimit(QueueProperties.MISSED_HEARTBEATS)
                .pollingInterval(properties.queue().poll()).shutdownMaxWait(properties.queue().drain())
                .enablePriority().failureLogging(LogLevel.OFF, false).addSchedulerListener(work.meters().of(lane));
        return dialect.polling(builder.jdbcCustomization(dialect.customization())).build();
    }

    /** Virtual, because only those come out of a read of the network when they are interrupted: a node that shuts down must not wait for its sources. */
    private ExecutorService threads(Lane lane) {
        return Executors.newFixedThreadPool(properties.slots(lane),
                Thread.ofVirtual().name(lane.name().toLowerCase(Locale.ROOT) + "-", 0).factory());
    }

    private Task<Void> task(Lane lane, WorkHandler handler) {
        return Tasks.custom(handler.name(), Void.class)
                .onDeadExecution((execution, operations) -> replace(lane, handler, operations,
                        later(handler, execution.getExecution().taskInstance.getId(), clock.instant())))
                .onFailure(againLater(lane, handler))
                .execute((instance, context) -> done(lane, handler, instance.getId(), context.getExecution().executionTime));
    }

    private CompletionHandler<Void> done(Lane lane, WorkHandler handler, String entry, Instant due) {
        String subject = Entry.parse(entry).subject();
        Optional<Turn> turn = FairTurns.isTurn(due) ? Optional.empty() : handler.turn(subject);
        if (turn.isPresent()) {
            SchedulableInstance<?> inTurn = queue.again(lane, handler.name(), subject, turn.get());
            return (complete, operations) -> replace(lane, handler, operations, inTurn);
        }
        return switch (handler.handle(lane, subject)) {
            case WorkHandler.Outcome.Done() -> (complete, operations) -> operations.remove();
            case WorkHandler.Outcome.Again(Instant when) ->
                    (complete, operations) -> replace(lane, handler, operations, later(handler, entry, when));
        };
    }

    /** Due at a time; and then, if it takes turns, before all that wait for theirs, only to be given one. */
    private static SchedulableInstance<?> later(WorkHandler handler, String entry, Instant when) {
        var instance = new TaskInstance.Builder<>(handler.name(), Entry.of(Entry.parse(entry).subject()).text());
        return new SchedulableTaskInstance<>(handler.takesTurns() ? instance.priority(Turn.WITHOUT_TURN).build() : instance.build(), when);
    }

    /** In one step, and only if this node still has it; then the priority, without which it would only be late. */
    private void replace(Lane lane, WorkHandler handler, ExecutionOperations<Void> operations, SchedulableInstance<?> next) {
        operations.removeAndScheduleNew(next);
        if (handler.takesTurns()) {
            queue.prioritize(lane, next.getTaskInstance());
        }
    }

    private FailureHandler<Void> againLater(Lane lane, WorkHandler handler) {
        return (complete, operations) -> {
            LOG.warn("The work '{}' failed and is tried again in {}", handler.name(), PAUSE_AFTER_A_THROW,
                    complete.getCause().orElse(null));
            replace(lane, handler, operations,
                    later(handler, complete.getExecution().taskInstance.getId(), clock.instant().plus(PAUSE_AFTER_A_THROW)));
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
