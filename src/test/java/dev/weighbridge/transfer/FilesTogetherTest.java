package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.ingestion.FileTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FilesTogetherTest {

    private static final long MILLISECOND = 1_000_000;

    private final FilesTogether together = new FilesTogether(2);

    private final List<List<FileTask>> tasks = tasks(5);

    private final Queue<Integer> moved = new ConcurrentLinkedQueue<>();

    private static List<List<FileTask>> tasks(int count) {
        return IntStream.range(0, count).mapToObj(FilesTogetherTest::task).map(List::of).toList();
    }

    private static FileTask task(int position) {
        return new FileTask(position, new SourceFile("file" + position, 1, null, "there", null, false), 0, null);
    }

    @Test
    void movesAllAndAsManyAtOnceAsAreAllowed() throws InterruptedException {
        var two = new CountDownLatch(2);
        together.each(tasks, (group, calledOff) -> {
            two.countDown();
            assertThat(two.await(10, TimeUnit.SECONDS)).as("two at once").isTrue();
            moved.add(group.getFirst().position());
        });

        assertThat(moved).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void callsTheOthersOffWhereWaitingDoesNotHelp() {
        var other = new CountDownLatch(1);
        var lost = new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not find it: it is gone. Look.");

        assertThatThrownBy(() -> together.each(tasks, (group, calledOff) -> {
            if (group.getFirst().position() == 0) {
                assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
                throw lost;
            }
            other.countDown();
            while (!calledOff.getAsBoolean()) {
                Thread.onSpinWait();
            }
            throw new CancellationException("called off");
        })).isSameAs(lost);
    }

    @Test
    void letsTheOthersEndWhereWaitingHelpsAndBeginsNoMore() {
        List<List<FileTask>> many = tasks(2000);
        var both = new CountDownLatch(2);
        var away = new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not read it: it is away. It is tried again.");

        assertThatThrownBy(() -> together.each(many, (group, calledOff) -> {
            both.countDown();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            if (group.getFirst().position() == 0) {
                throw away;
            }
            LockSupport.parkNanos(MILLISECOND);
            assertThat(calledOff.getAsBoolean()).isFalse();
            moved.add(group.getFirst().position());
        })).isSameAs(away);

        assertThat(moved).as("the one that was on its way, and few that began before the failure was known").contains(1)
                .hasSizeLessThan(many.size() / 2);
    }

    @Test
    void tellsOfTheFailureThatAPersonHasToMend() {
        var both = new CountDownLatch(2);

        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> together.each(tasks, (group, calledOff) -> {
            both.countDown();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            throw new IngestionException(group.getFirst().position() == 0 ? FailureKind.SOURCE_UNAVAILABLE : FailureKind.SOURCE_DENIED,
                    "Could not: why. What.");
        })).extracting(IngestionException::kind).isEqualTo(FailureKind.SOURCE_DENIED);
    }

    @Test
    void interruptsTheOthersWhenItIsInterruptedAndWaitsForThem() {
        Thread caller = Thread.currentThread();
        var both = new CountDownLatch(2);

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> together.each(tasks.subList(0, 2), (group, calledOff) -> {
            try {
                both.countDown();
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
                caller.interrupt();
                new CountDownLatch(1).await();
            } finally {
                moved.add(group.getFirst().position());
            }
        }));

        assertThat(caller.isInterrupted()).as("told by the exception").isFalse();
        assertThat(moved).as("moves that have ended").containsExactlyInAnyOrder(0, 1);
    }
}
