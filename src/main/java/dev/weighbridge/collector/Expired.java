package dev.weighbridge.collector;

import java.time.Duration;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.Audit;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.queue.RecurringWork;
import org.springframework.stereotype.Component;

/** Forgets the sessions, API jobs, failed logins and the audit whose time is over. */
@Component
final class Expired implements RecurringWork {

    private final Accounts accounts;

    private final ApiJobs jobs;

    private final Audit audit;

    Expired(Accounts accounts, ApiJobs jobs, Audit audit) {
        this.accounts = accounts;
        this.jobs = jobs;
        this.audit = audit;
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
        audit.sweep();
    }
}
