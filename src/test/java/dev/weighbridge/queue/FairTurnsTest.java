package dev.weighbridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** In which order work of several shares is taken: by what stands in the lane's table, on a node that takes none of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FairTurnsTest {

    private static final int NORMAL = 50;

    private static final int HIGH = 65;

    private final TestNode node;

    FairTurnsTest(TestDatabase database) {
        node = TestNode.start(database, "weighbridge.roles=api");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void sharesTakeTurnsHoweverMuchOneHasEnteredBefore() {
        enter("big", NORMAL, 100);
        enter("small", NORMAL, 3);

        assertThat(taken(7)).containsExactlyInAnyOrder("big-0", "small-0", "big-1", "small-1", "big-2", "small-2", "big-3");
        assertThat(waiting()).allMatch(work -> work.startsWith("big-"));
    }

    @Test
    void whoComesLaterIsServedWithinARoundAndNotBeforeAllThatIsThere() {
        enter("first", NORMAL, 50);
        enter("second", NORMAL, 50);
        taken(40);

        enter("late", NORMAL, 10);

        assertThat(taken(9)).filteredOn(work -> work.startsWith("late-")).as("a third of them").hasSize(3);
    }

    @Test
    void aHigherPriorityGoesBeforeAllOfALowerAndTakesTurnsAmongItself() {
        enter("big", NORMAL, 20);
        enter("urgent", HIGH, 2);
        enter("urgent too", HIGH, 2);

        assertThat(taken(4)).containsExactlyInAnyOrder("urgent-0", "urgent too-0", "urgent-1", "urgent too-1");
        assertThat(taken(1)).containsExactly("big-0");
    }

    @Test
    void whatWasServedLongAgoIsHeldAgainstNobody() {
        enter("old customer", NORMAL, 100);
        taken(100);

        enter("new customer", NORMAL, 50);
        enter("old customer", NORMAL, 1);

        assertThat(taken(3)).contains("old customer-0");
    }

    @Test
    void whatWasBegunGoesBeforeAllThatWaits() {
        enter("big", NORMAL, 20);
        taken(5);

        node.inTransaction(() -> {
            node.bean(WorkQueue.class).enter(Lane.SMALL, "test", "given back", new Turn("big", NORMAL, true));
            return true;
        });

        assertThat(taken(1)).containsExactly("given back");
    }

    @Test
    void sharesThatHaveFallenBehindAreForgotten() {
        enter("gone", NORMAL, 1);
        enter("here", NORMAL, 5);
        taken(3);

        node.bean(FairTurns.class).run();

        assertThat(shares()).containsExactly("here");
    }

    @Test
    void ofAllThatWereServedOnlyTheLastIsRemembered() {
        enter("first", NORMAL, 1);
        enter("second", NORMAL, 3);
        enter("urgent", HIGH, 1);
        taken(5);

        node.bean(FairTurns.class).run();

        assertThat(shares()).containsExactlyInAnyOrder("second", "urgent");
        enter("third", NORMAL, 1);
        enter("second", NORMAL, 1);
        assertThat(taken(1)).as("the virtual time went on").containsExactly("third-0");
    }

    @Test
    void aRankOutsideOfTheQueueIsRefused() {
        assertThatThrownBy(() -> new Turn("share", Turn.HIGHEST + 1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private void enter(String share, int priority, int times) {
        for (int i = 0; i < times; i++) {
            String subject = share + "-" + i;
            node.inTransaction(() -> {
                node.bean(WorkQueue.class).enter(Lane.SMALL, "test", subject, new Turn(share, priority, false));
                return true;
            });
        }
    }

    /** Takes the next of the lane, one by one, as the scheduler orders them. */
    private List<String> taken(int count) {
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = node.bean(JdbcTemplate.class).queryForObject(
                    "select task_instance from queue_small where task_name = 'test' order by priority desc, execution_time limit 1",
                    String.class);
            node.bean(JdbcTemplate.class).update("delete from queue_small where task_instance = ?", next);
            subjects.add(Entry.parse(String.valueOf(next)).subject());
        }
        return subjects;
    }

    private List<String> shares() {
        return node.bean(JdbcTemplate.class).queryForList("select share from queue_turn", String.class);
    }

    private List<String> waiting() {
        return node.bean(JdbcTemplate.class).queryForList("select task_instance from queue_small where task_name = 'test'", String.class);
    }
}
