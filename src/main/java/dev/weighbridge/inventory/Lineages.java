package dev.weighbridge.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows that all versions of one model share, and whose lock orders those who change them. Every method runs in the caller's transaction and holds
 * the locks until it ends.
 */
@Component
class Lineages {

    private static final String UNIQUE_VIOLATION = "23505";

    /** Each round was lost to one who made the row and to one who deleted it again. */
    private static final int ROUNDS = 20;

    private final JdbcTemplate jdbc;

    private final SteadyLock steady;

    Lineages(JdbcTemplate jdbc, SteadyLock steady) {
        this.jdbc = jdbc;
        this.steady = steady;
    }

    /**
     * Whose turn it is.
     *
     * @param isNew whether this transaction made the row, so that it has no version yet
     */
    record Held(String uuid, boolean isNew) {}

    /** What the versions of one model have in common within a centre. */
    static String key(@Nullable String modelId, String name) {
        return modelId == null || modelId.isBlank() ? name : modelId;
    }

    /** Finds the lineage or makes it, and locks it. */
    Held hold(String modelCenterUuid, String key) {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<
                    String> found = jdbc.queryForList("select uuid from lineage where model_center_uuid = ? and lineage_key = ? for update",
                            String.class, modelCenterUuid, key).stream().findFirst();
            if (found.isPresent()) {
                return new Held(found.get(), false);
            }
            String uuid = ResourceUuid.random();
            if (makeUnlessThere(uuid, modelCenterUuid, key)) {
                return new Held(uuid, true);
            }
        }
        throw new IngestionException(FailureKind.INTERNAL, "Could not add a version of the model '" + key
                + "': others added and deleted its only version all the time. Add it again.");
    }

    /** Locks the lineage that the model is a version of, so that the model stays one; nothing if there is no such model. */
    Optional<String> holdOf(String modelUuid) {
        return steady.hold(
                () -> jdbc.queryForList("select lineage_uuid from model where uuid = ?", String.class, modelUuid).stream().findFirst(),
                lineage -> jdbc.queryForList("select uuid from lineage where uuid = ? for update", String.class, lineage));
    }

    /** Locks all lineages of the centre, in an order that is the same for everyone. */
    void holdAllOf(String modelCenterUuid) {
        jdbc.queryForList("select uuid from lineage where model_center_uuid = ? order by uuid for update", String.class, modelCenterUuid);
    }

    void delete(String uuid) {
        jdbc.update("delete from lineage where uuid = ?", uuid);
    }

    void deleteAllOf(String modelCenterUuid) {
        jdbc.update("delete from lineage where model_center_uuid = ?", modelCenterUuid);
    }

    /**
     * Inserts the row; false if another transaction was first, which is waited for. A failed insert would leave PostgreSQL's transaction unusable, so it
     * is rolled back to a savepoint.
     */
    private boolean makeUnlessThere(String uuid, String modelCenterUuid, String key) {
        return Boolean.TRUE.equals(jdbc.execute((Connection connection) -> {
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement insert = connection
                    .prepareStatement("insert into lineage (uuid, model_center_uuid, lineage_key) values (?, ?, ?)")) {
                insert.setString(1, uuid);
                insert.setString(2, modelCenterUuid);
                insert.setString(3, key);
                insert.executeUpdate();
                connection.releaseSavepoint(before);
                return true;
            } catch (SQLException refused) {
                if (!UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                    throw refused;
                }
                connection.rollback(before);
                return false;
            }
        }));
    }
}
