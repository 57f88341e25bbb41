package dev.weighbridge.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything bad that can happen to a cluster, in an order and at moments that a seed decides. */
final class Calamities {

    private static final Logger LOG = LoggerFactory.getLogger(Calamities.class);

    /** Of the nodes' lease of four beats of 250 ms each, several times. */
    private static final Duration FROZEN = Duration.ofSeconds(4);

    private enum Calamity {
        KILL, RESTART_THE_DATABASE, SHUT_THE_STORE, FREEZE
    }

    private final Trio nodes;

    private final OwnPostgres database;

    private final StoreDoor store;

    private final Duration storeAway;

    private final Random random;

    Calamities(Trio nodes, OwnPostgres database, StoreDoor store, Duration storeAway, Random random) {
        this.nodes = nodes;
        this.database = database;
        this.store = store;
        this.storeAway = storeAway;
        this.random = random;
    }

    /** Each kind at least once, and nodes killed most often. Returns when all is as it was before, but for nodes that are still starting. */
    void strike() throws IOException, InterruptedException {
        List<Calamity> order = new ArrayList<>(List.of(Calamity.KILL, Calamity.KILL, Calamity.KILL, Calamity.KILL,
                Calamity.RESTART_THE_DATABASE, Calamity.SHUT_THE_STORE, Calamity.FREEZE, Calamity.FREEZE));
        Collections.shuffle(order, random);
        for (Calamity calamity : order) {
            Thread.sleep(random.nextInt(500, 3000));
            int node = random.nextInt(Trio.SIZE);
            LOG.info("{}, node {}", calamity, node);
            switch (calamity) {
                case KILL -> nodes.replace(node);
                case RESTART_THE_DATABASE -> database.restart();
                case SHUT_THE_STORE -> shutForAWhile();
                case FREEZE -> freezeForAWhile(node);
            }
        }
    }

    private void shutForAWhile() throws InterruptedException {
        store.shut();
        Thread.sleep(storeAway);
        store.open();
    }

    private void freezeForAWhile(int node) throws IOException, InterruptedException {
        nodes.node(node).signal("STOP");
        Thread.sleep(FROZEN);
        nodes.node(node).signal("CONT");
    }
}
