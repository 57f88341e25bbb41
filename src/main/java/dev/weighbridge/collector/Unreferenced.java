package dev.weighbridge.collector;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import dev.weighbridge.store.Blobs;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the blobs that nothing refers to: no file of a model or dataset, no file of an ingestion that is open, and no verification that is writing one anew. It reads the tables of other rooms and writes none of
 * them.
 */
@Component
class Unreferenced {

    private static final String REFERENCES = """
            exists (select 1 from model_file f where f.blob_uuid = b.uuid)
            or exists (select 1 from dataset_file f where f.blob_uuid = b.uuid)
            or exists (select 1 from ingestion_file f join ingestion i on i.uuid = f.ingestion_uuid where f.blob_uuid = b.uuid and i.open_key is not null)
            or exists (select 1 from verification v where v.repair_blob_uuid = b.uuid and v.open_key is not null)""";

    private final JdbcTemplate sql;

    private final Blobs blobs;

    Unreferenced(JdbcTemplate sql, Blobs blobs) {
        this.sql = sql;
        this.blobs = blobs;
    }

    /** Those that were entered before {@code before}, beginning behind {@code after}. */
    @Transactional(readOnly = true)
    public List<String> candidates(Instant before, String after, int limit) {
        return sql.queryForList(
                "select b.uuid from blob b where b.uuid > ? and b.state <> 'DELETING' and b.created_at < ? and not (" + REFERENCES
                        + ") order by b.uuid limit ?",
                String.class, after, before.atOffset(ZoneOffset.UTC), limit);
    }

    /**
     * Gives a blob up, unless something refers to it by now. Whoever takes up a reference locks the blob's row first; so does this, and then looks again, in
     * a statement that sees what was committed while it waited.
     */
    @Transactional
    public boolean giveUp(String uuid) {
        if (!blobs.holdAny(uuid)) {
            return false;
        }
        boolean referenced = !sql.queryForList("select b.uuid from blob b where b.uuid = ? and (" + REFERENCES + ")", String.class, uuid)
                .isEmpty();
        if (!referenced) {
            blobs.giveUp(uuid);
        }
        return !referenced;
    }
}
