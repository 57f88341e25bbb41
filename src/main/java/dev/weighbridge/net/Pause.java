package dev.weighbridge.net;

import java.time.Duration;

/** Waits; in production by sleeping. */
@FunctionalInterface
interface Pause {

    void pause(Duration length) throws InterruptedException;
}
