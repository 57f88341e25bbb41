package dev.weighbridge.collector;

import java.time.Duration;

import dev.weighbridge.node.TestNode;

/** Lets tests of other rooms ask for a sweep. */
public final class Sweeps {

    private Sweeps() {}

    public static void sweep(TestNode node, Duration grace) {
        node.bean(Collector.class).sweep(grace);
    }
}
