package dev.weighbridge.pipeline;

import java.time.Duration;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Overdue;
import dev.weighbridge.queue.RecurringWork;
import org.springframework.stereotype.Component;

/** Sees to it that an ingestion ends when its time is over, also when no worker comes to it. */
@Component
final class TimeKeeper implements RecurringWork {

    private final Overdue overdue;

    private final Tally tally;

    TimeKeeper(Overdue overdue, Tally tally) {
        this.overdue = overdue;
        this.tally = tally;
    }

    @Override
    public String name() {
        return "time-keeper";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        for (int ended = overdue.end(); ended > 0; ended--) {
            tally.failed(FailureKind.TIMEOUT);
        }
    }
}
