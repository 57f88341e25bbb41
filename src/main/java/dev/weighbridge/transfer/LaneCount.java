package dev.weighbridge.transfer;

import java.time.Duration;

/**
 * How many connections fetch one file at once. It begins with one and measures, second by second, how much arrives. Where the connections are what the file
 * waits for, one more is tried; it stays if at least a tenth more arrives, else it goes again and the next try comes after a longer and longer rest. Where
 * the stages behind them hold them back for more than half of their time, one goes. The second after each change is not counted: a connection needs a while
 * to come to its speed. For many threads.
 */
final class LaneCount {

    static final long WINDOW = Duration.ofSeconds(1).toNanos();

    private static final double GAIN = 1.1;

    /** Lanes that waited longer than this share of their time are not what the file waits for. */
    private static final double IDLE = 0.1;

    private static final double MOSTLY_IDLE = 0.5;

    private static final int FIRST_REST = 8;

    private static final int LONGEST_REST = 128;

    private final int most;

    private int lanes = 1;

    private long windowFrom;

    private long bytes;

    private long waited;

    private boolean settles;

    /** Bytes per nanosecond before the lane that is on trial came; negative when none is. */
    private double before = -1;

    private int rest;

    private int nextRest = FIRST_REST;

    /**
     * @param most lanes there may be
     * @param now in nanoseconds, by a clock that runs on; as all times here
     */
    LaneCount(int most, long now) {
        this.most = most;
        this.windowFrom = now;
    }

    synchronized int lanes() {
        return lanes;
    }

    /** Bytes have arrived over one of the lanes. */
    synchronized void arrived(int count, long now) {
        bytes += count;
        if (now - windowFrom >= WINDOW) {
            judge(now - windowFrom);
            windowFrom = now;
            bytes = 0;
            waited = 0;
        }
    }

    /** A lane was held back for so long by what comes behind it. */
    synchronized void waited(long nanos) {
        waited += nanos;
    }

    private void judge(long elapsed) {
        double rate = (double) bytes / elapsed;
        double idle = (double) waited / elapsed / lanes;
        if (settles) {
            settles = false;
        } else if (before >= 0 && rate < before * GAIN) {
            change(-1);
            rest = nextRest;
            nextRest = Math.min(2 * nextRest, LONGEST_REST);
        } else if (idle > MOSTLY_IDLE && lanes > 1) {
            change(-1);
        } else {
            nextRest = before >= 0 ? FIRST_REST : nextRest;
            before = -1;
            tryOneMore(rate, idle);
        }
    }

    private void tryOneMore(double rate, double idle) {
        if (rest > 0) {
            rest--;
        } else if (idle < IDLE && lanes < most) {
            change(1);
            before = rate;
        }
    }

    private void change(int by) {
        lanes += by;
        settles = true;
        before = -1;
    }
}
