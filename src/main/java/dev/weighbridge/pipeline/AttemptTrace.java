package dev.weighbridge.pipeline;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.queue.NodeName;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Lets the log, metrics and traces say what is worked on. While an attempt runs, every line of the log carries {@code ingestion}, {@code attempt},
 * {@code model} and {@code node}, also those of the threads that work for it; the attempt and each of its steps are observed, as
 * {@code weighbridge.attempt} and {@code weighbridge.step}: timers always, spans if traces are on.
 */
@Component
final class AttemptTrace {

    private final NodeName node;

    private final Ingestions ingestions;

    private final ObservationRegistry observations;

    AttemptTrace(NodeName node, Ingestions ingestions, ObservationRegistry observations) {
        this.node = node;
        this.ingestions = ingestions;
        this.observations = observations;
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
    }

    /** What runs under a name. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Runs an attempt. */
    <T> T attempt(Attempt attempt, String lane, Supplier<T> work) {
        String model = ingestions.find(attempt.ingestionUuid()).map(Ingestion::name).orElse("");
        Map<String,
                String> words = Map.of("ingestion", attempt.ingestionUuid(), "attempt", Integer.toString(attempt.number()), "model", model,
                        "node", node.name());
        words.forEach(MDC::put);
        try {
            return observation("weighbridge.attempt", attempt).lowCardinalityKeyValue("lane", lane.toLowerCase(Locale.ROOT))
                    .highCardinalityKeyValue("model", model)
                    .observe(work);
        } finally {
            words.keySet().forEach(MDC::remove);
        }
    }

    /** Runs a step of the attempt that this thread is in. */
    void step(Attempt attempt, String step, Work work) throws Exception {
        observation("weighbridge.step", attempt).lowCardinalityKeyValue("step", step)
                .observeChecked((Observation.CheckedRunnable<Exception>) work::run);
    }

    private Observation observation(String name, Attempt attempt) {
        return Observation.createNotStarted(name, observations).highCardinalityKeyValue("ingestion", attempt.ingestionUuid());
    }
}
