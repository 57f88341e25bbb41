package dev.weighbridge.zstack.million;

import java.util.List;

import dev.weighbridge.node.TestNode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills a PostgreSQL database with models by a few statements: four versions of each, in twenty centres, one in a thousand of them public, 300 of an
 * ordinary account; each with one of five classes as its system tag, and every 20,000th with a user tag.
 */
final class MillionModels {

    static final String ORDINARY = "0000000000004000800000000000000a";

    private static final List<String> STATEMENTS = List.of("""
            insert into account (uuid, name, password_hash, type, create_date, last_op_date)
            select '0000000000004000800000000000000a', 'ordinary', password_hash, 'NORMAL', create_date, last_op_date from account
            where name = 'admin'""", """
            insert into model_center (uuid, account_uuid, name, url, status, management_ip, management_port, create_date, last_op_date)
            select 'c' || lpad(i::text, 31, '0'), '36c27e8ff05c4780bf6d2fa65700f22e', 'centre-' || i, '/c', 'Connected', '10.0.0.1', 5000, now(),
                now()
            from generate_series(0, 19) i""", """
            insert into lineage (uuid, model_center_uuid, lineage_key)
            select md5('l' || i), 'c' || lpad((i % 20)::text, 31, '0'), 'model-' || i from generate_series(0, ? / 4 - 1) i""", """
            insert into model (uuid, account_uuid, model_center_uuid, lineage_uuid, latest_of, is_latest_version, name, model_id, install_path, size,
                version_semver, type, share_mode, artifact_checksum, artifact_size_bytes, description, introduction, architecture_type,
                create_date, last_op_date)
            select md5(i::text),
                case when i % (? / 300) = 7 then '0000000000004000800000000000000a' else '36c27e8ff05c4780bf6d2fa65700f22e' end,
                'c' || lpad((i / 4 % 20)::text, 31, '0'), md5('l' || i / 4), case when i % 4 = 3 then md5('l' || i / 4) end, i % 4 = 3,
                (array['Qwen','Llama','Mistral','gemma','DeepSeek'])[i % 5 + 1] || '-' || i / 4, 'org/model-' || i / 4, '/m/' || i, i, '1.' || i % 4 || '.0',
                'Custom', case when i % 1000 = 3 then 'Public' end, md5(i::text) || md5('c' || i), 1000000 + i, repeat('d', 100),
                repeat('introduction ', 40), 'Qwen3ForCausalLM', timestamptz '2026-01-01' + i * interval '10 seconds',
                timestamptz '2026-01-01' + i * interval '10 seconds'
            from generate_series(0, ? - 1) i""", """
            insert into tag (uuid, kind, resource_type, resource_uuid, account_uuid, tag, inherent, create_date, last_op_date)
            select md5('t' || uuid), 'System', 'ModelVO', uuid, account_uuid,
                (array['AI::Text-Generation','AI::Image-Generation','AI::Embedding','AI::Speech','AI::Others'])[size % 5 + 1], true,
                create_date, last_op_date
            from model""", """
            insert into tag (uuid, kind, resource_type, resource_uuid, account_uuid, tag, create_date, last_op_date)
            select md5('u' || uuid), 'User', 'ModelVO', uuid, account_uuid, 'approved', create_date, last_op_date from model
            where size % 20000 = 11""");

    private MillionModels() {}

    static void fill(TestNode node, int models) {
        var sql = node.bean(JdbcTemplate.class);
        for (String statement : STATEMENTS) {
            Object[] values = statement.chars().filter(c -> c == '?').mapToObj(c -> models).toArray();
            sql.update(statement, values);
        }
        sql.execute("vacuum analyze");
    }
}
