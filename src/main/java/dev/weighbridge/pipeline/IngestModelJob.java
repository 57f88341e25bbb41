package dev.weighbridge.pipeline;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * How a model, or a dataset, comes in ({@link Product} holds what differs):
 *
 * <ol>
 * <li>{@link ResolveStep} asks the source what there is, and pins it;
 * <li>{@link TransferStep} brings every file into the store, hashed and verified as it passes;
 * <li>{@link InspectStep} reads from the stored files what it is;
 * <li>{@link CommitStep} enters it in the inventory, in one transaction.
 * </ol>
 *
 * Before the commit nobody can see the model; after it, everything about it is there. The job's parameters are the ingestion's uuid and the attempt's
 * number, and nothing else.
 */
@Configuration(proxyBeanMethods = false)
class IngestModelJob {

    /** What Spring Batch's tables call it. */
    static final String NAME = "ingest-model";

    @Bean
    Job ingestModel(JobRepository repository, ResolveStep resolve, TransferStep transfer, InspectStep inspect, CommitStep commit,
            Steps steps) {
        return new JobBuilder(NAME, repository)
                .start(steps.step("resolve", resolve))
                .next(steps.step("transfer", transfer))
                .next(steps.step("inspect", inspect))
                .next(steps.step("commit", commit))
                .build();
    }

    /** Makes Spring Batch's steps of ours. A step holds no transaction while it runs: it may run for hours. */
    @Bean
    Steps steps(JobRepository repository, PlatformTransactionManager transactions, AttemptTasklet.Journal journal) {
        var withoutTransaction = new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        return (name, work) -> new StepBuilder(name, repository).tasklet(new AttemptTasklet(name, work, journal), transactions)
                .transactionAttribute(withoutTransaction).build();
    }

    /** See {@link #steps}. */
    interface Steps {
        Step step(String name, AttemptStep work);
    }
}
