package dev.weighbridge.ingestion;

import static dev.weighbridge.ingestion.IngestionState.AWAITING_APPROVAL;
import static dev.weighbridge.ingestion.IngestionState.CANCELLED;
import static dev.weighbridge.ingestion.IngestionState.FAILED;
import static dev.weighbridge.ingestion.IngestionState.PAUSED;
import static dev.weighbridge.ingestion.IngestionState.QUEUED;
import static dev.weighbridge.ingestion.IngestionState.RUNNING;
import static dev.weighbridge.ingestion.IngestionState.SUCCEEDED;
import static dev.weighbridge.ingestion.IngestionState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The state machine: the table of its arrows, and every move that the code knows, tried from every state. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class IngestionStateTest {

    private static final Failure WHY = new Failure(FailureKind.SOURCE_UNAVAILABLE, "Could not.");

    /** Where an ingestion may go from each state. RUNNING to RUNNING: another worker has taken it over. */
    private static final Map<IngestionState, Set<IngestionState>> ARROWS = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(RUNNING, CANCELLED),
            WAITING, EnumSet.of(RUNNING, CANCELLED),
            RUNNING, EnumSet.of(RUNNING, QUEUED, WAITING, PAUSED, SUCCEEDED, FAILED, CANCELLED),
            PAUSED, EnumSet.of(CANCELLED),
            AWAITING_APPROVAL, EnumSet.of(CANCELLED),
            SUCCEEDED, EnumSet.noneOf(IngestionState.class),
            FAILED, EnumSet.noneOf(IngestionState.class),
            CANCELLED, EnumSet.noneOf(IngestionState.class)));

    /** What can be done to an ingestion. */
    enum Move {
        CLAIM, SUCCEED, FAIL, OBEY_CANCEL, OBEY_PAUSE, WAIT, GIVE_BACK, CHANGE_LANE, START_AFRESH
    }

    private final TestNode node;

    private final Attempts attempts;

    IngestionStateTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.attempts = node.bean(Attempts.class);
    }

    @Test
    void itsMovesMakeTheArrowsOfTheTableAndNoOthers() {
        for (IngestionState from : IngestionState.values()) {
            Set<IngestionState> reached = EnumSet.noneOf(IngestionState.class);
            for (Move move : Move.values()) {
                Attempt attempt = IdleIngestions.in(node, from);
                if (isDone(move, attempt)) {
                    reached.add(state(attempt));
                } else {
                    assertThat(state(attempt)).as("%s refused from %s", move, from).isEqualTo(from);
                }
            }
            Attempt asked = IdleIngestions.in(node, from);
            node.bean(Ingestions.class).cancel(asked.ingestionUuid());
            if (state(asked) != from) {
                reached.add(state(asked));
            }
            assertThat(reached).as("reached from %s", from).isEqualTo(ARROWS.get(from));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Move.class, names = "CLAIM", mode = EnumSource.Mode.EXCLUDE)
    void aWorkerThatHasLostItsTurnMovesNothing(Move move) {
        Attempt old = IdleIngestions.in(node, RUNNING);
        attempts.claim(old.ingestionUuid(), "SMALL", "another");
        ask(old, Wish.CANCEL);

        assertThatThrownBy(() -> make(move, old)).isInstanceOf(FencedException.class);
        assertThat(state(old)).isEqualTo(RUNNING);
    }

    @ParameterizedTest
    @EnumSource(value = Move.class, names = {"WAIT", "GIVE_BACK", "CHANGE_LANE", "START_AFRESH"})
    void whatAPersonAskedToStopIsNotLaidAsideForLater(Move move) {
        for (Wish wish : List.of(Wish.CANCEL, Wish.PAUSE)) {
            Attempt attempt = IdleIngestions.in(node, RUNNING);
            ask(attempt, wish);

            assertThatThrownBy(() -> make(move, attempt)).isInstanceOfSatisfying(WishException.class,
                    wished -> assertThat(wished.wish()).isEqualTo(wish));
            assertThat(state(attempt)).isEqualTo(RUNNING);
        }
    }

    @Test
    void aRunningOneIsAskedToStopAndNotStopped() {
        Attempt attempt = IdleIngestions.in(node, RUNNING);
        node.bean(Ingestions.class).cancel(attempt.ingestionUuid());
        assertThat(state(attempt)).isEqualTo(RUNNING);
        assertThatThrownBy(() -> node.inTransaction(() -> {
            node.bean(Fence.class).hold(attempt);
            return true;
        })).isInstanceOfSatisfying(WishException.class, wished -> assertThat(wished.wish()).isEqualTo(Wish.CANCEL));
    }

    @ParameterizedTest
    @EnumSource(value = Move.class, names = {"SUCCEED", "FAIL", "OBEY_CANCEL"})
    void whatHasEndedIsOpenNoMoreAndKeepsNoToken(Move move) {
        Attempt attempt = IdleIngestions.in(node, RUNNING);
        make(move, attempt);
        assertEnded(attempt);
    }

    @Test
    void whatIsCancelledWhileNobodyHasItHasEnded() {
        Attempt attempt = IdleIngestions.in(node, WAITING);
        node.bean(Ingestions.class).cancel(attempt.ingestionUuid());
        assertEnded(attempt);
    }

    @Test
    void workOfAnotherLaneIsLeftAlone() {
        Attempt attempt = IdleIngestions.in(node, RUNNING);
        attempts.moveTo(attempt, "LARGE");
        assertThat(attempts.claim(attempt.ingestionUuid(), "SMALL", "another")).isEmpty();
        assertThat(attempts.claim(attempt.ingestionUuid(), "LARGE", "another")).hasValueSatisfying(
                next -> assertThat(next.number()).isEqualTo(attempt.number() + 1));
    }

    private void assertEnded(Attempt attempt) {
        assertThat(node.bean(Ingestions.class).find(attempt.ingestionUuid())).hasValueSatisfying(ended -> {
            assertThat(ended.state().hasEnded()).isTrue();
            assertThat(ended.endedAt()).isNotNull();
        });
        assertThat(node.bean(JdbcTemplate.class).queryForMap("select open_key, token, wish from ingestion where uuid = ?",
                attempt.ingestionUuid()).values()).containsExactly(null, null, "NONE");
    }

    /** Whether the move was made; one that was not has said so. */
    private boolean isDone(Move move, Attempt attempt) {
        try {
            return make(move, attempt);
        } catch (FencedException refused) {
            return false;
        }
    }

    private boolean make(Move move, Attempt attempt) {
        switch (move) {
            case CLAIM -> {
                return attempts.claim(attempt.ingestionUuid(), "SMALL", "another").isPresent();
            }
            case SUCCEED -> attempts.succeed(attempt);
            case FAIL -> attempts.fail(attempt, WHY);
            case OBEY_CANCEL -> attempts.cancelled(attempt);
            case OBEY_PAUSE -> attempts.paused(attempt);
            case WAIT -> attempts.waits(attempt, WHY);
            case GIVE_BACK -> attempts.giveBack(attempt);
            case CHANGE_LANE -> attempts.moveTo(attempt, "LARGE");
            case START_AFRESH -> attempts.startAfresh(attempt);
        }
        return true;
    }

    private void ask(Attempt attempt, Wish wish) {
        node.bean(JdbcTemplate.class).update("update ingestion set wish = ? where uuid = ?", wish.name(), attempt.ingestionUuid());
    }

    private IngestionState state(Attempt attempt) {
        return node.bean(Ingestions.class).find(attempt.ingestionUuid()).orElseThrow().state();
    }
}
