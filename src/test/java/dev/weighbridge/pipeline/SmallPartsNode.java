package dev.weighbridge.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.springframework.jdbc.core.JdbcTemplate;

/** A node whose parts are so small that little files have many, whose memory is two parts, and whose collector runs only when a test asks for it. */
public final class SmallPartsNode {

    public static final int PART = 64 << 10;

    static final String[] SETTINGS = {"weighbridge.transfer.part-size=64KB", "weighbridge.transfer.memory=256KB",
            "weighbridge.collector.interval=1d", "weighbridge.net.idle-timeout=2s"};

    private static final Map<TestDatabase, TestNode> NODES = new EnumMap<>(TestDatabase.class);

    private SmallPartsNode() {}

    public static synchronized TestNode on(TestDatabase database) {
        return NODES.computeIfAbsent(database, missing -> TestNode.start(missing, SETTINGS));
    }

    /** What such a node is started with. */
    public static String[] settings() {
        return SETTINGS.clone();
    }

    /** Every object and upload in the store's folders. */
    public static List<Path> objects(TestNode node) throws IOException {
        try (Stream<Path> blobs = Files.walk(node.home().resolve("blobs"));
                Stream<Path> uploads = Files.walk(node.home().resolve("uploads"))) {
            return Stream.concat(blobs, uploads).filter(Files::isRegularFile).toList();
        }
    }

    /** The names of the objects that some model or dataset refers to. */
    static List<String> referenced(TestNode node) {
        return node.bean(JdbcTemplate.class).queryForList("select blob_uuid from model_file union select blob_uuid from dataset_file",
                String.class);
    }
}
