package dev.weighbridge.center;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.queue.RecurringWork;
import dev.weighbridge.source.ModelSources;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks every centre from time to time whether it is there, on one node at a time: {@code weighbridge.centers.probes} counts the answers. Some are asked at
 * once, each for a limited time; one that hangs (a dead mount cannot be interrupted) holds up nobody, and is not asked again before it returns.
 */
@Component
class CenterProbe implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(CenterProbe.class);

    private static final int AT_ONCE = 32;

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    private final CenterNews news;

    private final ModelCenters centers;

    private final ModelSources sources;

    private final CenterProperties properties;

    private final MeterRegistry meters;

    CenterProbe(CenterNews news, ModelCenters centers, ModelSources sources, CenterProperties properties, MeterRegistry meters) {
        this.news = news;
        this.centers = centers;
        this.sources = sources;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "center-probe";
    }

    @Override
    public Duration interval() {
        Duration tenth = properties.probeEvery().dividedBy(10);
        return properties.probes() && tenth.compareTo(LONGEST_INTERVAL) < 0 ? tenth : LONGEST_INTERVAL;
    }

    @Override
    public void run() {
        if (properties.probes()) {
            ask(news.due(AT_ONCE));
        }
    }

    /** Returns when all have answered or their time is over. */
    void ask(List<String> uuids) {
        List<String> some = uuids.stream().filter(asking::add).toList();
        var answered = new CountDownLatch(some.size());
        List<Question> questions = some.stream().map(uuid -> new Question(uuid, next(), new AtomicBoolean())).toList();
        questions.forEach(question -> news.isAsked(question.uuid(), question.next()));
        List<Thread> threads = questions.stream().map(question -> Thread.ofVirtual().name("probe-" + question.uuid()).start(() -> {
            try {
                ask(question);
            } finally {
                asking.remove(question.uuid());
                answered.countDown();
            }
        })).toList();
        try {
            if (!answered.await(properties.probeTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                questions.forEach(question -> settle(question,
                        "it did not answer within " + properties.probeTimeout().toSeconds() + " s"));
                threads.forEach(Thread::interrupt);
            }
        } catch (InterruptedException stopped) {
            questions.forEach(question -> question.isSettled().set(true));
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @param next when it is asked again, which tells this question from every other
     * @param isSettled the first answer counts, be it that there was none in time
     */
    private record Question(String uuid, Instant next, AtomicBoolean isSettled) {}

    private void ask(Question question) {
        try {
            centers.find(question.uuid()).ifPresent(center -> {
                ModelReference place = center.place().anything();
                sources.of(place).reach(place);
                settle(question, null);
            });
        } catch (IngestionException failed) {
            // Who asks to be left alone is there.
            settle(question, failed.kind() == FailureKind.SOURCE_RATE_LIMITED ? null : failed.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("The model centre {} could not be asked in a way that nobody foresaw", question.uuid(), unexpected);
        }
    }

    private void settle(Question question, @Nullable String why) {
        if (!question.isSettled().compareAndSet(false, true)) {
            return;
        }
        meters.counter("weighbridge.centers.probes", "result", why == null ? "connected" : "disconnected").increment();
        boolean isNews = news.hasAnswered(question.uuid(), question.next(),
                why == null ? CenterStatus.CONNECTED : CenterStatus.DISCONNECTED);
        if (isNews && why == null) {
            LOG.info("The model centre {} is connected", question.uuid());
        } else if (isNews) {
            LOG.warn("The model centre {} is disconnected: {}", question.uuid(), why);
        }
    }

    /** A fifth sooner or later, so that centres that were added together are not asked together for ever. */
    private Instant next() {
        long nanos = properties.probeEvery().toNanos();
        return news.now().plusNanos(ThreadLocalRandom.current().nextLong(nanos / 5 * 4, nanos / 5 * 6 + 1)).truncatedTo(ChronoUnit.MICROS);
    }
}
