package dev.weighbridge.queue;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import org.springframework.stereotype.Component;

/** How the queue speaks to the database: PostgreSQL hands out work by {@code for update skip locked}, H2 row by row. */
@Component
final class QueueDialect {

    private final boolean postgres;

    QueueDialect(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            this.postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException unreachable) {
            throw new IllegalStateException("Could not start: the database does not say what it is. Check spring.datasource.url.",
                    unreachable);
        }
    }

    JdbcCustomization customization() {
        return postgres ? new PostgreSqlJdbcCustomization(false, true) : new DefaultJdbcCustomization(true);
    }

    /** A node takes as much as it has free slots for, and on H2 looks ahead, because there it may lose a row to another. */
    SchedulerBuilder polling(SchedulerBuilder builder) {
        return postgres ? builder.pollUsingLockAndFetch(0.5, 1.0) : builder.pollUsingFetch(0.5, 3.0);
    }
}
