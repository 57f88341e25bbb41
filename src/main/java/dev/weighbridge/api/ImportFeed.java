package dev.weighbridge.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.IngestionList;
import dev.weighbridge.ingestion.IngestionNews;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells listeners what imports do, whichever node runs them: the database is looked at twice a second for all of them together, and not at all while nobody
 * listens. For many threads.
 */
@Component
public class ImportFeed implements SmartLifecycle {

    static final int MOST_OF_NODE = 200;

    static final int MOST_OF_ACCOUNT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ImportFeed.class);

    private static final long EVERY_MILLIS = 500;

    private final IngestionNews news;

    private final IngestionList list;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private final List<ImportListener> listeners = new ArrayList<>();

    private boolean open;

    private boolean looking;

    private boolean failing;

    ImportFeed(IngestionNews news, IngestionList list) {
        this.news = news;
        this.list = list;
    }

    /**
     * Begins to listen. Close it.
     *
     * @param uuid of the one import that matters, or null for all that the caller may see
     * @throws IngestionException RATE_LIMITED if too many listen already
     */
    public ImportListener listen(Caller caller, @Nullable String uuid) {
        lock.lock();
        try {
            long own = listeners.stream().filter(one -> one.caller().accountUuid().equals(caller.accountUuid())).count();
            if (!open || own >= MOST_OF_ACCOUNT || listeners.size() >= MOST_OF_NODE) {
                throw new IngestionException(FailureKind.RATE_LIMITED, "Could not open the stream of events: " + (open
                        ? "the account has " + own + " open on this node, of " + MOST_OF_ACCOUNT + ", and the node has " + listeners.size()
                                + ", of " + MOST_OF_NODE + ". Close some."
                        : "this node is about to stop. Ask another, or later."));
            }
            var listener = new ImportListener(this, caller, uuid);
            listeners.add(listener);
            if (!looking) {
                looking = true;
                Thread.ofVirtual().name("import-feed").start(this::look);
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody listens and the database is looked at. */
    public boolean isLooking() {
        return locked(() -> looking);
    }

    void forget(ImportListener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean locked(BooleanSupplier question) {
        lock.lock();
        try {
            return question.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        var moves = new ImportMoves(news, list);
        while (true) {
            List<ImportListener> all = listenersOrEnd();
            if (all.isEmpty()) {
                return;
            }
            List<ImportEvent> moved = next(moves);
            if (!moved.isEmpty()) {
                all.forEach(one -> one.put(moved));
            }
        }
    }

    /** Waits for the next look. Empty if nobody listens any more. */
    private List<ImportListener> listenersOrEnd() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
            while (left > 0 && !listeners.isEmpty()) {
                left = changed.awaitNanos(left);
            }
            looking = !listeners.isEmpty();
            return List.copyOf(listeners);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            looking = false;
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** A database that is away is looked at again; the listeners keep what they have. */
    private List<ImportEvent> next(ImportMoves moves) {
        try {
            List<ImportEvent> moved = moves.next();
            failing = false;
            return moved;
        } catch (DataAccessException | TransactionException failed) {
            if (!failing) {
                LOG.warn("Could not look after the imports for those who watch them; it is tried again. Look after the database.", failed);
            }
            failing = true;
            return List.of();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams, so that the server need not wait for them. */
    @Override
    public void stop() {
        lock.lock();
        try {
            open = false;
            listeners.forEach(ImportListener::end);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return locked(() -> open);
    }

    /** Stops before the server waits for the calls that are being answered. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
