package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The seconds are handed in: each call of {@link #second} is one, in which so many bytes arrive. */
class LaneCountTest {

    private static final int MOST = 4;

    private final LaneCount count = new LaneCount(MOST, 0);

    private long now;

    /** @param idle the share of its time that each lane was held back */
    private void second(int bytes, double idle) {
        count.waited((long) (LaneCount.WINDOW * idle * count.lanes()));
        now += LaneCount.WINDOW;
        count.arrived(bytes, now);
    }

    private void seconds(int seconds, int bytesPerLane, int most, double idle) {
        for (int second = 0; second < seconds; second++) {
            second(Math.min(bytesPerLane * count.lanes(), most), idle);
        }
    }

    @Test
    void beginsWithOneLane() {
        assertThat(count.lanes()).isOne();
    }

    @Test
    void opensMoreWhileTheyHelpAndNotMoreThanAllowed() {
        seconds(20, 1000, Integer.MAX_VALUE, 0);

        assertThat(count.lanes()).isEqualTo(MOST);
    }

    @Test
    void givesALaneUpThatBringsNothing() {
        seconds(3, 1000, 1000, 0);

        assertThat(count.lanes()).as("the second lane was tried, and the line stayed as fast").isOne();
    }

    @Test
    void keepsTheLaneBeforeTheOneThatBringsNothing() {
        seconds(8, 1000, 2000, 0);

        assertThat(count.lanes()).isEqualTo(2);
    }

    @Test
    void triesAgainAfterALongerAndLongerRest() {
        int changes = 0;
        int before = 1;
        for (int second = 0; second < 200; second++) {
            second(1000, 0);
            changes += count.lanes() > before ? 1 : 0;
            before = count.lanes();
        }

        assertThat(changes).as("lanes that were tried in 200 seconds").isBetween(3, 8);
    }

    @Test
    void opensNoneWhereTheStagesBehindHoldBack() {
        seconds(20, 1000, Integer.MAX_VALUE, 0.3);

        assertThat(count.lanes()).isOne();
    }

    @Test
    void closesLanesThatAreMostlyHeldBack() {
        seconds(20, 1000, Integer.MAX_VALUE, 0);
        seconds(20, 1000, 1000, 0.8);

        assertThat(count.lanes()).isOne();
    }
}
