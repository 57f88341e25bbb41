package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        DoorClient ordinary = OrdinaryAccount.on(node).client();
        ordinary.get("/actuator/prometheus").refusedWith(403);
        assertThat(ordinary.get("/actuator/health").ok().body()).doesNotContain("components");
    }
}
