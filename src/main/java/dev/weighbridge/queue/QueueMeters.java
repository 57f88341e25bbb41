package dev.weighbridge.queue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/**
 * Measures the lanes: {@code weighbridge.queue.depth} and {@code weighbridge.queue.late} when asked, of all nodes; and of this node how long work took by
 * {@code weighbridge.queue.work}, and what db-scheduler itself met by {@code weighbridge.queue.troubles}. For many threads.
 */
@Component
final class QueueMeters implements MeterBinder {

    /** What a scheduler does all the time. */
    private static final Set<
            SchedulerEventType> USUAL = EnumSet.of(SchedulerEventType.RAN_UPDATE_HEARTBEATS, SchedulerEventType.RAN_DETECT_DEAD,
                    SchedulerEventType.RAN_EXECUTE_DUE);

    private final QueueDepth depth;

    private final MeterRegistry meters;

    QueueMeters(QueueDepth depth, MeterRegistry meters) {
        this.depth = depth;
        this.meters = meters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Lane lane : Lane.values()) {
            Gauge.builder("weighbridge.queue.depth", () -> depth.of(lane).due()).tag("lane", word(lane))
                    .description("Work that is due and that no node has taken, of all nodes").register(registry);
            Gauge.builder("weighbridge.queue.late", () -> depth.of(lane).late().toMillis() / 1000.0).tag("lane", word(lane))
                    .description("How long the longest of it has been due; what waits for its turn counts nothing").baseUnit("seconds")
                    .register(registry);
        }
    }

    /** What tells of a lane's work on this node. */
    SchedulerListener of(Lane lane) {
        Map<SchedulerEventType, Counter> troubles = troubles(lane);
        return new AbstractSchedulerListener() {

            @Override
            public void onExecutionComplete(ExecutionComplete complete) {
                Timer.builder("weighbridge.queue.work").tag("lane", word(lane))
                        .tag("work", complete.getExecution().taskInstance.getTaskName())
                        .tag("result", complete.getResult().name().toLowerCase(Locale.ROOT))
                        .description("How long work of the queue took on this node").register(meters).record(complete.getDuration());
            }

            @Override
            public void onSchedulerEvent(SchedulerEventType type) {
                Counter trouble = troubles.get(type);
                if (trouble != null) {
                    trouble.increment();
                }
            }
        };
    }

    private Map<SchedulerEventType, Counter> troubles(Lane lane) {
        Map<SchedulerEventType, Counter> troubles = new EnumMap<>(SchedulerEventType.class);
        for (SchedulerEventType type : SchedulerEventType.values()) {
            if (!USUAL.contains(type)) {
                troubles.put(type, Counter.builder("weighbridge.queue.troubles").tag("lane", word(lane))
                        .tag("what", type.name().toLowerCase(Locale.ROOT))
                        .description(
                                "What db-scheduler met on this node: work taken over from a silent node (dead_execution), failed heartbeats, errors")
                        .register(meters));
            }
        }
        return troubles;
    }

    private static String word(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
