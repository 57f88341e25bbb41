package dev.weighbridge.pipeline;

import java.time.LocalDateTime;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
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

    /**
     * The begin and the end of a job and of a step are written, once each. What Batch writes in between, when a step's one tasklet commits, is not; nor is
     * an end for the second time, which Batch does so that listeners may have changed it: we have none.
     */
    private static final MethodInterceptor ENDS_ONLY = call -> switch (call.getArguments()[0]) {
        case StepExecution step when isOurs(step.getJobExecution().getJobInstance()) -> isOnTheWay(step)
                || isAfter(step.getLastUpdated(), step.getEndTime()) ? null : written(call, step::setLastUpdated);
        case JobExecution job when isOurs(job.getJobInstance()) -> isAfter(job.getLastUpdated(), job.getEndTime())
                ? null : written(call, job::setLastUpdated);
        default -> call.proceed();
    };

    /** One job is one attempt, and its execution the only one that there will be: none of its steps was executed before. */
    private static final MethodInterceptor NEVER_BEFORE = call -> call.getArguments()[0] instanceof JobInstance instance
            && isOurs(instance) ? nothingOf(call.getMethod().getReturnType()) : call.proceed();

    /** Plain JDBC, where the application's own opens a Hibernate session for each transaction. */
    @Bean(defaultCandidate = false)
    @BatchTransactionManager
    PlatformTransactionManager batchTransactions(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** Our steps keep nothing in Batch's execution contexts, so what was written when an execution was created stays true; and see the constants. */
    @Bean
    static BeanPostProcessor quietRepository() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JobRepository ? quiet(bean) : bean;
            }
        };
    }

    private static Object quiet(Object repository) {
        var quiet = new ProxyFactory(repository);
        quiet.addAdvisor(advisor(NOTHING, "updateExecutionContext"));
        quiet.addAdvisor(advisor(ENDS_ONLY, "update"));
        quiet.addAdvisor(advisor(NEVER_BEFORE, "getLastStepExecution", "getStepExecutionCount"));
        return quiet.getProxy();
    }

    private static NameMatchMethodPointcutAdvisor advisor(MethodInterceptor advice, String... methods) {
        var advisor = new NameMatchMethodPointcutAdvisor(advice);
        advisor.setMappedNames(methods);
        return advisor;
    }

    private static boolean isOurs(JobInstance instance) {
        return instance.getJobName().equals(IngestModelJob.NAME);
    }

    private static boolean isOnTheWay(StepExecution step) {
        return step.getEndTime() == null && step.getCommitCount() > 0;
    }

    /** Batch says when it was written before it is: what could not be is to be tried the second time. */
    private static @Nullable Object written(MethodInvocation call, Consumer<LocalDateTime> lastUpdated) throws Throwable {
        try {
            return call.proceed();
        } catch (RuntimeException failed) {
            lastUpdated.accept(LocalDateTime.MIN);
            throw failed;
        }
    }

    private static boolean isAfter(@Nullable LocalDateTime written, @Nullable LocalDateTime ended) {
        return written != null && ended != null && !written.isBefore(ended);
    }

    private static @Nullable Object nothingOf(Class<?> type) {
        return type == long.class ? 0L : null;
    }
}
