package dev.weighbridge.queue;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A node that freezes in the middle of a transaction must not keep its locks: whoever takes its work over would wait for them. Our transactions are
 * short, so PostgreSQL ends those that do nothing for longer than a lease. H2 in a file has one process only.
 */
@Configuration(proxyBeanMethods = false)
class FrozenNodes {

    private static final String LET_GO = "set idle_in_transaction_session_timeout = '10s'";

    @Bean
    static BeanPostProcessor locksOfFrozenNodes() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null
                        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                    pool.setConnectionInitSql(LET_GO);
                }
                return bean;
            }
        };
    }
}
