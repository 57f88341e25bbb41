package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;

/** Three nodes on one home, database and store. One that was killed is replaced. Any thread may ask for one. */
final class Trio implements AutoCloseable {

    static final int SIZE = 3;

    private final Path home;

    private final LastingDatabase database;

    private final String[] properties;

    private final AtomicReferenceArray<NodeProcess> nodes = new AtomicReferenceArray<>(SIZE);

    private Trio(Path home, LastingDatabase database, String... properties) {
        this.home = home;
        this.database = database;
        this.properties = properties;
    }

    static Trio start(Path home, LastingDatabase database, String... properties) throws IOException {
        var trio = new Trio(home, database, properties);
        for (int i = 0; i < SIZE; i++) {
            trio.nodes.set(i, NodeProcess.start(home, database, properties));
        }
        trio.all().forEach(NodeProcess::ready);
        return trio;
    }

    /** Any of them; it may be dead, frozen or not yet awake. */
    NodeProcess any(Random random) {
        return nodes.get(random.nextInt(SIZE));
    }

    NodeProcess node(int index) {
        return nodes.get(index);
    }

    /** Signal 9, and another one in its place, which becomes ready by itself. A session is good for every node. */
    void replace(int index) throws IOException {
        NodeProcess before = nodes.get(index);
        before.close();
        NodeProcess after = NodeProcess.start(home, database, properties);
        after.as(before);
        nodes.set(index, after);
    }

    /** Waits until all are ready. Who could not start, because the database or the store was away, is started again, as whoever keeps services running does. */
    void ready() throws IOException {
        for (int i = 0; i < SIZE; i++) {
            while (!nodes.get(i).comesUp()) {
                assertThat(nodes.get(i).log()).contains("Application run failed");
                replace(i);
            }
        }
    }

    List<NodeProcess> all() {
        return Arrays.asList(nodes.get(0), nodes.get(1), nodes.get(2));
    }

    @Override
    public void close() {
        for (int i = 0; i < SIZE; i++) {
            NodeProcess node = nodes.get(i);
            if (node != null) {
                node.close();
            }
        }
    }
}
