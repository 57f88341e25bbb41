package dev.weighbridge.zstack.door;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.request.Accepted;
import dev.weighbridge.request.ApiCall;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every POST, PUT and DELETE is an API job, also when its caller gets the result itself. A client that polls gets 202 and
 * the job's location at once, for failures too; any other gets what a poll would, and 202 only if there is no result within the time that a call is
 * held.
 */
@Component
public class AsyncCalls {

    /** For how long an ingestion tries when the caller sets no limit. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Callers callers;

    private final ApiJobs jobs;

    private final JobResults results;

    private final HeldCalls held;

    private final TransactionOperations transactions;

    AsyncCalls(Callers callers, ApiJobs jobs, JobResults results, HeldCalls held, TransactionOperations transactions) {
        this.callers = callers;
        this.jobs = jobs;
        this.results = results;
        this.held = held;
        this.transactions = transactions;
    }

    /** Work that goes on after the call: hands it over, and makes the job together with what is handed over. */
    public interface HandOver {

        Accepted accept(Caller caller, ApiCall job);
    }

    /** Starts work that goes on after the call. */
    public Answer start(Call call, HandOver work) {
        ApiCall job = newJob(call);
        Accepted accepted;
        try {
            accepted = work.accept(callers.of(call), job);
        } catch (RuntimeException failed) {
            return failed(call, job, failed);
        }
        call.audited().isAbout(accepted.ingestionUuid());
        call.audited().goesOn();
        if (!call.isByPollingClient()) {
            held.await(accepted.ingestionUuid());
        }
        return ended(call, job);
    }

    /** Starts work on many resources, each by itself, that goes on after the call: {@code work} makes the job with its items. */
    public Answer startMany(Call call, BiConsumer<Caller, ApiCall> work) {
        ApiCall job = newJob(call);
        try {
            work.accept(callers.of(call), job);
        } catch (RuntimeException failed) {
            return failed(call, job, failed);
        }
        call.audited().goesOn();
        if (!call.isByPollingClient()) {
            held.awaitItems(job.jobUuid());
        }
        return ended(call, job);
    }

    /** Does work that is over at once, in one transaction with the recording of its result. {@code work} returns the answer's body. */
    public Answer run(Call call, Function<Caller, ObjectNode> work) {
        return run(call, work, (job, reply) -> reply.toString());
    }

    /** As {@link #run}, with an answer that has a secret in it: the job's row keeps it encrypted. */
    public Answer runSecretly(Call call, Function<Caller, ObjectNode> work) {
        return run(call, work, results::sealed);
    }

    private Answer run(Call call, Function<Caller, ObjectNode> work, BiFunction<String, ObjectNode, String> kept) {
        ApiCall job = newJob(call);
        try {
            transactions.executeWithoutResult(transaction -> {
                Caller caller = callers.of(call);
                ObjectNode reply = work.apply(caller);
                Replies.uuid(reply).ifPresent(call.audited()::isAbout);
                jobs.recordEnded(job.jobUuid(), caller.accountUuid(), job.webHook(), 200, kept.apply(job.jobUuid(), reply));
            });
        } catch (RuntimeException failed) {
            return failed(call, job, failed);
        }
        return ended(call, job);
    }

    /** Deletes, as {@link #run} does its work; what is not there any more counts as deleted, as at ZStack's server. */
    public Answer delete(Call call, Consumer<Caller> work) {
        ApiCall job = newJob(call);
        try {
            transactions.executeWithoutResult(transaction -> {
                Caller caller = callers.of(call);
                work.accept(caller);
                jobs.recordEnded(job.jobUuid(), caller.accountUuid(), job.webHook(), 200, Replies.nothing().toString());
            });
        } catch (RuntimeException failed) {
            if (!isOfKind(FailureKind.NOT_FOUND, failed)) {
                return failed(call, job, failed);
            }
            record(job, 200, Replies.nothing());
        }
        return ended(call, job);
    }

    /**
     * Does work on many things, each in a transaction of its own, so that one that fails takes no other with it; the result is recorded after all of them.
     * {@code work} returns the answer's body.
     */
    public Answer runEach(Call call, Function<Caller, ObjectNode> work) {
        ApiCall job = newJob(call);
        try {
            Caller caller = callers.of(call);
            ObjectNode body = work.apply(caller);
            jobs.recordEnded(job.jobUuid(), caller.accountUuid(), job.webHook(), 200, body.toString());
        } catch (RuntimeException failed) {
            return failed(call, job, failed);
        }
        return ended(call, job);
    }

    private ApiCall newJob(Call call) {
        ApiCall job = JobHeaders.of(call);
        if (jobs.find(job.jobUuid()).isPresent()) {
            throw duplicate();
        }
        return job;
    }

    /** A call that failed is a job that failed, unless its form is wrong, or another call took its job's uuid in between. */
    private Answer failed(Call call, ApiCall job, RuntimeException failure) {
        if (failure instanceof Refusal refusal) {
            throw refusal;
        }
        if (isOfKind(FailureKind.CONFLICT, failure) && jobs.find(job.jobUuid()).isPresent()) {
            throw duplicate();
        }
        ObjectNode reply = Failures.reply(failure);
        call.audited().failed(Replies.code(reply));
        record(job, 503, reply);
        return ended(call, job);
    }

    private void record(ApiCall job, int status, ObjectNode body) {
        try {
            jobs.recordEnded(job.jobUuid(), null, job.webHook(), status, body.toString());
        } catch (IngestionException used) {
            throw isOfKind(FailureKind.CONFLICT, used) ? duplicate() : used;
        }
    }

    private Answer ended(Call call, ApiCall job) {
        return call.isByPollingClient() ? accepted(call, job) : resultOrLocation(call, job);
    }

    private Answer resultOrLocation(Call call, ApiCall job) {
        Optional<JobResults.Result> there = results.find(job.jobUuid()).filter(JobResults.Result::isThere);
        there.filter(result -> result.status() != 200).ifPresent(result -> call.audited().failed(Replies.code(result.body())));
        return there.map(result -> result.shownTo(call)).orElseGet(() -> accepted(call, job));
    }

    private static Answer accepted(Call call, ApiCall job) {
        Duration timeout = job.timeout() == null ? LONGEST : job.timeout();
        return Answer.json(202, Json.object().put("location", call.locationOf(job.jobUuid())).put("apiTimeout", timeout.toMillis()));
    }

    private static boolean isOfKind(FailureKind kind, RuntimeException failure) {
        return failure instanceof IngestionException known && known.kind() == kind;
    }

    private static Refusal duplicate() {
        return Refusal.badRequest("Duplicate job uuid: the X-Job-UUID was used by an earlier call. Poll that job, or send another uuid");
    }
}
