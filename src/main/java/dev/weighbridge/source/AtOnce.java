package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;

/** Asks a server for many small things, sixteen at once: a quarter of the connections that one host may have. */
public final class AtOnce {

    private static final int MOST = 16;

    /** So that the log of each question says for which attempt it is asked. */
    private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

    private AtOnce() {}

    /** What {@code question} answers for each of {@code items}, in their order. The first failure ends all, and no thread outlives the call. */
    public static <T, R> List<R> ask(Collection<T> items, Function<T, R> question) {
        try (var threads = ContextExecutorService.wrap(Executors.newFixedThreadPool(MOST, Thread.ofVirtual().factory()),
                SNAPSHOTS::captureAll)) {
            List<Future<R>> answers = items.stream().map(item -> threads.submit(() -> question.apply(item))).toList();
            try {
                return collected(answers);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static <R> List<R> collected(List<Future<R>> answers) {
        List<R> collected = new ArrayList<>(answers.size());
        try {
            for (Future<R> answer : answers) {
                collected.add(answer.get());
            }
            return collected;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not list the folder: the work was interrupted on this node. It is tried again later.", stopped);
        }
    }
}
