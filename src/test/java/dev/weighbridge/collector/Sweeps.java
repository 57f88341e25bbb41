package dev.weighbridge.collector;

import java.time.Duration;

import dev.weighbridge.node.TestNode;

/** Lets tests of other rooms ask for a sweep. */
public final class Sweeps {

    private Sweeps() {}

    public static void sweep(TestNode node, Duration grace) {
        node.bean(Collector.class).sweep(grace);
    }

    /** How many blobs and objects a sweep would remove. */
    public static int wouldRemove(TestNode node, Duration grace) {
        Sweep sweep = node.bean(Collector.class).wouldRemove(grace);
        return sweep.blobs() + sweep.objects();
    }
}
