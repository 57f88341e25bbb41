package dev.weighbridge.ingestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.artifact.StoredFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The listed files of the ingestions and what became of them. Whoever writes holds the {@link Fence} in the same transaction. For many threads. */
@Component
public class IngestionFiles {

    private static final Pattern COMMIT = Pattern.compile("/(?:[0-9a-f]{64}|[0-9a-f]{40})/");

    private final NamedParameterJdbcTemplate sql;

    IngestionFiles(NamedParameterJdbcTemplate sql) {
        this.sql = sql;
    }

    /** Keeps the listing, so that every later attempt reads what was pinned now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepListing(Attempt attempt, PinnedRevision pinned, List<SourceFile> files) {
        long bytes = files.stream().mapToLong(file -> Math.max(file.size(), 0)).sum();
        var source = new MapSqlParameterSource(Map.of("uuid", attempt.ingestionUuid(), "files", files.size(), "bytes", bytes))
                .addValue("revision", pinned.revision()).addValue("tag", pinned.versionTag()).addValue("notes", pinned.notes())
                .addValue("time", pinned.sourceTime() == null ? null : IngestionRows.column(pinned.sourceTime()));
        sql.update("""
                update ingestion set revision = :revision, version_tag = :tag, source_time = :time, listing_notes = :notes, files_total = :files,
                bytes_total = :bytes
                where uuid = :uuid""", source);
        MapSqlParameterSource[] rows = new MapSqlParameterSource[files.size()];
        for (int position = 0; position < rows.length; position++) {
            rows[position] = row(attempt, position, files.get(position));
        }
        sql.batchUpdate("""
                insert into ingestion_file (ingestion_uuid, position, path, size, announced, locator, validator, identity, container, done, tries)
                values (:uuid, :position, :path, :size, :announced, :locator, :validator, :identity, :container, false, 0)""", rows);
    }

    /** The listed files that are not in the store yet, in the order of the listing. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<FileTask> pending(String ingestionUuid) {
        return sql.query("""
                select position, path, size, announced, locator, validator, identity, container, tries, blob_uuid from ingestion_file
                where ingestion_uuid = :uuid and not done and packed_in is null order by position""", Map.of("uuid", ingestionUuid),
                IngestionFiles::task);
    }

    /** The files that are in the store, in the order of the listing; those that came out of a container after them. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<StoredFile> stored(String ingestionUuid) {
        return sql.query(
                """
                select path, stored_size, sha256, blob_uuid, verified_by from ingestion_file
                where ingestion_uuid = :uuid and done and container is null order by position""",
                Map.of("uuid", ingestionUuid), IngestionFiles::storedFile);
    }

    /** Says which blobs the files' bytes go to, before the first byte. The keys are positions. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void intend(Attempt attempt, Map<Integer, String> blobUuids) {
        sql.batchUpdate("update ingestion_file set blob_uuid = :blob where ingestion_uuid = :uuid and position = :position",
                blobUuids.entrySet().stream().map(entry -> new MapSqlParameterSource("uuid", attempt.ingestionUuid())
                        .addValue("position", entry.getKey()).addValue("blob", entry.getValue())).toArray(MapSqlParameterSource[]::new));
    }

    /** Begins the file anew, with a new blob, because its bytes were not what was announced. Its checkpoint is the caller's to forget. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void beginAnew(Attempt attempt, int position) {
        var file = Map.of("uuid", attempt.ingestionUuid(), "position", position);
        sql.update("update ingestion_file set tries = tries + 1, blob_uuid = null where ingestion_uuid = :uuid and position = :position",
                file);
    }

    /** Counts a second fetch of the file, whose bytes go to the same blob. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fetchAgain(Attempt attempt, int position) {
        sql.update("update ingestion_file set tries = tries + 1 where ingestion_uuid = :uuid and position = :position",
                Map.of("uuid", attempt.ingestionUuid(), "position", position));
    }

    /** Says that the files' bytes are in the store, under blobs that are READY and held by the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(Attempt attempt, Collection<FinishedFile> files) {
        sql.batchUpdate("""
                update ingestion_file set done = true, blob_uuid = :blob, stored_size = :size, sha256 = :sha256, verified_by = :by
                where ingestion_uuid = :uuid and position = :position""",
                files.stream().map(file -> finished(attempt, file)).toArray(MapSqlParameterSource[]::new));
        long deduplicated = files.stream().filter(file -> !file.moved()).mapToLong(file -> file.stored().size()).sum();
        if (deduplicated > 0) {
            sql.update("update ingestion set bytes_deduplicated = bytes_deduplicated + :bytes where uuid = :uuid",
                    Map.of("bytes", deduplicated, "uuid", attempt.ingestionUuid()));
        }
    }

    /**
     * The bytes that this account fetched earlier from the same place, if the source says by a strong validator that they are still the same. The blob may
     * be gone since: the caller holds it before relying on it.
     */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<StoredFile> fetchedBefore(String accountUuid, SourceFile file) {
        String identity = identity(file);
        if (identity == null) {
            return Optional.empty();
        }
        return sql.query("""
                select f.path, f.stored_size, f.sha256, f.blob_uuid, f.verified_by from ingestion_file f join ingestion i on i.uuid = f.ingestion_uuid
                where f.identity = :identity and f.done and i.account_uuid = :account and exists
                    (select 1 from blob b where b.uuid = f.blob_uuid and b.state = 'READY')
                order by i.created_at desc limit 1""", Map.of("identity", identity, "account", accountUuid), IngestionFiles::storedFile)
                .stream().findFirst();
    }

