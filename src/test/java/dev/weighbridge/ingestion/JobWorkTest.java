package dev.weighbridge.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.HandClock;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that do the same to many resources, without a queue: each call of {@code advance} is a node that goes on. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobWorkTest {

    private static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    private final TestNode node;

    private final JobItems items;

    private final HandClock time = new HandClock(Instant.parse("2026-01-02T03:04:05Z"));

    private final JobWork work;

    private final String job = ResourceUuid.random();

    private final List<String> done = new ArrayList<>();

    JobWorkTest(TestDatabase database) {
        node = TestNode.shared(database);
        items = node.bean(JobItems.class);
        work = new JobWork(items, time.clock());
    }

    private void open(JobItem... all) {
        node.inTransaction(() -> {
            node.bean(ApiJobs.class).open(job, ADMIN, null);
            items.add(job, 0, List.of(all));
            return job;
        });
    }

    private void open(String... subjects) {
        open(List.of(subjects).stream().map(JobItem::pending).toArray(JobItem[]::new));
    }

    private boolean hasEnded() {
        return node.bean(ApiJobs.class).hasEnded(job);
    }

    private Consumer<String> failing(String subject, RuntimeException failure) {
        return asked -> {
            if (asked.equals(subject)) {
                throw failure;
            }
            done.add(asked);
        };
    }

    private List<JobItem.State> states() {
        return items.standing(job, 1000).items().stream().map(JobItem::state).toList();
    }

    @Test
    void whatFailsIsSaidAndIsNoMatterForTheNext() {
        open("a", "b", "c");
        var failure = new IngestionException(FailureKind.NOT_FOUND, "Could not find b: it is gone. Add it.");
        assertThat(work.advance(job, failing("b", failure))).isEmpty();
        assertThat(done).containsExactly("a", "c");
        assertThat(items.standing(job, 1000).items()).containsExactly(JobItem.done("a"), JobItem.failed("b", Failure.of(failure)),
                JobItem.done("c"));
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void whatNobodyForesawIsAFailureWithoutItsInside() {
        open("a");
        work.advance(job, failing("a", new IllegalStateException("inside")));
        assertThat(items.standing(job, 1000).items().getFirst().failure()).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
            assertThat(failure.message()).contains("IllegalStateException").doesNotContain("inside");
        });
    }

    @Test
    void anotherNodeGoesOnWhereOneWasStopped() {
        open("a", "b", "c");
        Optional<Instant> again = work.advance(job, subject -> {
            if (subject.equals("b")) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the store was closed under it");
            }
            done.add(subject);
        });
        assertThat(again).contains(time.clock().instant());
        assertThat(Thread.interrupted()).as("cleared").isFalse();
        assertThat(states()).containsExactly(JobItem.State.DONE, JobItem.State.PENDING, JobItem.State.PENDING);
        assertThat(hasEnded()).isFalse();
        assertThat(work.advance(job, done::add)).isEmpty();
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void whereWaitingHelpsItIsTriedAgainLaterButNotForEver() {
        open("a", "b");
        Consumer<String> away = failing("a", new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not read a: the store is away."));
        Instant start = time.clock().instant();
        assertThat(work.advance(job, away)).contains(start.plusSeconds(5));
        assertThat(work.advance(job, away)).contains(start.plusSeconds(10));
        IntStream.range(0, 6).forEach(one -> assertThat(work.advance(job, away)).isPresent());
        assertThat(work.advance(job, away)).isEmpty();
        assertThat(states()).containsExactly(JobItem.State.FAILED, JobItem.State.DONE);
    }

    @Test
    void othersComeInBetweenWhenItTakesLong() {
        open("a", "b", "c");
        assertThat(work.advance(job, subject -> {
            time.advance(Duration.ofSeconds(3));
            done.add(subject);
        })).contains(time.clock().instant());
        assertThat(done).containsExactly("a");
    }

    @Test
    void ofMoreThanAreShownTheFailedComeFirst() {
        open(JobItem.done("a"), JobItem.failed("b", new Failure(FailureKind.NOT_FOUND, "Could not.")), JobItem.done("c"));
        assertThat(items.standing(job, 2)).satisfies(standing -> {
            assertThat(standing.total()).isEqualTo(3);
            assertThat(standing.failed()).isEqualTo(1);
            assertThat(standing.items()).extracting(JobItem::subject).containsExactly("b", "a");
        });
    }
}
