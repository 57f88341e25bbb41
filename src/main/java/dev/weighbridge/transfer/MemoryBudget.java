package dev.weighbridge.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * The buffers of all transfers of this node. A buffer is granted when it fits in the budget; who asks for more than is free waits, first come first served.
 * A file asks for the buffer of its next part only after it has those of all earlier ones, and gives them back without needing another, so files
 * never wait for each other in a circle. Buffers of the usual part size are kept and used again, as long as those that are lent leave room for them. For
 * many threads.
 */
@Component
final class MemoryBudget {

    private static final int UNIT = 1 << 10;

    private final Semaphore units;

    private final int total;

    private final int usual;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    MemoryBudget(TransferProperties properties, MeterRegistry meters) {
        this.total = Math.toIntExact(properties.memory().toBytes() / UNIT);
        this.units = new Semaphore(total, true);
        this.usual = Math.toIntExact(properties.partSize().toBytes());
        Gauge.builder("weighbridge.transfer.memory.used", this, budget -> (double) (budget.total - budget.units.availablePermits()) * UNIT)
                .description("Bytes of the buffers that transfers hold").register(meters);
        Gauge.builder("weighbridge.transfer.memory.budget", this, budget -> (double) budget.total * UNIT)
                .description("Bytes that the buffers of transfers may hold").register(meters);
    }

    /** A buffer for one owner at a time; closing it gives it back. */
    final class Buffer implements AutoCloseable {

        private final byte[] bytes;

        private final int permits;

        private boolean givenBack;

        private Buffer(byte[] bytes, int permits) {
            this.bytes = bytes;
            this.permits = permits;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            if (!givenBack) {
                givenBack = true;
                keep(bytes);
                units.release(permits);
            }
        }
    }

    /** Waits until {@code size} bytes are free. Never more than the whole budget may be asked for. */
    Buffer take(int size) throws InterruptedException {
        int permits = Math.max(1, (size + UNIT - 1) / UNIT);
        if (permits > total) {
            throw new IllegalArgumentException(size + " bytes are more than the whole budget of " + (long) total * UNIT);
        }
        units.acquire(permits);
        try {
            return new Buffer(size == usual ? keptOrNew() : unusual(size), permits);
        } catch (OutOfMemoryError heapIsSmaller) {
            units.release(permits);
            throw heapIsSmaller;
        }
    }

    private byte[] keptOrNew() {
        synchronized (kept) {
            byte[] again = kept.poll();
            if (again != null) {
                return again;
            }
        }
        return new byte[usual];
    }

    private byte[] unusual(int size) {
        synchronized (kept) {
            while ((long) kept.size() * usual > (long) units.availablePermits() * UNIT) {
                kept.removeLast();
            }
        }
        return new byte[size];
    }

    private void keep(byte[] bytes) {
        if (bytes.length == usual) {
            synchronized (kept) {
                kept.push(bytes);
            }
        }
    }
}
