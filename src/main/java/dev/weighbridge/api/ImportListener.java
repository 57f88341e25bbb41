package dev.weighbridge.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.weighbridge.account.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has not taken yet. Of each import only the latest is kept, so who is slow gets less and not later. One thread takes, another puts.
 */
public final class ImportListener implements AutoCloseable {

    /** Who has missed more than this does better to read the list again. */
    private static final int MOST = 1000;

    private final Caller caller;

    private final @Nullable String uuid;

    private final ImportFeed feed;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition news = lock.newCondition();

    private final Map<String, ImportEvent> waiting = new LinkedHashMap<>();

    private int missed;

    private boolean ended;

    ImportListener(ImportFeed feed, Caller caller, @Nullable String uuid) {
        this.feed = feed;
        this.caller = caller;
        this.uuid = uuid;
    }

    /**
     * What there is to tell.
     *
     * @param events nothing after the time was over in vain
     * @param missed how many more there were than are kept
     * @param isLast whether nothing comes any more
     */
    public record Batch(List<ImportEvent> events, int missed, boolean isLast) {}

    /** Waits until there is something, but at most so long. An interrupt is as good as an end. */
    public Batch take(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (waiting.isEmpty() && !ended && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            var batch = new Batch(new ArrayList<>(waiting.values()), missed, ended);
            waiting.clear();
            missed = 0;
            return batch;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Batch(List.of(), 0, true);
        } finally {
            lock.unlock();
        }
    }

    /** Takes those that the caller may see and has asked for. */
    void put(List<ImportEvent> moved) {
        lock.lock();
        try {
            moved.stream().filter(this::isWanted).forEach(this::put);
            if (!waiting.isEmpty()) {
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Caller caller() {
        return caller;
    }

    @Override
    public void close() {
        feed.forget(this);
    }

    private boolean isWanted(ImportEvent event) {
        return caller.owns(event.accountUuid()) && (uuid == null || uuid.equals(event.now().uuid()));
    }

    /** That its state has changed is not forgotten because its bytes have moved since. */
    private void put(ImportEvent event) {
        ImportEvent before = waiting.remove(event.now().uuid());
        if (before == null && waiting.size() >= MOST) {
            missed++;
            return;
        }
        waiting.put(event.now().uuid(), before != null && before.isState()
                ? new ImportEvent(true, event.accountUuid(), event.now())
                : event);
    }
}
