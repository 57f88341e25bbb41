package dev.weighbridge.ingestion;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells of an ingestion's end: to those who wait on this node, to callers who asked to be called, and to whoever is told of events. One that ends on another node wakes nobody here: who
 * waits looks again by itself.
 */
@Component
final class EndSignals {

    private final ConcurrentHashMap<String, CountDownLatch> latches = new ConcurrentHashMap<>();

    private final ApiJobs jobs;

    private final IngestionEvents events;

    EndSignals(ApiJobs jobs, IngestionEvents events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** To be asked for before looking at the state, so that no end is missed. */
    CountDownLatch latch(String ingestionUuid) {
        return latches.computeIfAbsent(ingestionUuid, uuid -> new CountDownLatch(1));
    }

    /** Waits for the end, at most for a while; true if it was signalled. */
    static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Wakes them once the running transaction has committed, and enters the calls in it. */
    void endsWithTransaction(String ingestionUuid) {
        jobs.followedEnds(ingestionUuid);
        events.ended(ingestionUuid);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget(ingestionUuid);
            }
        });
    }

    /** Nobody waits any more. */
    void forget(String ingestionUuid) {
        CountDownLatch latch = latches.remove(ingestionUuid);
        if (latch != null) {
            latch.countDown();
        }
    }
}
