package dev.weighbridge.verify;

import java.time.Duration;

import dev.weighbridge.transfer.BlobCheck;
import dev.weighbridge.transfer.BlobRepair;
import dev.weighbridge.transfer.CheckPoint;
import org.jspecify.annotations.Nullable;

/** Keeps a turn's progress as its bytes pass: once a second, and at the latest every 64 MiB. For one thread. */
final class TurnWatch implements BlobCheck.Watch, BlobRepair.Watch {

    private static final long STRETCH = 64L << 20;

    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final Turns turns;

    private final VerifyMeters meters;

    private final Turn turn;

    private Progress progress;

    private String blobUuid = "";

    private long unsaved;

    private long savedAt = System.nanoTime();

    TurnWatch(Turns turns, VerifyMeters meters, Turns.Begun begun) {
        this.turns = turns;
        this.meters = meters;
        this.turn = begun.turn();
        this.progress = begun.progress();
    }

    Turn turn() {
        return turn;
    }

    Progress progress() {
        return progress;
    }

    /** The blob whose bytes pass from now on. */
    void reads(String blob) {
        blobUuid = blob;
    }

    /** The turn is here now; kept soon. */
    void move(Progress next) throws InterruptedException {
        progress = next;
        keepIfDue(0);
    }

    /** The turn is here now, and that is kept already. */
    void kept(Progress next) {
        progress = next;
        unsaved = 0;
        savedAt = System.nanoTime();
    }

    @Override
    public void read(int bytes, @Nullable CheckPoint point) throws InterruptedException {
        meters.read(bytes);
        if (point != null) {
            progress = progress.reads(blobUuid, point);
        }
        keepIfDue(bytes);
    }

    @Override
    public void fetched(int bytes) throws InterruptedException {
        progress = progress.fetched(bytes);
        keepIfDue(0);
    }

    @Override
    public void wrote(int bytes) throws InterruptedException {
        keepIfDue(bytes);
    }

    @Override
    public void aboutToComplete() throws InterruptedException {
        keep();
    }

    /** Keeps it now. A thread that was interrupted must not touch the database: in a file, that could be closed by it. */
    void keep() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the node shuts down");
        }
        turns.save(turn, progress);
        kept(progress);
    }

    private void keepIfDue(long bytes) throws InterruptedException {
        unsaved += bytes;
        if (unsaved >= STRETCH || System.nanoTime() - savedAt >= EVERY) {
            keep();
        }
    }
}
