package dev.weighbridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Work that was begun does not stand behind all that came after it: on a worker with one slot, in which fifty others wait for their turns. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OverdueWorkTest {

    private static final int WAITING = 50;

    /** On H2 three are looked up ahead for a slot; and it is taken twice, to be given its turn and then in it. */
    private static final int AHEAD = 8;

    private final TestNode node;

    private final OneByOne work;

    OverdueWorkTest(TestDatabase database) {
        node = TestNode.start(TestNode.newHome(), database.freshUrl(), database.user(), List.of(OneByOne.class),
                "weighbridge.worker.small-slots=1", "weighbridge.queue.heartbeat=200ms", "weighbridge.queue.poll=50ms");
        work = node.bean(OneByOne.class);
    }

    @AfterEach
    void stop() {
        work.gate.countDown();
        node.close();
    }

    @Test
    void whatADeadNodeHadGoesBeforeAllThatWaits() {
        fillTheLane();
        node.inTransaction(() -> {
            enter("begun");
            return node.bean(JdbcTemplate.class).update("""
                    update queue_small set picked = true, picked_by = 'a node that died', last_heartbeat = timestamp '2026-01-01 00:00:00'
                    where task_instance like 'begun#%'""");
        });
        await().until(() -> priorityOf("begun") == Turn.WITHOUT_TURN);

        work.gate.countDown();

        assertThat(order()).startsWith("first").contains("begun");
        assertThat(order().indexOf("begun")).isLessThanOrEqualTo(AHEAD);
    }

    @Test
    void whatIsDueAgainGoesBeforeAllThatWaits() {
        work.again.add("first");
        fillTheLane();

        work.gate.countDown();

        assertThat(order().lastIndexOf("first")).isBetween(1, AHEAD);
    }

    private void fillTheLane() {
        node.inTransaction(() -> {
            enter("first");
            return true;
        });
        await().until(() -> work.taken.contains("first"));
        node.inTransaction(() -> {
            for (int i = 0; i < WAITING; i++) {
                enter("waiting-" + i);
            }
            return true;
        });
    }

    /** In the caller's transaction. */
    private void enter(String subject) {
        node.bean(WorkQueue.class).enter(Lane.SMALL, work.name(), subject, work.turn(subject).orElseThrow());
    }

    private int priorityOf(String subject) {
        return node.bean(JdbcTemplate.class)
                .queryForList("select priority from queue_small where task_instance like ?", Integer.class, subject + "#%").stream()
                .mapToInt(Integer::intValue).sum();
    }

    /** As they were taken, when all is done. */
    private List<String> order() {
        await().until(() -> node.bean(JdbcTemplate.class).queryForList("select task_instance from queue_small", String.class).isEmpty());
        return work.taken;
    }

    /** Keeps its first subject until the gate opens; asks once more for those that are named. */
    static final class OneByOne implements WorkHandler {

        final List<String> taken = new CopyOnWriteArrayList<>();

        final Set<String> again = ConcurrentHashMap.newKeySet();

        final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public String name() {
            return "one-by-one";
        }

        @Override
        public boolean takesTurns() {
            return true;
        }

        @Override
        public Optional<Turn> turn(String subject) {
            return Optional.of(new Turn("share", 50, taken.contains(subject) || subject.equals("begun")));
        }

        @Override
        public Outcome handle(Lane lane, String subject) {
            taken.add(subject);
            try {
                gate.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return again.remove(subject) ? new Outcome.Again(Instant.parse("2025-01-01T00:00:00Z")) : new Outcome.Done();
        }
    }
}
