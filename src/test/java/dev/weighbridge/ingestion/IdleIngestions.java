package dev.weighbridge.ingestion;

import java.time.Instant;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ingestions that no worker knows of: they have rows, and no work in the queue. */
public final class IdleIngestions {

    private static final String LANE = "SMALL";

    private IdleIngestions() {}

    /** A QUEUED one; its uuid. */
    public static String open(TestNode node) {
        String uuid = ResourceUuid.random();
        var given = new GivenFields("m", "/m", uuid, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null,
                null, null, null);
        var opened = new NewIngestion(uuid, Imports.ADMIN, Origin.API, null, Priority.NORMAL, false, Makes.MODEL, given, "c2VjcmV0", uuid,
                uuid, LANE,
                Instant.parse("2999-01-01T00:00:00Z"));
        return node.inTransaction(() -> {
            node.bean(Ingestions.class).open(opened);
            return uuid;
        });
    }

    /** One in this state, whoever brought it there; the attempt that has or had it. */
    static Attempt in(TestNode node, IngestionState state) {
        String uuid = open(node);
        Attempt attempt = node.bean(Attempts.class).claim(uuid, LANE, "test").orElseThrow();
        node.bean(JdbcTemplate.class).update(
                "update ingestion set state = ?, open_key = case when ? then null else open_key end where uuid = ?",
                state.name(), state.hasEnded(), uuid);
        return attempt;
    }
}
