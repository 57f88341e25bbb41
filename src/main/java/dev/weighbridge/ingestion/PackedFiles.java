package dev.weighbridge.ingestion;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.SourceFile;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files that come out of listed containers. Their rows stand behind those of the listing, and are the model's files once the container is done. Whoever
 * writes holds the {@link Fence} in the same transaction. For many threads.
 */
@Component
public class PackedFiles {

    /** PostgreSQL takes at most 65,535 parameters in a statement. */
    private static final int AT_ONCE = 1000;

    private final NamedParameterJdbcTemplate sql;

    PackedFiles(NamedParameterJdbcTemplate sql) {
        this.sql = sql;
    }

    /**
     * Forgets what came out of a container in an earlier attempt, whose blobs are the collector's then.
     *
     * @return the position that the first file of it may have now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int begin(Attempt attempt, int container) {
        var place = Map.of("uuid", attempt.ingestionUuid(), "container", container);
        sql.update("delete from ingestion_file where ingestion_uuid = :uuid and packed_in = :container", place);
        Integer last = sql.queryForObject("select max(position) from ingestion_file where ingestion_uuid = :uuid", place, Integer.class);
        return last == null ? 0 : last + 1;
    }

    /** Enters a file whose first byte is near. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void intend(Attempt attempt, int container, FileTask task) {
        SourceFile file = task.source();
        sql.update("""
                insert into ingestion_file (ingestion_uuid, position, path, size, locator, blob_uuid, packed_in, done, tries)
                values (:uuid, :position, :path, :size, :locator, :blob, :container, false, 0)""",
                new MapSqlParameterSource("uuid", attempt.ingestionUuid()).addValue("position", task.position())
                        .addValue("path", file.path())
                        .addValue("size", file.size()).addValue("locator", file.locator()).addValue("blob", task.blobUuid())
                        .addValue("container", container));
    }

    /** Of these paths those that the source lists as files of their own. */
    @Transactional(readOnly = true)
    public List<String> listed(Attempt attempt, Collection<String> paths) {
        return inPieces(paths).stream()
                .flatMap(some -> sql.queryForList(
                        """
                select path from ingestion_file where ingestion_uuid = :uuid and packed_in is null and container is null and path in (:paths)""",
                        Map.of("uuid", attempt.ingestionUuid(), "paths", some), String.class).stream())
                .toList();
    }

    /** Says that a container's files are all in the store, and count instead of it. Of equal paths out of several containers the last one's stays, as in the layers of an image. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(Attempt attempt, int container, Collection<String> paths) {
        for (List<String> some : inPieces(paths)) {
            sql.update("delete from ingestion_file where ingestion_uuid = :uuid and packed_in < :container and path in (:paths)",
                    Map.of("uuid", attempt.ingestionUuid(), "container", container, "paths", some));
        }
        sql.update("update ingestion_file set done = true where ingestion_uuid = :uuid and position = :container",
                Map.of("uuid", attempt.ingestionUuid(), "container", container));
        sql.update("""
                update ingestion set files_total = (select count(*) from ingestion_file f where f.ingestion_uuid = :uuid and f.container is null),
                bytes_total = (select coalesce(sum(greatest(coalesce(f.stored_size, f.size), 0)), 0) from ingestion_file f
                    where f.ingestion_uuid = :uuid and (f.container is null or not f.done))
                where uuid = :uuid""", Map.of("uuid", attempt.ingestionUuid()));
    }

    private static List<List<String>> inPieces(Collection<String> paths) {
        List<String> all = List.copyOf(paths);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + AT_ONCE)
                .mapToObj(from -> all.subList(from, Math.min(from + AT_ONCE, all.size()))).toList();
    }
}
