package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/** Actuator on a node without a token for the metrics. */
class ActuatorTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient anyone = DoorClient.anonymous();

    private final DoorClient admin = DoorClient.admin();

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/health/store", "/actuator/health/database",
                    "/actuator/health/queue"})
    void theProbesAreOpen(String path) {
        assertThat(anyone.get(path).ok().body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void healthHasDetailsForTheAdministratorOnly() {
        assertThat(anyone.get("/actuator/health").body()).doesNotContain("components").doesNotContain("H2")
                .contains("\"status\":\"UP\"");
        assertThat(anyone.get("/actuator/health", "Authorization", "OAuth null").body()).doesNotContain("components");
        assertThat(admin.get("/actuator/health").ok().at("/components/db/details/database").asString()).isEqualTo("H2");
        assertThat(anyone.get("/actuator/health/db").status()).isEqualTo(404);
        admin.get("/actuator/health/db").ok();
    }

    @Test
    void whatANodeLeansOnIsToldApart() {
        assertThat(admin.get("/actuator/health/store").ok().json().at("/components").propertyNames()).containsExactly("blobStore");
        assertThat(admin.get("/actuator/health/database").ok().json().at("/components").propertyNames()).containsExactly("db");
        assertThat(admin.get("/actuator/health/queue").ok().json().at("/components").propertyNames()).containsExactly("workQueue");
        for (String probe : new String[] {"liveness", "readiness"}) {
            var group = Objects.requireNonNull(node.bean(HealthEndpointGroups.class).get(probe));
            assertThat(group.isMember(probe + "State")).isTrue();
            assertThat(new String[] {"blobStore", "db", "workQueue"}).as(probe).noneMatch(group::isMember);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/info", "/actuator/sbom"})
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