    /** The bytes with this digest, if the account has fetched them itself before, so that it learns nothing when they are found in the store. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<StoredFile> fetchedBefore(String accountUuid, Digest announced) {
        return sql.query("""
                select f.path, f.stored_size, f.sha256, f.blob_uuid, f.verified_by from blob b join ingestion_file f on f.blob_uuid = b.uuid
                join ingestion i on i.uuid = f.ingestion_uuid
                where b.ready_sha256 = :sha256 and f.done and i.account_uuid = :account limit 1""",
                Map.of("sha256", announced.hex(), "account", accountUuid), IngestionFiles::storedFile).stream().findFirst();
    }

    private static MapSqlParameterSource row(Attempt attempt, int position, SourceFile file) {
        return new MapSqlParameterSource("uuid", attempt.ingestionUuid()).addValue("position", position).addValue("path", file.path())
                .addValue("size", file.size()).addValue("announced", file.announced() == null ? null : file.announced().toString())
                .addValue("locator", file.locator()).addValue("validator", file.validator()).addValue("identity", identity(file))
                .addValue("container", file.container() == null ? null : file.container().toString());
    }

    private static MapSqlParameterSource finished(Attempt attempt, FinishedFile file) {
        StoredFile stored = file.stored();
        return new MapSqlParameterSource("uuid", attempt.ingestionUuid()).addValue("position", file.position())
                .addValue("blob", stored.blobUuid())
                .addValue("size", stored.size()).addValue("sha256", stored.sha256())
                .addValue("by", stored.verifiedBy() == null ? null : stored.verifiedBy().label());
    }

    /** Where the validator is the announced digest, it says the same of the bytes at every commit of the repository that the locator names. */
    private static @Nullable String identity(SourceFile file) {
        String validator = file.validator();
        if (!file.strong() || validator == null) {
            return null;
        }
        Digest announced = file.announced();
        boolean tellsTheBytes = announced != null && validator.endsWith(announced.hex());
        String place = tellsTheBytes ? COMMIT.matcher(file.locator()).replaceAll("/*/") : file.locator();
        return DigestUtils.sha256Hex(place + '\0' + validator + '\0' + file.size());
    }

    private static FileTask task(ResultSet row, int number) throws SQLException {
        return new FileTask(row.getInt("position"), sourceFile(row), row.getInt("tries"), row.getString("blob_uuid"));
    }

    static SourceFile sourceFile(ResultSet row) throws SQLException {
        String announced = row.getString("announced");
        return new SourceFile(row.getString("path"), row.getLong("size"), announced == null ? null : Digest.parse(announced),
                row.getString("locator"), row.getString("validator"), row.getString("identity") != null,
                container(row.getString("container")));
    }

    private static @Nullable Container container(@Nullable String column) {
        return column == null ? null : Container.parse(column);
    }

    private static StoredFile storedFile(ResultSet row, int number) throws SQLException {
        String by = row.getString("verified_by");
        return new StoredFile(row.getString("path"), row.getLong("stored_size"), row.getString("sha256"), row.getString("blob_uuid"),
                by == null ? null : Digest.Algorithm.labelled(by));
    }
}
