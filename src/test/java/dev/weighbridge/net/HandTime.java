package dev.weighbridge.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A time that stands still until somebody pauses or moves it; a pause takes none of the real time. */
final class HandTime extends Clock implements Pause {

    private Instant now;

    private final List<Duration> pauses = new ArrayList<>();

    HandTime(Instant now) {
        this.now = now;
    }

    synchronized void move(Duration length) {
        now = now.plus(length);
    }

    @Override
    public synchronized void pause(Duration length) {
        pauses.add(length);
        move(length);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
