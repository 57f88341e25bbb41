package dev.weighbridge.inventory.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.node.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What models carried as lists before there were rows of tags is there afterwards. */
class TagsOfModelsTest {

    private static final String MODELS = """
            insert into account (uuid, name, password_hash, type, create_date, last_op_date) values ('a', 'a', 'x', 'NORMAL', current_timestamp, current_timestamp);
            insert into model_center (uuid, account_uuid, name, url, status, management_ip, management_port, create_date, last_op_date)
                values ('c', 'a', 'c', '/c', 'Connected', 'h', 1, current_timestamp, current_timestamp);
            insert into lineage (uuid, model_center_uuid, lineage_key) values ('l', 'c', 'm');
            insert into model (uuid, account_uuid, model_center_uuid, lineage_uuid, is_latest_version, name, install_path, size, version_semver,
                type, artifact_checksum, artifact_size_bytes, system_tags, user_tags, create_date, last_op_date)
                values ('m', 'a', 'c', 'l', false, 'm', '/m', 1, '1.0.0', 'Custom', 'x', 1, '["a::b","AI::Text-Generation","a::b"]',
                '["with \\"quotes\\"",""]', current_timestamp, current_timestamp);
            insert into model (uuid, account_uuid, model_center_uuid, lineage_uuid, is_latest_version, name, install_path, size, version_semver,
                type, artifact_checksum, artifact_size_bytes, create_date, last_op_date)
                values ('n', 'a', 'c', 'l', false, 'n', '/n', 1, '1.0.0', 'Custom', 'x', 1, current_timestamp, current_timestamp);
            insert into model_derivation (model_uuid, ordinal, field, field_value, rule) values ('m', 0, 'systemTag', 'AI::Text-Generation', 'r');
            insert into model_derivation (model_uuid, ordinal, field, field_value, rule) values ('n', 0, 'systemTag', 'AI::Others', 'r')""";

    @ParameterizedTest
    @EnumSource
    void becomesRows(TestDatabase database) {
        var source = new DriverManagerDataSource(database.freshUrl(), database.user(), "");
        var flyway = Flyway.configure().dataSource(source).javaMigrations(new TagsOfModels())
                .locations("db/migration", "db/vendor/" + (database == TestDatabase.H2 ? "h2" : "postgresql"));
        flyway.target("15").load().migrate();
        JdbcClient sql = JdbcClient.create(source);
        for (String statement : MODELS.split(";")) {
            sql.sql(statement).update();
        }
        flyway.target("latest").load().migrate();
        assertThat(sql.sql(
                "select resource_uuid || ' ' || kind || ' ' || tag || case when inherent then ' derived' else '' end from tag order by 1")
                .query(String.class).list()).isEqualTo(List.of("m System AI::Text-Generation derived", "m System a::b",
                        "m User with \"quotes\"", "n System AI::Others derived"));
        assertThat(sql.sql("select count(*) from tag where account_uuid = 'a' and resource_type = 'ModelVO'").query(Long.class).single())
                .isEqualTo(4);
    }
}
