package dev.weighbridge;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Has PostgreSQL plan each statement for the values that it is called with. Otherwise it may come to keep one plan for all values of a statement that
 * was called often, and what is right for {@code name~=%x%} reads the whole table for {@code name~=x%}.
 */
@Component
class PlansForValues implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource pool && pool.getConnectionInitSql() == null
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
            pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan");
        }
        return bean;
    }
}
