package dev.weighbridge.ingestion;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The checkpoints of files of several parts. Whoever writes holds the {@link Fence} in the same transaction. For many threads. */
@Component
public class Checkpoints {

    private final JdbcClient sql;

    Checkpoints(JdbcClient sql) {
        this.sql = sql;
    }

    /** The last one of a file. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Checkpoint> last(String ingestionUuid, int position) {
        return sql.sql("select * from checkpoint where ingestion_uuid = :uuid and position = :position").param("uuid", ingestionUuid)
                .param("position", position)
                .query((row, number) -> new Checkpoint(row.getInt("format"), row.getString("blob_uuid"),
                        Objects.requireNonNullElse(row.getString("upload"), ""), row.getInt("part_size"), row.getInt("parts"),
                        row.getLong("bytes"), row.getString("digest_codec"), row.getString("digest_state")))
                .optional();
    }

    /** The parts before the checkpoint, in the order of their numbers. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<PartReceipt> parts(String ingestionUuid, int position) {
        return sql.sql("select size, receipt, crc32c from part where ingestion_uuid = :uuid and position = :position order by number")
                .param("uuid", ingestionUuid)
                .param("position", position)
                .query((row, number) -> new PartReceipt(row.getInt("size"), row.getString("receipt"),
                        row.getObject("crc32c", Integer.class)))
                .list();
    }

    /** Moves the checkpoint behind one more part. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void advance(Attempt attempt, int position, Checkpoint checkpoint, PartReceipt last) {
        String statement = checkpoint.parts() == 1 ? """
                insert into checkpoint (ingestion_uuid, position, format, blob_uuid, upload, part_size, parts, bytes, digest_codec, digest_state)
                values (:uuid, :position, :format, :blob, :upload, :partSize, :parts, :bytes, :codec, :state)""" : """
                update checkpoint set parts = :parts, bytes = :bytes, digest_codec = :codec, digest_state = :state
                where ingestion_uuid = :uuid and position = :position""";
        sql.sql(statement).param("uuid", attempt.ingestionUuid()).param("position", position).param("format", checkpoint.format())
                .param("blob", checkpoint.blobUuid()).param("upload", checkpoint.upload()).param("partSize", checkpoint.partSize())
                .param("parts", checkpoint.parts())
                .param("bytes", checkpoint.bytes()).param("codec", checkpoint.digestCodec()).param("state", checkpoint.digestState())
                .update();
        sql.sql("insert into part (ingestion_uuid, position, number, size, receipt, crc32c) values (:uuid, :position, :number, :size, :receipt, :crc32c)")
                .param("uuid", attempt.ingestionUuid()).param("position", position).param("number", checkpoint.parts())
                .param("size", last.size())
                .param("receipt", last.receipt()).param("crc32c", last.crc32c()).update();
    }

    /** Forgets the checkpoints of files that are finished, or are begun anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(Attempt attempt, Collection<Integer> positions) {
        sql.sql("delete from checkpoint where ingestion_uuid = :uuid and position in (:positions)").param("uuid", attempt.ingestionUuid())
                .param("positions", positions).update();
    }
}
