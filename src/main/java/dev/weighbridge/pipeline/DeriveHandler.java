package dev.weighbridge.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import dev.weighbridge.ingestion.JobWork;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.stereotype.Component;

/** Reads models again for a GenerateModelMetadata, one job at a time on a node: manifests wait in the same lane. */
@Component
final class DeriveHandler implements WorkHandler {

    private static final Duration UNTIL_THE_NEXT = Duration.ofSeconds(2);

    private final Semaphore one = new Semaphore(1);

    private final Rederiving rederiving;

    private final JobWork work;

    private final Clock clock;

    DeriveHandler(Rederiving rederiving, JobWork work, Clock clock) {
        this.rederiving = rederiving;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WorkName.DERIVE.text();
    }

    @Override
    public Outcome handle(Lane lane, String jobUuid) {
        if (!one.tryAcquire()) {
            return new Outcome.Again(clock.instant().plus(UNTIL_THE_NEXT));
        }
        try {
            return work.advance(jobUuid, rederiving::derive).<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Done::new);
        } finally {
            one.release();
        }
    }
}
