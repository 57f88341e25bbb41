package dev.weighbridge.transfer;

import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.Span;
import dev.weighbridge.store.UploadPart;
import org.jspecify.annotations.Nullable;

/**
 * The connections that fetch one file, at first one. Each takes the next part in its turn, and waits for its place on the line and its buffer there, so that
 * these are granted in the order of the parts. The one that is alone reads on and on from one answer; of several each asks for one part after the other.
 */
final class FetchLanes {

    private final PartLine line;

    private final FileInProgress file;

    private final Supplier<ReopeningReader> readers;

    private final LaneCount count;

    private final ReentrantLock turn = new ReentrantLock(true);

    private final AtomicInteger open = new AtomicInteger(1);

    private final Queue<Thread> others = new ConcurrentLinkedQueue<>();

    private volatile boolean ended;

    private int number;

    private long offset;

    /**
     * @param readers makes readers of the file
     * @param most connections at once
     */
    FetchLanes(PartLine line, FileInProgress file, Supplier<ReopeningReader> readers, int most) {
        this.line = line;
        this.file = file;
        this.readers = readers;
        this.count = new LaneCount(most, System.nanoTime());
        this.number = file.parts();
        this.offset = file.bytes();
    }

    /** Fetches until the file's end, or until the line is broken; then no lane is open any more. */
    void fetch() throws InterruptedException {
        try (ReopeningReader first = readers.get()) {
            first.telling(this::arrived).moveTo(offset, Span.OPEN);
            for (Part part = next(true); part != null; part = next(true)) {
                fetch(part, first, true);
            }
            endOthers();
            if (!line.isBroken()) {
                first.confirmUnchanged();
            }
        } catch (RuntimeException | InterruptedException stopped) {
            line.breakOff(stopped);
            throw stopped;
        } finally {
            endOthers();
        }
    }

    private void endOthers() throws InterruptedException {
        if (line.isBroken()) {
            others.forEach(Thread::interrupt);
        }
        for (Thread lane : others) {
            lane.join();
        }
    }

    /** A lane beside the first, until it is one too many. */
    private void another() {
        try (ReopeningReader reader = readers.get()) {
            reader.telling(this::arrived);
            for (Part part = next(false); part != null; part = next(false)) {
                fetch(part, reader, false);
            }
        } catch (RuntimeException | InterruptedException | Error stopped) {
            line.breakOff(stopped);
        }
    }

    private void arrived(ReopeningReader reader, int bytes) {
        if (line.isBroken()) {
            throw new CancellationException("the line is broken");
        }
        if (!reader.beginsAnywhere() || !file.canBeReadFromAnywhere()) {
            return;
        }
        count.arrived(bytes, System.nanoTime());
        int lanes = open.get();
        if (count.lanes() > lanes && !ended && open.compareAndSet(lanes, lanes + 1)) {
            others.add(Thread.ofVirtual().name("transfer-lane").start(Carried.along(this::another)));
        }
    }

    /** What waiting helps against may be due to there being two. */
    private static Throwable besideTheFirst(Throwable stopped) {
        return stopped instanceof IngestionException refusal && refusal.kind().waitingHelps() ? OneLaneException.refused(refusal) : stopped;
    }

    private @Nullable Part next(boolean isFirst) throws InterruptedException {
        long from = System.nanoTime();
        turn.lockInterruptibly();
        try {
            if (isOver() || !isFirst && isOneTooMany()) {
                return null;
            }
            MemoryBudget.Buffer buffer = line.place(file.partSize());
            count.waited(System.nanoTime() - from);
            if (isOver()) {
                line.giveBack(buffer);
                return null;
            }
            Part part = Part.begun(++number, offset, buffer);
            offset += file.partSize();
            line.add(part);
            return part;
        } finally {
            turn.unlock();
        }
    }

    private boolean isOneTooMany() {
        int lanes = open.get();
        return lanes > count.lanes() && open.compareAndSet(lanes, lanes - 1);
    }

    private boolean isOver() {
        return ended || line.isBroken() || number > 0 && file.endsAt(offset);
    }

    private void fetch(Part part, ReopeningReader reader, boolean isFirst) throws InterruptedException {
        line.meters().connections(1);
        try {
            reader.moveTo(part.offset(), open.get() == 1 ? Span.OPEN : part.offset() + file.partSize());
            var sum = new CRC32C();
            int length = reader.fill(part.buffer().bytes(), file.partSize(), sum);
            if (length < file.partSize()) {
                ended = true;
            }
            line.arrived(part, UploadPart.checked(part.number(), part.offset(), part.buffer().bytes(), length, (int) sum.getValue()));
        } catch (RuntimeException | InterruptedException | Error stopped) {
            line.breakOff(isFirst ? stopped : besideTheFirst(stopped));
            part.arrival().completeExceptionally(stopped);
            throw stopped;
        } finally {
            line.meters().connections(-1);
        }
    }
}
