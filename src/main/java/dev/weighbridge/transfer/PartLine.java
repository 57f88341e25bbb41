package dev.weighbridge.transfer;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.UploadPart;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parts of one file through fetching, hashing, uploading and checkpointing, all at once: while one part is fetched, an earlier one is hashed, and
 * both are uploaded as soon as they have arrived. At most {@code partsInFlight} parts are on the line, from the start of their fetch to their checkpoint,
 * so the slowest stage holds back the fetch. Used once, by one thread.
 *
 * <p>A stage that fails lets the parts behind it pass untouched, so that every buffer comes back; the parts before it are checkpointed as if nothing
 * had happened.
 */
final class PartLine {

    private final Tools tools;

    private final FileInProgress file;

    private final Semaphore inFlight;

    /** In the order of their numbers; an empty one is the end. */
    private final BlockingQueue<Optional<Part>> fetched = new LinkedBlockingQueue<>();

    private final BlockingQueue<Optional<Hashed>> hashed = new LinkedBlockingQueue<>();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What every line of the node shares. */
    record Tools(MemoryBudget budget, ExecutorService threads, int partsInFlight, Failpoints failpoints) {}

    /** A part with the digest's state right behind it. */
    private record Hashed(Part part, String state) {}

    PartLine(Tools tools, FileInProgress file) {
        this.tools = tools;
        this.file = file;
        this.inFlight = new Semaphore(tools.partsInFlight());
    }

    /**
     * Runs until the file's end.
     *
     * @throws InterruptedException when the node shuts down; what has arrived by then is checkpointed
     */
    void run(ReopeningReader reader) throws InterruptedException {
        Future<?> hashing = tools.threads().submit(this::hash);
        Future<?> settling = tools.threads().submit(this::settle);
        try {
            fetch(reader);
        } catch (RuntimeException | InterruptedException stopped) {
            failure.compareAndSet(null, stopped);
        } finally {
            fetched.add(Optional.empty());
            await(hashing);
            await(settling);
        }
        rethrow(failure.get());
    }

    private void fetch(ReopeningReader reader) throws InterruptedException {
        int number = file.parts();
        long offset = file.bytes();
        boolean more = true;
        while (more && failure.get() == null) {
            inFlight.acquire();
            MemoryBudget.Buffer buffer = takeBuffer();
            int length = fill(reader, buffer);
            if (length == 0 && number > 0) {
                giveBack(buffer);
                return;
            }
            number++;
            fetched.add(Optional.of(upload(number, offset, buffer, length)));
            offset += length;
            more = length == file.partSize() && !file.endsAt(offset);
        }
    }

    private MemoryBudget.Buffer takeBuffer() throws InterruptedException {
        try {
            return tools.budget().take(file.partSize());
        } catch (InterruptedException stopped) {
            inFlight.release();
            throw stopped;
        }
    }

    private int fill(ReopeningReader reader, MemoryBudget.Buffer buffer) throws InterruptedException {
        try {
            return reader.fill(buffer.bytes(), file.partSize());
        } catch (RuntimeException | InterruptedException stopped) {
            giveBack(buffer);
            throw stopped;
        }
    }

    private Part upload(int number, long offset, MemoryBudget.Buffer buffer, int length) {
        return new Part(number, offset, buffer, length, tools.threads().submit(() -> {
            UploadPart part = UploadPart.of(number, offset, buffer.bytes(), length);
            String receipt = file.upload().put(part);
            tools.failpoints().reached(Failpoint.PART_UPLOADED);
            return new PartReceipt(length, receipt, part.crc32c());
        }));
    }

    private void hash() {
        forEach(fetched, part -> {
            if (failure.get() == null) {
                file.digest().update(part.buffer().bytes(), part.length());
            }
            hashed.add(Optional.of(new Hashed(part, file.digest().state())));
        });
        hashed.add(Optional.empty());
    }

    private void settle() {
        forEach(hashed, done -> {
            Part part = done.part();
            try {
                PartReceipt receipt = part.receipt().get();
                if (failure.get() == null || failure.get() instanceof InterruptedException) {
                    file.checkpoint(done.state(), receipt);
                    tools.failpoints().reached(Failpoint.CHECKPOINT_WRITTEN);
                }
            } catch (ExecutionException failed) {
                failure.compareAndSet(null, failed.getCause());
            } catch (RuntimeException failed) {
                failure.compareAndSet(null, failed);
            } finally {
                giveBack(part.buffer());
            }
        });
    }

    private interface Stage<T> {
        void take(T item) throws InterruptedException;
    }

    /** These threads are nobody's to interrupt but the process's end. */
    private <T> void forEach(BlockingQueue<Optional<T>> queue, Stage<T> stage) {
        try {
            for (Optional<T> next = queue.take(); next.isPresent(); next = queue.take()) {
                stage.take(next.get());
            }
        } catch (InterruptedException ending) {
            failure.compareAndSet(null, ending);
        }
    }

    private void giveBack(MemoryBudget.Buffer buffer) {
        buffer.close();
        inFlight.release();
    }

    private void await(Future<?> stage) throws InterruptedException {
        try {
            stage.get();
        } catch (ExecutionException failed) {
            failure.compareAndSet(null, failed.getCause());
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
