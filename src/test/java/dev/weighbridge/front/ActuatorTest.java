package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Actuator on a node without a token for the metrics. */
class ActuatorTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
    void theProbesAreOpen(String path) {
        assertThat(anyone.get(path).ok().body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthHasDetailsForTheAdministratorOnly() {
        assertThat(anyone.get("/actuator/health").body()).doesNotContain("components").doesNotContain("database")
                .contains("\"status\":\"UP\"");
        assertThat(anyone.get("/actuator/health", "Authorization", "OAuth null").body()).doesNotContain("components");
        assertThat(admin.get("/actuator/health").ok().at("/components/db/details/database").asString()).isEqualTo("H2");
        assertThat(anyone.get("/actuator/health/db").status()).isEqualTo(404);
        admin.get("/actuator/health/db").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/info"})
    void everythingElseIsForTheAdministrator(String path) {
        assertThat(anyone.get(path).refusedWith(401).body()).containsIgnoringCase("log in as an administrator");
        assertThat(anyone.get(path, "Authorization", "Bearer ").status()).isEqualTo(401);
        assertThat(anyone.get(path, "Authorization", "Bearer null").status()).isEqualTo(401);
        admin.get(path).ok();
    }

    @Test
    void anOrdinaryAccountIsNotTheAdministrator() {
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        String uuid = DoorClient.jobUuid();
        sql.update(
                "insert into account (uuid, name, password_hash, type, create_date, last_op_date) select ?, ?, password_hash, 'NORMAL', create_date, last_op_date from account where name = 'admin'",
                uuid, "ordinary-" + uuid);
        String session = anyone.logIn("ordinary-" + uuid, TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        DoorClient ordinary = anyone.with("Authorization", "OAuth " + session);
        ordinary.get("/actuator/prometheus").refusedWith(403);
        assertThat(ordinary.get("/actuator/health").ok().body()).doesNotContain("components");
        sql.update("delete from account_session where uuid_sha256 = ?", DigestUtils.sha256Hex(session));
        sql.update("delete from account where uuid = ?", uuid);
    }
}
