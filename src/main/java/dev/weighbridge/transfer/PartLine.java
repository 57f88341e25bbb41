package dev.weighbridge.transfer;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.UploadPart;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parts of one file through fetching, hashing, uploading and checkpointing, all at once: while parts are fetched, earlier ones are hashed in their
 * order, and each is uploaded as soon as it has arrived. At most {@code partsInFlight} parts are on the line, from the start of their fetch to their
 * checkpoint, so the slowest stage holds back the fetch. Used once, by one thread.
 *
 * <p>A part that fails lets the parts behind it pass untouched, so that every buffer comes back; the parts before it are checkpointed as if nothing had
 * happened.
 */
final class PartLine {

    private final Tools tools;

    private final FileInProgress file;

    private final BooleanSupplier calledOff;

    private final Semaphore inFlight;

    /** In the order of their numbers; an empty one is the end. */
    private final BlockingQueue<Optional<Part>> begun = new LinkedBlockingQueue<>();

    private final BlockingQueue<Optional<Hashed>> hashed = new LinkedBlockingQueue<>();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** For the hashing stage only. */
    private long hashedTo;

    /** For the settling stage only. */
    private boolean settles = true;

    /** What every line of the node shares. */
    record Tools(MemoryBudget budget, ExecutorService threads, int partsInFlight, Failpoints failpoints, TransferMeters meters) {}

    /** A part with the digest's state right behind it; null if the part, or one before it, did not arrive. */
    private record Hashed(Part part, @Nullable String state) {}

    PartLine(Tools tools, FileInProgress file, BooleanSupplier calledOff) {
        this.tools = tools;
        this.file = file;
        this.calledOff = calledOff;
        this.inFlight = new Semaphore(tools.partsInFlight());
        this.hashedTo = file.bytes();
    }

    /**
     * Runs until the file's end.
     *
     * @param lanes connections at once at most
     * @throws InterruptedException when the node shuts down; what has arrived by then is checkpointed
     * @throws OneLaneException if the source does not bear several: run another line with one
     */
    void run(Supplier<ReopeningReader> readers, int lanes) throws InterruptedException {
        Future<?> hashing = submit(this::hash);
        Future<?> settling = submit(this::settle);
        try {
            new FetchLanes(this, file, readers, lanes).fetch();
        } catch (RuntimeException | InterruptedException stopped) {
            breakOff(stopped);
        } finally {
            begun.add(Optional.empty());
            await(hashing);
            await(settling);
        }
        rethrow(failure.get());
    }

    private Future<?> submit(Runnable work) {
        return tools.threads().submit(work);
    }

    TransferMeters meters() {
        return tools.meters();
    }

    /** Waits until there is room for one more part, and for its buffer. */
    MemoryBudget.Buffer place(int size) throws InterruptedException {
        inFlight.acquire();
        try {
            MemoryBudget.Buffer buffer = tools.budget().take(size);
            meters().parts(1);
            return buffer;
        } catch (InterruptedException stopped) {
            inFlight.release();
            throw stopped;
        }
    }

    void giveBack(MemoryBudget.Buffer buffer) {
        buffer.close();
        meters().parts(-1);
        inFlight.release();
    }

    /** Puts the next part on the line, whose fetch begins now. */
    void add(Part part) {
        begun.add(Optional.of(part));
    }

    /** The part is fetched: uploads it, and lets it be hashed in its turn. */
    void arrived(Part part, UploadPart bytes) {
        part.arrival().complete(new Part.Arrival(bytes.length(), tools.threads().submit(() -> {
            PartReceipt receipt = file.put(bytes);
            tools.failpoints().reached(Failpoint.PART_UPLOADED);
            return receipt;
        })));
    }

    /** Nothing more is to be begun. The first reason counts. */
    void breakOff(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    boolean isBroken() {
        if (failure.get() == null && calledOff.getAsBoolean()) {
            breakOff(new CancellationException("another file of the model has failed"));
        }
        return failure.get() != null;
    }

    private void hash() {
        try {
            forEach(begun, part -> {
                String state = null;
                try {
                    state = hash(part);
                } finally {
                    hashed.add(Optional.of(new Hashed(part, state)));
                }
            });
        } finally {
            hashed.add(Optional.empty());
        }
    }

    private @Nullable String hash(Part part) throws InterruptedException {
        int length;
        try {
            length = part.arrival().get().length();
        } catch (ExecutionException failed) {
            return null;
        }
        if (part.offset() != hashedTo || length == 0 && part.number() > 1) {
            return null;
        }
        file.digest().update(part.buffer().bytes(), length);
        hashedTo += length;
        return file.digest().state();
    }

    private void settle() {
        forEach(hashed, done -> {
            try {
                settle(done);
            } catch (ExecutionException failed) {
                settles = false;
                breakOff(failed.getCause() == null ? failed : failed.getCause());
            } catch (RuntimeException failed) {
                settles = false;
                throw failed;
            } finally {
                giveBack(done.part().buffer());
            }
        });
    }

    private void settle(Hashed done) throws InterruptedException, ExecutionException {
        PartReceipt receipt = done.part().arrival().get().receipt().get();
        String state = done.state();
        if (settles && state != null) {
            file.checkpoint(state, receipt);
            tools.failpoints().reached(Failpoint.CHECKPOINT_WRITTEN);
        }
    }

    private interface Stage<T> {
        void take(T item) throws InterruptedException;
    }

    /** Takes every item, also after one has failed. These threads are nobody's to interrupt but the process's end. */
    private <T> void forEach(BlockingQueue<Optional<T>> queue, Stage<T> stage) {
        try {
            for (Optional<T> next = queue.take(); next.isPresent(); next = queue.take()) {
                try {
                    stage.take(next.get());
                } catch (RuntimeException | Error failed) {
                    breakOff(failed);
                }
            }
        } catch (InterruptedException ending) {
            breakOff(ending);
        }
    }

    private void await(Future<?> stage) throws InterruptedException {
        try {
            stage.get();
        } catch (ExecutionException failed) {
            breakOff(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static void rethrow(@Nullable Throwable failed) throws InterruptedException {
        switch (failed) {
            case null -> {}
            case InterruptedException stopped -> throw stopped;
            case RuntimeException known -> throw known;
            case Error serious -> throw serious;
            default -> throw new IllegalStateException(failed);
        }
    }
}
