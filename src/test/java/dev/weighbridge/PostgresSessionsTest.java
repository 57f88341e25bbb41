package dev.weighbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresSessionsTest {

    @ParameterizedTest
    @CsvSource({"plan_cache_mode, force_custom_plan", "idle_in_transaction_session_timeout, 10s"})
    void everySessionBeginsWithOurSettings(String setting, String value) {
        assertThat(TestNode.shared(TestDatabase.POSTGRES).bean(JdbcClient.class).sql("show " + setting).query(String.class).single())
                .isEqualTo(value);
    }
}
