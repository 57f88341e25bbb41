package dev.weighbridge.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose the models are, without the rest of them, and how many bytes they have. For many threads. */
@Component
public class OwnedModels {

    private static final RowMapper<Owned> ROW = (row, number) -> new Owned(row.getString("uuid"), row.getString("account_uuid"),
            row.getString("model_center_uuid"), "Public".equals(row.getString("share_mode")));

    private static final String SELECT = "select uuid, account_uuid, model_center_uuid, share_mode from model where ";

    private final JdbcClient sql;

    OwnedModels(JdbcClient sql) {
        this.sql = sql;
    }

    /** A model, and who may do what with it. */
    public record Owned(String uuid, String accountUuid, String centerUuid, boolean sharedWithAll) {}

    /** Those of these that are there, by uuid. */
    @Transactional(readOnly = true)
    public Map<String, Owned> of(Collection<String> uuids) {
        return uuids.isEmpty() ? Map.of()
                : sql.sql(SELECT + "uuid in (:uuids)").param("uuids", uuids).query(ROW).list().stream()
                        .collect(Collectors.toMap(Owned::uuid, Function.identity()));
    }

    /**
     * The models of a centre in the order of their uuids, those behind {@code after}, at most {@code limit}.
     *
     * @param accountUuid of which account; null for all
     */
    @Transactional(readOnly = true)
    public List<String> ofCenter(String centerUuid, @Nullable String accountUuid, String after, int limit) {
        return sql
                .sql("select uuid from model where model_center_uuid = :center and uuid > :after"
                        + (accountUuid == null ? "" : " and account_uuid = :account") + " order by uuid limit :limit")
                .param("center", centerUuid).param("after", after).param("account", accountUuid).param("limit", limit).query(String.class)
                .list();
    }

    /** How many bytes the models of each centre have together, each counted whole; centres without models are left out. */
    @Transactional(readOnly = true)
    public Map<String, Long> bytesByCenter(Collection<String> centerUuids) {
        return centerUuids.isEmpty() ? Map.of() : sql.sql("""
                select model_center_uuid, sum(artifact_size_bytes) as bytes from model where model_center_uuid in (:centers)
                group by model_center_uuid""").param("centers", centerUuids)
                .query((row, number) -> Map.entry(row.getString("model_center_uuid"), row.getLong("bytes"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
