package dev.weighbridge.collector;

import java.time.Duration;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.queue.RecurringWork;
import org.springframework.stereotype.Component;

/** Forgets the sessions and API jobs whose time is over. They open and answer nothing since it was. */
@Component
final class Expired implements RecurringWork {

    private final Accounts accounts;

    private final ApiJobs jobs;

    Expired(Accounts accounts, ApiJobs jobs) {
        this.accounts = accounts;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "expired";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        accounts.sweepExpired();
        jobs.sweep();
    }
}
