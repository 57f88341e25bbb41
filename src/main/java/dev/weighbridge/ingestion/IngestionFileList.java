package dev.weighbridge.ingestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Stretch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows the files of an ingestion, and how far each is, to those who look. For many threads. */
@Component
public class IngestionFileList {

    private final NamedParameterJdbcTemplate sql;

    IngestionFileList(NamedParameterJdbcTemplate sql) {
        this.sql = sql;
    }

    /**
     * A file on its way.
     *
     * @param size in bytes; null if its source does not tell
     * @param bytesDone in the store for good
     * @param partsDone in how many parts these are; null if the file is done or nothing of it is in the store
     * @param partSize bytes of each part but the last; null as {@code partsDone}
     * @param tries how often it was begun anew, or fetched a second time, because its bytes were not those that were announced
     * @param announced {@code <algorithm>:<hex>} by its source, or null
     * @param sha256 once it is done
     * @param verifiedBy the announced digest that agreed, or null
     */
    public record Moving(String path, @Nullable Long size, long bytesDone, @Nullable Integer partsDone, @Nullable Integer partSize,
            boolean done, int tries, @Nullable String announced,
            @Nullable String sha256, @Nullable String verifiedBy) {}

    /** In the order of the listing, and those that came out of a container after them. Empty before the files are listed. */
    @Transactional(readOnly = true)
    public List<Moving> of(String ingestionUuid, Stretch stretch) {
        return sql.query("""
                select f.path, f.size, f.stored_size, f.done, f.tries, f.announced, f.sha256, f.verified_by, c.bytes as moved, c.parts,
                    c.part_size
                from ingestion_file f left join checkpoint c on c.ingestion_uuid = f.ingestion_uuid and c.position = f.position
                where f.ingestion_uuid = :uuid order by f.position limit :limit offset :start""",
                Map.of("uuid", ingestionUuid, "limit", stretch.limit(), "start", stretch.start()), IngestionFileList::moving);
    }

    @Transactional(readOnly = true)
    public long count(String ingestionUuid) {
        Long count = sql.queryForObject("select count(*) from ingestion_file where ingestion_uuid = :uuid", Map.of("uuid", ingestionUuid),
                Long.class);
        return count == null ? 0 : count;
    }

    private static Moving moving(ResultSet row, int number) throws SQLException {
        boolean done = row.getBoolean("done");
        long size = row.getLong("size");
        return new Moving(row.getString("path"), size < 0 ? null : Long.valueOf(size),
                done ? row.getLong("stored_size") : row.getLong("moved"), done ? null : row.getObject("parts", Integer.class),
                done ? null : row.getObject("part_size", Integer.class), done, row.getInt("tries"), row.getString("announced"),
                row.getString("sha256"),
                row.getString("verified_by"));
    }
}
