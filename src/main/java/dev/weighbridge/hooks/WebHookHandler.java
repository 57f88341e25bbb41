package dev.weighbridge.hooks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Callback;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Calls the caller of a job back, at least once: a node that dies between the receiver's answer and the note of it leaves the call to another. The tries are
 * counted in the job's row, so that they are 15 in all, whatever nodes come and go.
 */
@Component
final class WebHookHandler implements WorkHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WebHookHandler.class);

    /** As ZStack's server does. */
    private static final int MOST_TRIES = 15;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** More than any answer of our APIs has; a receiver must not have to expect more. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    private final ApiJobs jobs;

    private final HookOutbox outbox;

    private final JobAnswers answers;

    private final Sending sending;

    private final Clock clock;

    WebHookHandler(ApiJobs jobs, HookOutbox outbox, JobAnswers answers, Sending sending, Clock clock) {
        this.jobs = jobs;
        this.outbox = outbox;
        this.answers = answers;
        this.sending = sending;
        this.clock = clock;
    }

    /** How it is sent, and what is counted of it. */
    @Component
    record Sending(Receivers receivers, WebHookProperties properties, HookMeters meters) {}

    @Override
    public String name() {
        return WorkName.WEB_HOOK.text();
    }

    @Override
    public Outcome handle(Lane lane, String jobUuid) {
        return jobs.callback(jobUuid).map(callback -> call(jobUuid, callback)).orElseGet(Outcome.Done::new);
    }

    private Outcome call(String jobUuid, Callback callback) {
        JobAnswer answer = answers.find(jobUuid).orElseThrow(() -> new IllegalStateException("a web hook is due before its job has ended"));
        URI receiver;
        try {
            receiver = URI.create(outbox.opened(jobUuid, callback.url()));
        } catch (IngestionException otherKey) {
            return givenUp(jobUuid, callback, "an unreadable address", otherKey.getMessage());
        }
        if (answer.body().getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
            return givenUp(jobUuid, callback, shown(receiver), "the answer is larger than " + LARGEST_BODY + " bytes");
        }
        OutboundRequest request = new HookMessage(jobUuid, answer).to(receiver, sending.properties().secret(), clock.instant());
        try {
            return after(sending.receivers().send(request), jobUuid, callback, receiver);
        } catch (InterruptedException shutDown) {
            return new Outcome.Again(clock.instant());
        }
    }

    private Outcome after(Receivers.Result result, String jobUuid, Callback callback, URI receiver) {
        String flaw = result.flaw();
        if (flaw == null) {
            jobs.calledBack(jobUuid);
            sending.meters().delivered();
            return new Outcome.Done();
        }
        jobs.triedToCallBack(jobUuid);
        if (!result.againHelps() || callback.tries() + 1 >= MOST_TRIES) {
            return givenUp(jobUuid, callback, shown(receiver), flaw);
        }
        sending.meters().retried();
        return new Outcome.Again(clock.instant().plus(PAUSE));
    }

    /** Neither the job's uuid nor the receiver's path is told: whoever knows one of them could pretend to be somebody else. */
    private Outcome givenUp(String jobUuid, Callback callback, String receiver, String flaw) {
        jobs.calledBack(jobUuid);
        sending.meters().givenUp();
        LOG.warn("Could not call the web hook at {} of account {}, try {}: {}. It is given up; the job can still be polled.", receiver,
                callback.accountUuid(), callback.tries() + 1, flaw);
        return new Outcome.Done();
    }

    private static String shown(URI receiver) {
        return receiver.getScheme() + "://" + receiver.getRawAuthority();
    }
}
