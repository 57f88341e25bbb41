package dev.weighbridge.net;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.HeldBudgets.Budget;
import dev.weighbridge.net.HeldBudgets.Caller;
import dev.weighbridge.net.HeldBudgets.Hold;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What hosts still let this node ask, shared by everything that goes out. A host counts requests by credential (anonymous ones by address, and so all
 * together), and may keep several budgets apart under names of its own; Hugging Face has {@code api} and {@code resolvers}. An answer that says that a
 * budget is spent ({@code RateLimit} with nothing left; {@code Retry-After} with 429 or 503, which holds everything that this caller asks there if no
 * name is told) holds the requests on it that come later. Of credentials only a hash is kept. For many threads.
 */
final class RateBudgets {

    /** Less than a pause between two tries; whoever waits longer holds a worker that others need. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final String EVERYTHING = "";

    private final HeldBudgets held = new HeldBudgets();

    private final PolicyNames names = new PolicyNames();

    private final String salt = UUID.randomUUID().toString();

    private final Clock clock;

    private final Pause pause;

    private final NetMeters meters;

    RateBudgets(Clock clock, Pause pause, NetMeters meters) {
        this.clock = clock;
        this.pause = pause;
        this.meters = meters;
    }

    /**
     * Returns when the request may be sent; at once, or after some seconds.
     *
     * @throws IngestionException SOURCE_RATE_LIMITED (after 503 SOURCE_UNAVAILABLE) with the time to come again if that is further away;
     *     SOURCE_UNAVAILABLE if the thread is interrupted
     */
    void admit(OutboundRequest request) {
        Duration waited = Duration.ZERO;
        for (Hold hold = holdOn(request); hold != null; hold = holdOn(request)) {
            Duration left = Duration.between(clock.instant(), hold.until());
            waited = waited.plus(left);
            if (waited.compareTo(LONGEST_WAIT) > 0) {
                meters.held(request.url(), NetMeters.Limit.GIVEN_BACK);
                throw refusal(request, hold);
            }
            meters.held(request.url(), NetMeters.Limit.WAITED);
            sleep(request.url(), left);
        }
    }

    /** Looks at an answer. */
    void learn(OutboundRequest request, OutboundResponse response) {
        Caller caller = caller(request);
        Instant now = clock.instant();
        List<RateLimit> limits = RateLimit.parse(response.header("RateLimit"));
        if (!limits.isEmpty()) {
            names.learn(request.url(), limits.stream().map(RateLimit::policy).toList());
        }
        boolean told = false;
        for (RateLimit limit : limits) {
            Duration reset = limit.reset();
            if (limit.isSpent() && reset != null) {
                var hold = new Hold(now.plus(reset).plusSeconds(1), FailureKind.SOURCE_RATE_LIMITED);
                held.hold(new Budget(caller, limit.policy()), hold, now);
                told = true;
            }
        }
        if (!told) {
            retryAfter(caller, response, now);
        }
    }

    private void retryAfter(Caller caller, OutboundResponse response, Instant now) {
        int status = response.status();
        Instant until = status == 429 || status == 503 ? RetryAfter.parse(response.header("Retry-After"), now) : null;
        if (until != null && until.isAfter(now)) {
            FailureKind kind = status == 429 ? FailureKind.SOURCE_RATE_LIMITED : FailureKind.SOURCE_UNAVAILABLE;
            held.hold(new Budget(caller, EVERYTHING), new Hold(until, kind), now);
        }
    }

    private @Nullable Hold holdOn(OutboundRequest request) {
        Caller caller = caller(request);
        Instant now = clock.instant();
        return Stream.concat(Stream.of(EVERYTHING), names.of(request.url()).stream())
                .flatMap(policy -> held.of(new Budget(caller, policy), now).stream()).reduce(HeldBudgets::longer).orElse(null);
    }

    private Caller caller(OutboundRequest request) {
        Credential credential = request.credential();
        String hash = credential == null ? "" : DigestUtils.sha256Hex(salt + credential.caller());
        return new Caller(Origin.of(request.url()), hash);
    }

    private void sleep(URI url, Duration length) {
        try {
            pause.pause(length);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(url) + ": the work was interrupted on this node. It is tried again later.", stopped);
        }
    }

    private static IngestionException refusal(OutboundRequest request, Hold hold) {
        String why = hold.kind() == FailureKind.SOURCE_RATE_LIMITED
                ? " has been asked as often as it allows " + (request.credential() == null ? "without a token" : "with this token")
                : " asked to be left alone";
        return new IngestionException(hold.kind(),
                "Could not fetch " + ShownUrl.of(request.url()) + ": " + request.url().getHost() + why + " until "
                        + hold.until() + ", and was not asked again. It is tried again then.",
                hold.until(), null);
    }
}
