package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.FileTask;
import org.jspecify.annotations.Nullable;

/**
 * Moves groups of files of one model, a few at once: the next one is on its way while the last parts of another are hashed and uploaded, or its files are
 * entered in the database. A large file is a group of its own. After a failure no further group begins; where waiting does not help, those on their way
 * stop, too. Used once, by one thread.
 *
 * <p>The groups are moved by virtual threads, because these can be interrupted while they read from a socket.
 */
final class FilesTogether {

    private final int atOnce;

    private volatile boolean calledOff;

    private @Nullable Throwable failure;

    FilesTogether(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Moves one group. */
    @FunctionalInterface
    interface Move {

        /** @param calledOff whether to stop, because another group has failed */
        void of(List<FileTask> group, BooleanSupplier calledOff) throws InterruptedException;
    }

    /**
     * Moves them all.
     *
     * @throws InterruptedException when the node shuts down; no move runs on
     */
    void each(List<List<FileTask>> groups, Move move) throws InterruptedException {
        Queue<List<FileTask>> waiting = new ConcurrentLinkedQueue<>(groups);
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < Math.min(atOnce, groups.size()); worker++) {
            workers.add(Thread.ofVirtual().name("transfer").start(Carried.along(() -> work(waiting, move))));
        }
        for (Thread worker : workers) {
            await(worker, workers);
        }
        switch (failure()) {
            case null -> {}
            case InterruptedException stopped -> {
                // The exception tells it; a flag that stays would break what the caller does next.
                Thread.interrupted();
                throw stopped;
            }
            case RuntimeException known -> throw known;
            case Error serious -> throw serious;
            case Throwable unknown -> throw new IllegalStateException(unknown);
        }
    }

    private void work(Queue<List<FileTask>> waiting, Move move) {
        try {
            for (List<FileTask> group = waiting.poll(); group != null && failure() == null; group = waiting.poll()) {
                move.of(group, () -> calledOff);
            }
        } catch (RuntimeException | InterruptedException | Error failed) {
            failed(failed);
        }
    }

    private synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** What a person has to do something about goes before what waiting may cure. */
    private synchronized void failed(Throwable other) {
        boolean isWorse = failure == null || waitingHelps(failure) && !(other instanceof CancellationException);
        failure = isWorse ? other : failure;
        calledOff |= !waitingHelps(other);
    }

    private static boolean waitingHelps(Throwable failed) {
        return failed instanceof IngestionException known && known.kind().waitingHelps();
    }

    /** An interrupt calls the workers off, which then end soon. */
    private void await(Thread worker, List<Thread> workers) {
        while (true) {
            try {
                worker.join();
                return;
            } catch (InterruptedException stopped) {
                failed(stopped);
                workers.forEach(Thread::interrupt);
            }
        }
    }
}
