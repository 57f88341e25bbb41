package dev.weighbridge.pipeline;

import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.FaultyBlobStore;
import dev.weighbridge.store.S3Server;

/** A node that keeps its blobs in a bucket of its own, and whose store fails when it is told to. */
public record S3Node(TestNode node, String bucket) {

    public static final int PART = 5 << 20;

    /** All nodes of a database have the same. */
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final Map<TestDatabase, S3Node> NODES = new EnumMap<>(TestDatabase.class);

    public static synchronized S3Node on(TestDatabase database) {
        return NODES.computeIfAbsent(database, missing -> start(missing, missing.freshUrl(), S3Server.freshBucket()));
    }

    /** A node with a home of its own on a database and a bucket that others may have used. */
    static S3Node start(TestDatabase database, String url, String bucket) {
        List<String> properties = new ArrayList<>(S3Server.shared().properties(bucket));
        properties.addAll(
                List.of("weighbridge.transfer.part-size=5MB", "weighbridge.transfer.memory=60MB", "weighbridge.collector.interval=1d",
                        "weighbridge.net.idle-timeout=2s", "weighbridge.secret-key=" + KEY));
        return new S3Node(TestNode.start(TestNode.newHome(), url, database.user(), List.of(FaultyBlobStore.InFront.class),
                properties.toArray(String[]::new)), bucket);
    }

    public FaultyStoreNode faulty() {
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
