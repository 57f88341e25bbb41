package dev.weighbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.store.FaultyBlobStore;

/**
 * A node that takes calls and does no work, with a store that fails when it is told to.
 *
 * @param models of one file each, which a node before it imported; who uses one takes it away
 */
record IdleNode(TestNode node, List<Ingestion> models) {

    /** Of each model. */
    static final int SIZE = 11 * SmallPartsNode.PART + 5;

    private static final Map<TestDatabase, IdleNode> NODES = new EnumMap<>(TestDatabase.class);

    static synchronized IdleNode on(TestDatabase database) {
        return NODES.computeIfAbsent(database, IdleNode::start);
    }

    private static IdleNode start(TestDatabase database) {
        Path home = TestNode.newHome();
        String url = database.freshUrl();
        List<Ingestion> models;
        try (TestNode worker = TestNode.start(home, url, database.user(), List.of(), SmallPartsNode.settings())) {
            var imports = new Imports(worker);
            models = IntStream.range(0, 20).mapToObj(seed -> {
                Path file = Imports.file(worker.models().resolve("m" + seed + ".bin"), SIZE, new Random().nextLong());
                return imports.run("m" + seed, file.toString(), null);
            }).toList();
        }
        assertThat(models).allSatisfy(ended -> assertThat(ended.state()).isEqualTo(IngestionState.SUCCEEDED));
        String[] settings = Arrays.copyOf(SmallPartsNode.settings(), SmallPartsNode.settings().length + 1);
        settings[settings.length - 1] = "weighbridge.roles=api";
        return new IdleNode(TestNode.start(home, url, database.user(), List.of(FaultyBlobStore.InFront.class), settings),
                new ArrayList<>(models));
    }
}
