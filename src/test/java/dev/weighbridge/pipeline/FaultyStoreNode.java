package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.FaultyBlobStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** A node of small parts whose store fails when it is told to. */
public record FaultyStoreNode(TestNode node) {

    private static final Map<TestDatabase, TestNode> NODES = new EnumMap<>(TestDatabase.class);

    public static synchronized FaultyStoreNode on(TestDatabase database) {
        return new FaultyStoreNode(NODES.computeIfAbsent(database,
                missing -> TestNode.start(TestNode.newHome(), missing.freshUrl(), missing.user(), List.of(FaultyBlobStore.InFront.class),
                        SmallPartsNode.SETTINGS)));
    }

    public FaultyBlobStore store() {
        return node.bean(FaultyBlobStore.class);
    }

    JdbcTemplate sql() {
        return node.bean(JdbcTemplate.class);
    }

    /** Returns once the ingestion waits for the store for the {@code nth} time, and that attempt is over. */
    Ingestion awaitWait(String ingestion, int nth) {
        await().atMost(Imports.LONG).until(() -> waits(ingestion) == nth && isLaidAside(ingestion));
        Ingestion waiting = node.bean(Ingestions.class).find(ingestion).orElseThrow();
        Failure why = Objects.requireNonNull(waiting.failure());
        assertThat(why.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(why.message()).startsWith("Could not ").contains("Input/output error").endsWith("is there and writable.");
        return waiting;
    }

    /** Makes the next attempt of a waiting ingestion due now. */
    void makeDue(String ingestion) {
        sql().update("update queue_small set execution_time = ? where task_instance like ?",
                node.bean(Clock.class).instant().atOffset(ZoneOffset.UTC), ingestion + "#%");
    }

    /** Lets a waiting ingestion go on now, and returns it at its end. */
    Ingestion end(String ingestion) {
        makeDue(ingestion);
        return node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);
    }

    private int waits(String ingestion) {
        return sql().queryForList("select waits from ingestion where uuid = ? and state = 'WAITING'", Integer.class, ingestion).stream()
                .findFirst().orElse(0);
    }

    private boolean isLaidAside(String ingestion) {
        return !sql().queryForList("select 1 from queue_small where not picked and task_instance like ?", ingestion + "#%").isEmpty();
    }
}
