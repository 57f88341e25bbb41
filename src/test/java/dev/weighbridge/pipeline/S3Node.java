package dev.weighbridge.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.FaultyBlobStore;
import dev.weighbridge.store.S3Server;

/** A node that keeps its blobs in a bucket of its own, and whose store fails when it is told to. */
record S3Node(TestNode node, String bucket) {

    static final int PART = 5 << 20;

    private static final Map<TestDatabase, S3Node> NODES = new EnumMap<>(TestDatabase.class);

    static synchronized S3Node on(TestDatabase database) {
        return NODES.computeIfAbsent(database, S3Node::start);
    }

    private static S3Node start(TestDatabase database) {
        String bucket = S3Server.freshBucket();
        List<String> properties = new ArrayList<>(S3Server.shared().properties(bucket));
        properties.addAll(
                List.of("weighbridge.transfer.part-size=5MB", "weighbridge.transfer.memory=60MB", "weighbridge.collector.interval=1d",
                        "weighbridge.net.idle-timeout=2s"));
        return new S3Node(TestNode.start(TestNode.newHome(), database.freshUrl(), database.user(), List.of(FaultyBlobStore.InFront.class),
                properties.toArray(String[]::new)), bucket);
    }

    FaultyStoreNode faulty() {
        return new FaultyStoreNode(node);
    }

    List<String> objects() {
        return S3Server.shared().objects(bucket);
    }

    List<String> uploads() {
        return S3Server.shared().uploads(bucket);
    }

    /** Every write of this blob that the bucket took: {@code part <n>}, {@code object}, {@code complete}. */
    static List<String> taken(String blob) {
        String key = S3Server.key(blob);
        return S3Server.shared().taken().stream().filter(write -> write.endsWith(key))
                .map(write -> write.substring(0, write.length() - key.length()).replace(" of ", "").strip()).toList();
    }
}
