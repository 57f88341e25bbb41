package dev.weighbridge.pipeline;

import dev.weighbridge.queue.Lane;

/** The ingestion turned out to belong to another lane: this attempt ends, and the next one is made there. */
final class LaneChange extends Exception {

    private static final long serialVersionUID = 1L;

    private final Lane lane;

    LaneChange(Lane lane) {
        super("goes on in the lane " + lane, null, false, false);
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }
}
