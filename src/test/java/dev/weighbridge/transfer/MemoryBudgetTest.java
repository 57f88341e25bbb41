package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MemoryBudgetTest {

    private static final int PART = 4 << 10;

    private static final int TOTAL = 4 * PART;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final MemoryBudget budget = new MemoryBudget(
            new TransferProperties(DataSize.ofBytes(PART), 4, 2, DataSize.ofBytes(TOTAL)), meters);

    @Test
    void neverGrantsMoreThanItHas() throws Exception {
        var granted = new AtomicLong();
        var most = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> takers = new ArrayList<>();
            for (int taker = 0; taker < 32; taker++) {
                var sizes = new Random(taker);
                takers.add(threads.submit(() -> {
                    for (int round = 0; round < 500; round++) {
                        int size = round % 2 == 0 ? PART : 1 + sizes.nextInt(TOTAL);
                        try (MemoryBudget.Buffer buffer = budget.take(size)) {
                            most.accumulateAndGet(granted.addAndGet(buffer.bytes().length), Math::max);
                            granted.addAndGet(-buffer.bytes().length);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> taker : takers) {
                taker.get();
            }
        }
        assertThat(most.get()).isBetween((long) PART, (long) TOTAL);
        assertThat(used()).isZero();
    }

    @Test
    void grantsABufferOfAtLeastTheSizeThatWasAskedFor() throws InterruptedException {
        for (int size : List.of(0, 1, 1023, 1024, 1025, PART, TOTAL)) {
            try (MemoryBudget.Buffer buffer = budget.take(size)) {
                assertThat(buffer.bytes().length).isGreaterThanOrEqualTo(size);
                assertThat(used()).isGreaterThanOrEqualTo(size);
            }
        }
    }

    @Test
    void servesWhoComesFirst() throws Exception {
        var served = new CopyOnWriteArrayList<String>();
        MemoryBudget.Buffer held = budget.take(TOTAL - PART);
        Thread first = waiting(() -> take(TOTAL, served, "who asked for all"));
        // What it asks for is free, but not its turn.
        Thread second = waiting(() -> take(PART, served, "who asked for less"));

        assertThat(served).isEmpty();
        held.close();
        first.join();
        second.join();
        assertThat(served).containsExactly("who asked for all", "who asked for less");
    }

    @Test
    void usesABufferOfTheUsualSizeAgain() throws InterruptedException {
        MemoryBudget.Buffer first = budget.take(PART);
        first.close();
        MemoryBudget.Buffer again = budget.take(PART);
        MemoryBudget.Buffer other = budget.take(PART);

        assertThat(again.bytes()).isSameAs(first.bytes());
        assertThat(other.bytes()).isNotSameAs(first.bytes());
    }

    @Test
    void letsGoOfItsUnusedBuffersWhenOthersNeedTheMemory() throws InterruptedException {
        List<WeakReference<byte[]>> unused = lentAndGivenBack(4);

        try (MemoryBudget.Buffer all = budget.take(TOTAL)) {
            assertThat(all.bytes()).hasSize(TOTAL);
            await().until(() -> {
                System.gc();
                return unused.stream().allMatch(gone -> gone.refersTo(null));
            });
        }
    }

    @Test
    void takesABufferBackOnce() throws InterruptedException {
        MemoryBudget.Buffer twice = budget.take(PART);
        MemoryBudget.Buffer held = budget.take(PART);
        twice.close();
        twice.close();

        assertThat(used()).isEqualTo(PART);
        assertThat(budget.take(PART).bytes()).isNotSameAs(budget.take(PART).bytes());
        held.close();
    }

    @Test
    void refusesWhatItCanNeverGrant() {
        assertThatThrownBy(() -> budget.take(TOTAL + 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining((TOTAL + 1) + " bytes").hasMessageContaining("budget of " + TOTAL);
        assertThat(used()).isZero();
    }

    @Test
    void aWaitThatIsInterruptedTakesNothing() throws Exception {
        MemoryBudget.Buffer held = budget.take(TOTAL);
        Thread stopped = waiting(() -> take(PART, new CopyOnWriteArrayList<>(), "nobody"));
        stopped.interrupt();
        stopped.join();
        held.close();

        assertThat(used()).isZero();
    }

    private List<WeakReference<byte[]>> lentAndGivenBack(int count) throws InterruptedException {
        List<MemoryBudget.Buffer> lent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lent.add(budget.take(PART));
        }
        lent.forEach(MemoryBudget.Buffer::close);
        return lent.stream().map(buffer -> new WeakReference<>(buffer.bytes())).toList();
    }

    private double used() {
        return meters.get("weighbridge.transfer.memory.used").gauge().value();
    }

    private void take(int size, List<String> served, String who) {
        try (MemoryBudget.Buffer buffer = budget.take(size)) {
            served.add(who + " ".repeat(buffer.bytes().length - size));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that does {@code work}, once it waits for something, or has ended. */
    private static Thread waiting(Runnable work) {
        Thread thread = Thread.ofPlatform().start(work);
        await().until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED);
        return thread;
    }
}
