package dev.weighbridge.verify;

import dev.weighbridge.node.TestNode;
import org.springframework.jdbc.core.JdbcTemplate;

/** Another model, whose ingestion is about to be committed: it does with its rows what an ingestion does. */
record OtherModel(TestNode node, String model, String ingestion) {

    private JdbcTemplate sql() {
        return node.bean(JdbcTemplate.class);
    }

    void hold() {
        sql().update("update ingestion set attempt = attempt where uuid = ?", ingestion);
    }

    int adopt(String blob) {
        return sql().update("""
                insert into ingestion_file (ingestion_uuid, position, path, size, locator, done, tries, blob_uuid)
                values (?, 0, 'a', 1, 'a', true, 0, ?)""", ingestion, blob);
    }

    String stored() {
        return String.valueOf(
                sql().queryForObject("select blob_uuid from ingestion_file where ingestion_uuid = ?", String.class, ingestion));
    }

    int commit(String blob) {
        return sql().update("update model_file set blob_uuid = ? where model_uuid = ?", blob, model);
    }
}
