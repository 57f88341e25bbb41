package dev.weighbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PlansForValuesTest {

    @Test
    void everyConnectionToPostgresPlansForTheValuesOfACall() {
        assertThat(TestNode.shared(TestDatabase.POSTGRES).bean(JdbcClient.class).sql("show plan_cache_mode").query(String.class).single())
                .isEqualTo("force_custom_plan");
    }
}
