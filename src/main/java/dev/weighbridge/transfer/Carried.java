package dev.weighbridge.transfer;

import java.util.concurrent.ExecutorService;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;

/** Lets threads of the transfer say in the log, and in traces, which attempt they work for: what the thread that hands work out knows goes along with it. */
final class Carried {

    private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

    private Carried() {}

    static Runnable along(Runnable work) {
        return SNAPSHOTS.captureAll().wrap(work);
    }

    /** The same threads; whoever closes them closes the given ones. */
    static ExecutorService by(ExecutorService threads) {
        return ContextExecutorService.wrap(threads, SNAPSHOTS::captureAll);
    }
}
