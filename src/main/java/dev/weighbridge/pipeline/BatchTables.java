package dev.weighbridge.pipeline;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * How Spring Batch keeps its own tables: they are for looking, so they are written as seldom as possible and never in a transaction with ours. Each commit
 * costs a write of the database's file; see decision 0008 for what was measured.
 */
@Configuration(proxyBeanMethods = false)
class BatchTables {

    private static final MethodInterceptor NOTHING = call -> null;

    /** Plain JDBC, where the application's own opens a Hibernate session for each transaction. */
    @Bean(defaultCandidate = false)
    @BatchTransactionManager
    PlatformTransactionManager batchTransactions(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** Our steps keep nothing in Batch's execution contexts, so what was written when an execution was created stays true. */
    @Bean
    static BeanPostProcessor contextsAreWrittenOnce() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JobRepository ? withoutContextUpdates(bean) : bean;
            }
        };
    }

    private static Object withoutContextUpdates(Object repository) {
        var updates = new NameMatchMethodPointcutAdvisor(NOTHING);
        updates.setMappedName("updateExecutionContext");
        var quiet = new ProxyFactory(repository);
        quiet.addAdvisor(updates);
        return quiet.getProxy();
    }
}
