package dev.weighbridge.inventory.tag;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.ResourceUuid;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes rows of the tags that models carried as JSON lists, and of the system tags that were derived for them, and drops those columns. In Java because
 * no SQL that H2 and PostgreSQL share takes a JSON list apart. The named patterns go without rows: there were none, so that every request that named one
 * was refused.
 */
@Component
class TagsOfModels implements JavaMigration {

    private static final MigrationVersion AFTER_THE_TABLES = MigrationVersion.fromVersion("15.1");

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private static final int BATCH = 1000;

    private static final String MODELS = """
            select m.uuid, m.system_tags, m.user_tags, d.field_value
            from model m left join model_derivation d on d.model_uuid = m.uuid and d.field = 'systemTag'
            where m.system_tags is not null or m.user_tags is not null or d.field_value is not null""";

    private static final String INSERT = """
            insert into tag (uuid, kind, resource_type, resource_uuid, account_uuid, tag, inherent, create_date, last_op_date)
            select ?, ?, 'ModelVO', uuid, account_uuid, ?, ?, create_date, create_date from model where uuid = ?""";

    @Override
    public MigrationVersion getVersion() {
        return AFTER_THE_TABLES;
    }

    @Override
    public String getDescription() {
        return "tags of models";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet models = statement.executeQuery(MODELS);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int rows = 0;
            while (models.next()) {
                for (Row row : rows(models)) {
                    row.addTo(insert);
                    if (++rows % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            for (String column : List.of("tag_uuids", "system_tags", "user_tags")) {
                statement.execute("alter table model drop column " + column);
            }
        }
    }

    private record Row(String modelUuid, String kind, String text, @Nullable Boolean inherent) {

        void addTo(PreparedStatement insert) throws SQLException {
            insert.setString(1, ResourceUuid.random());
            insert.setString(2, kind);
            insert.setString(3, text.length() > TagText.LONGEST ? text.substring(0, TagText.LONGEST) : text);
            insert.setObject(4, inherent, Types.BOOLEAN);
            insert.setString(5, modelUuid);
            insert.addBatch();
        }
    }

    private static List<Row> rows(ResultSet model) throws SQLException {
        String uuid = model.getString(1);
        Map<String, Row> rows = new LinkedHashMap<>();
        texts(model.getString(2)).forEach(text -> rows.put("s" + text, new Row(uuid, "System", text, false)));
        String derived = model.getString(4);
        if (derived != null) {
            rows.put("s" + derived, new Row(uuid, "System", derived, true));
        }
        texts(model.getString(3)).forEach(text -> rows.put("u" + text, new Row(uuid, "User", text, null)));
        return List.copyOf(rows.values());
    }

    private static List<String> texts(@Nullable String json) {
        return json == null ? List.of() : JsonMapper.shared().readValue(json, TEXTS).stream().filter(text -> !text.isBlank()).toList();
    }
}
