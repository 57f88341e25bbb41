package dev.weighbridge;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every session on PostgreSQL begins with. H2 in a file has one process only, and no such settings. */
@Configuration(proxyBeanMethods = false)
class PostgresSessions {

    /**
     * A node that freezes in the middle of a transaction must not keep its locks: whoever takes its work over would wait for them. Our transactions are
     * short, so PostgreSQL ends those that do nothing for longer than a lease.
     */
    private static final String LET_GO = "set idle_in_transaction_session_timeout = '10s'";

    /**
     * Each statement is planned for the values that it is called with. Otherwise PostgreSQL may come to keep one plan for all values of a statement that
     * was called often, and what is right for {@code name~=%x%} reads the whole table for {@code name~=x%}.
     */
    private static final String PLAN_FOR_VALUES = "set plan_cache_mode = force_custom_plan";

    @Bean
    static BeanPostProcessor settingsOfSessions() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null
                        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                    pool.setConnectionInitSql(LET_GO + "; " + PLAN_FOR_VALUES);
                }
                return bean;
            }
        };
    }
}
