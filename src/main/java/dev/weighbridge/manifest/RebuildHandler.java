package dev.weighbridge.manifest;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.weighbridge.ingestion.JobWork;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.stereotype.Component;

/** Brings models and datasets back, one after the other: manifests that are to be written wait in the same lane. */
@Component
final class RebuildHandler implements WorkHandler {

    private static final Duration UNTIL_THE_NEXT = Duration.ofSeconds(2);

    private final Semaphore one = new Semaphore(1);

    private final Return back;

    private final JobWork work;

    private final Clock clock;

    RebuildHandler(Return back, JobWork work, Clock clock) {
        this.back = back;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WorkName.REBUILD.text();
    }

    @Override
    public Outcome handle(Lane lane, String jobUuid) {
        if (!one.tryAcquire()) {
            return new Outcome.Again(clock.instant().plus(UNTIL_THE_NEXT));
        }
        try {
            return work.advance(jobUuid, back::bring).<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Done::new);
        } finally {
            one.release();
        }
    }
}
