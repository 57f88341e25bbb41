package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.QueryTimeoutException;

/** What of an attempt reaches Spring Batch's tables. */
class QuietRepositoryTest {

    private final List<String> written = new ArrayList<>();

    private boolean isAway;

    private LocalDateTime now = LocalDateTime.of(2026, 11, 30, 12, 0);

    private final JobRepository repository = (JobRepository) Objects.requireNonNull(
            BatchTables.quietRepository().postProcessAfterInitialization(Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                        write(arguments[0]);
                        return null;
                    }), "repository"));

    private final JobExecution job = new JobExecution(1, new JobInstance(1, IngestModelJob.NAME), new JobParameters());

    private final StepExecution step = new StepExecution(1, "transfer", job);

    @Test
    void theBeginAndTheEndAreWrittenOnceEach() {
        runs();
        repository.update(step);
        repository.update(job);
        repository.update(job);
        assertThat(written).containsExactly("step", "step at its end", "job at its end");
    }

    @Test
    void anEndThatCouldNotBeWrittenIsWrittenTheSecondTime() {
        isAway = true;
        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(this::runs);
        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> repository.update(job));
        isAway = false;
        repository.update(step);
        repository.update(job);
        assertThat(written).containsExactly("step", "step at its end", "job at its end");
    }

    @Test
    void otherJobsAreWrittenAsBatchWants() {
        var other = new JobExecution(2, new JobInstance(2, "another"), new JobParameters());
        other.setEndTime(now());
        repository.update(other);
        repository.update(other);
        assertThat(written).hasSize(2);
    }

    /** As a step does, to the first time that its end is written. */
    private void runs() {
        repository.update(step);
        step.incrementCommitCount();
        repository.update(step);
        step.setEndTime(now());
        job.setEndTime(now());
        repository.update(step);
    }

    /** Batch's own repository says when it writes before it does. */
    private void write(Object execution) {
        boolean ended = execution instanceof StepExecution one ? said(one) : said((JobExecution) execution);
        if (isAway && ended) {
            throw new QueryTimeoutException("the database is away");
        }
        written.add((execution instanceof StepExecution ? "step" : "job") + (ended ? " at its end" : ""));
    }

    private boolean said(StepExecution one) {
        one.setLastUpdated(now());
        return one.getEndTime() != null;
    }

    private boolean said(JobExecution one) {
        one.setLastUpdated(now());
        return one.getEndTime() != null;
    }

    private LocalDateTime now() {
        now = now.plusSeconds(1);
        return now;
    }
}
