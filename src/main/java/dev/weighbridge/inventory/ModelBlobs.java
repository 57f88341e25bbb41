package dev.weighbridge.inventory;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which blobs the files of models are in, and who else's are in the same. For many threads. */
@Component
public class ModelBlobs {

    private final JdbcClient sql;

    ModelBlobs(JdbcClient sql) {
        this.sql = sql;
    }

    /** How many blobs, and how many bytes they have. */
    public record Totals(long blobs, long bytes) {}

    /** The files of a model that are in one blob: how many, and the first of their paths. */
    public record Files(long count, List<String> paths) {}

    @Transactional(readOnly = true)
    public Totals totals(String modelUuid) {
        return sql.sql("""
                select count(*) as blobs, coalesce(sum(size), 0) as bytes
                from (select blob_uuid, max(size) as size from model_file where model_uuid = :model group by blob_uuid) b""")
                .param("model", modelUuid).query((row, number) -> new Totals(row.getLong("blobs"), row.getLong("bytes"))).single();
    }

    /** The blobs of a model in the order of their uuids, those behind {@code after}, each once, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<String> of(String modelUuid, String after, int limit) {
        return sql
                .sql("""
                select distinct blob_uuid from model_file where model_uuid = :model and blob_uuid > :after order by blob_uuid limit :limit""")
                .param("model", modelUuid).param("after", after).param("limit", limit).query(String.class).list();
    }

    /** The model's files in this blob; none if it is not the model's, any more. */
    @Transactional(readOnly = true)
    public Files files(String modelUuid, String blobUuid, int paths) {
        long count = sql.sql("select count(*) from model_file where model_uuid = :model and blob_uuid = :blob").param("model", modelUuid)
                .param("blob", blobUuid).query(Long.class).single();
        return new Files(count, sql.sql("""
                select path from model_file where model_uuid = :model and blob_uuid = :blob order by path limit :limit""")
                .param("model", modelUuid).param("blob", blobUuid).param("limit", paths).query(String.class).list());
    }

    /**
     * Lets the files that are in one blob be in another, which has the same bytes. Both are locked by the caller.
     *
     * @return the uuids of the models and datasets that are concerned
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> move(String fromBlob, String toBlob) {
        List<String> concerned = sql.sql("""
                select model_uuid as uuid from model_file where blob_uuid = :from
                union select dataset_uuid from dataset_file where blob_uuid = :from order by 1""")
                .param("from", fromBlob).query(String.class).list();
        sql.sql("update model_file set blob_uuid = :to where blob_uuid = :from").param("to", toBlob).param("from", fromBlob).update();
        sql.sql("update dataset_file set blob_uuid = :to where blob_uuid = :from").param("to", toBlob).param("from", fromBlob).update();
        return concerned;
    }
}
