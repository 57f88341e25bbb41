package dev.weighbridge.ingestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which blobs the files of ingestions are in, for who replaces one blob by another with the same bytes. For many threads. */
@Component
public class IngestionBlobs {

    private static final String OPEN = """
            select i.uuid from ingestion i where i.open_key is not null
            and exists (select 1 from ingestion_file f where f.ingestion_uuid = i.uuid and f.blob_uuid = :blob) order by i.uuid""";

    private final JdbcClient sql;

    private final GivenJson json;

    IngestionBlobs(JdbcClient sql, GivenJson json) {
        this.sql = sql;
        this.json = json;
    }

    /** Where a blob's bytes can be fetched again, the latest first, at most {@code limit}. What came out of a container cannot, alone. */
    @Transactional(readOnly = true)
    public List<KnownSource> sources(String blobUuid, int limit) {
        return sql.sql("""
                select i.account_uuid, i.makes, i.given, f.path, f.size, f.announced, f.locator, f.validator, f.identity, f.container
                from ingestion_file f join ingestion i on i.uuid = f.ingestion_uuid
                where f.blob_uuid = :blob and f.done and f.packed_in is null order by i.created_at desc, i.uuid, f.position limit :limit""")
                .param("blob", blobUuid)
                .param("limit", limit).query(this::source).list();
    }

    /**
     * Locks the open ingestions with a file in this blob, so that none of them commits its model until the caller's transaction ends. To be called before the
     * blob itself is locked: that is the order in which ingestions lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> holdOpen(String blobUuid) {
        return sql.sql(OPEN + " for update").param("blob", blobUuid).query(String.class).list();
    }

    /** The open ingestions with a file in this blob. Once the blob is locked there are no new ones. */
    @Transactional(readOnly = true)
    public List<String> open(String blobUuid) {
        return sql.sql(OPEN).param("blob", blobUuid).query(String.class).list();
    }

    /** Lets the files that are in one blob be in another. Both are locked by the caller, and so are the open ingestions. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(String fromBlob, String toBlob) {
        sql.sql("update ingestion_file set blob_uuid = :to where blob_uuid = :from").param("to", toBlob).param("from", fromBlob).update();
    }

    private KnownSource source(ResultSet row, int number) throws SQLException {
        return new KnownSource(row.getString("account_uuid"), ArtifactKind.valueOf(row.getString("makes")),
                json.read(row.getString("given")), IngestionFiles.sourceFile(row));
    }
}
