package dev.weighbridge.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The blob rows, {@code WRITING} (entered before the first byte) to {@code READY} (one per digest) to {@code DELETING}; between those {@code DAMAGED} if
 * it no longer holds what it did, which its models keep and nobody else takes up. For many threads and nodes. The rows that a method locks stay locked
 * until the caller's transaction ends.
 */
@Component
public class Blobs {

    private final JdbcTemplate sql;

    private final NamedParameterJdbcTemplate names;

    private final Clock clock;

    Blobs(JdbcTemplate sql, Clock clock) {
        this.sql = sql;
        this.names = new NamedParameterJdbcTemplate(sql);
        this.clock = clock;
    }

    /** Enters blobs that are about to be written. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void intend(Collection<String> uuids) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        sql.batchUpdate("insert into blob (uuid, state, created_at) values (?, 'WRITING', ?)",
                uuids.stream().map(uuid -> new Object[] {uuid, now}).toList());
    }

    /** Locks a blob if it is READY, so that it stays: whoever refers to it does so in the same transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(String uuid) {
        return !sql.queryForList("select uuid from blob where uuid = ? and state = 'READY' for update", String.class, uuid).isEmpty();
    }

    /**
     * Makes blobs READY whose bytes are complete, or finds those that already hold the same bytes; these are locked. The others are left to the collector.
     *
     * @return for each digest the uuid of the READY blob that has it
     * @throws org.springframework.dao.DuplicateKeyException if another transaction makes one with such a digest READY at this moment: run yours again
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, String> settle(Collection<CompleteBlob> complete) {
        Map<String, String> ready = new HashMap<>();
        // In the order of their digests, so that two transactions that want the same ones do not wait for each other in a circle.
        names.query("select ready_sha256, uuid from blob where ready_sha256 in (:digests) order by ready_sha256 for update",
                Map.of("digests", complete.stream().map(CompleteBlob::sha256).distinct().toList()),
                row -> {
                    ready.put(row.getString("ready_sha256"), row.getString("uuid"));
                });
        List<CompleteBlob> first = complete.stream().filter(blob -> ready.putIfAbsent(blob.sha256(), blob.uuid()) == null).toList();
        int[] settled = sql.batchUpdate(
                "update blob set state = 'READY', sha256 = ?, ready_sha256 = ?, size = ? where uuid = ? and state = 'WRITING'",
                first.stream().map(blob -> new Object[] {blob.sha256(), blob.sha256(), blob.size(), blob.uuid()}).toList());
        for (int index = 0; index < settled.length; index++) {
            if (settled[index] != 1) {
                throw new IllegalStateException("the blob " + first.get(index).uuid() + " is not being written");
            }
        }
        return ready;
    }

    /** As {@link #settle(Collection)}, for one: the uuid of the READY blob that has its digest. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String settle(CompleteBlob complete) {
        return Objects.requireNonNull(settle(List.of(complete)).get(complete.sha256()));
    }

    /** Keeps the checksums of the parts of a blob that is READY by {@link #settle} in the same transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepSums(String uuid, PartSums sums) {
        sql.update("insert into blob_parts (blob_uuid, part_size, crc32c) values (?, ?, ?)", uuid, sums.partSize(), sums.text());
    }

    /** The checksums of the blob's parts; nothing if it was written as one part, or by a release that kept none. */
    @Transactional(readOnly = true)
    public Optional<PartSums> sums(String uuid) {
        return sql.query("select part_size, crc32c from blob_parts where blob_uuid = ?",
                (row, number) -> PartSums.parse(row.getInt("part_size"), row.getString("crc32c")), uuid).stream().findFirst();
    }

    /** What the blob held when it became READY; nothing if it never was, or is given up. */
    @Transactional(readOnly = true)
    public Optional<WeighedBlob> weighed(String uuid) {
        return sql.query("""
                select b.size, b.sha256, b.state, p.part_size, p.crc32c from blob b left join blob_parts p on p.blob_uuid = b.uuid
                where b.uuid = ? and b.state in ('READY', 'DAMAGED')""", (row, number) -> {
            String sums = row.getString("crc32c");
            return new WeighedBlob(uuid, row.getLong("size"), row.getString("sha256"),
                    sums == null ? null : PartSums.parse(row.getInt("part_size"), sums), row.getString("state").equals("READY"));
        }, uuid).stream().findFirst();
    }

    /** The READY blob with this digest. It may be given up at any moment: {@link #hold} it before relying on it. */
    @Transactional(readOnly = true)
    public Optional<String> ready(String sha256) {
        return sql.queryForList("select uuid from blob where ready_sha256 = ?", String.class, sha256).stream().findFirst();
    }

    /** Locks a blob that models may refer to, READY or DAMAGED. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean holdKept(String uuid) {
        return !sql.queryForList("select uuid from blob where uuid = ? and state in ('READY', 'DAMAGED') for update", String.class, uuid)
                .isEmpty();
    }

    /** Says that a blob no longer holds what it did. Its models keep it; whoever brings the same bytes again does not get it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void damaged(String uuid) {
        sql.update("update blob set state = 'DAMAGED', ready_sha256 = null where uuid = ? and state = 'READY'", uuid);
    }

    /** Takes {@link #damaged} back, unless another blob has the same bytes by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sound(String uuid) {
        sql.update("""
                update blob set state = 'READY', ready_sha256 = sha256 where uuid = ? and state = 'DAMAGED'
                and not exists (select 1 from blob other where other.ready_sha256 = blob.sha256)""", uuid);
    }

    /** Locks a blob, whatever its state; false if it is gone. For the collector. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean holdAny(String uuid) {
        return !sql.queryForList("select uuid from blob where uuid = ? for update", String.class, uuid).isEmpty();
    }

    /** Says that a blob is given up. Nobody finds it any more. For the collector. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveUp(String uuid) {
        sql.update("update blob set state = 'DELETING', ready_sha256 = null where uuid = ?", uuid);
    }

    /** Forgets a blob whose object is deleted. For the collector. */
    @Transactional
    public void forget(String uuid) {
        sql.update("delete from blob where uuid = ? and state = 'DELETING'", uuid);
    }

    /** The blobs that are given up and whose objects may still be there. For the collector. */
    @Transactional(readOnly = true)
    public List<String> givenUp(int limit) {
        return sql.queryForList("select uuid from blob where state = 'DELETING' order by uuid limit ?", String.class, limit);
    }

    /** How many blobs are given up and not forgotten. For the collector. */
    @Transactional(readOnly = true)
    public int countGivenUp() {
        return Objects.requireNonNull(sql.queryForObject("select count(*) from blob where state = 'DELETING'", Integer.class));
    }

    /** Which of these have a row. For the collector. */
    @Transactional(readOnly = true)
    public Set<String> known(Collection<String> uuids) {
        return new HashSet<>(names.queryForList("select uuid from blob where uuid in (:uuids)", Map.of("uuids", uuids), String.class));
    }
}
