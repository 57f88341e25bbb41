package dev.weighbridge.net;

import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests under one network policy, from a pool of connections, directly or by the operator's proxy. Used by many threads at once. It
 * keeps no cookies, decompresses nothing, retries nothing but a connection that went stale in the pool, and follows at most five redirects, each
 * checked like the first request. A host that says that it was asked too often is left alone until its time.
 */
public final class OutboundClient implements AutoCloseable {

    private final Exchanges exchanges;

    private final @Nullable RateBudgets budgets;

    private final NetMeters meters;

    /**
     * @param exchanges closed with this; connections are not shared with clients of another policy
     * @param budgets null to ask whatever the host wishes
     */
    OutboundClient(Exchanges exchanges, @Nullable RateBudgets budgets, NetMeters meters) {
        this.exchanges = exchanges;
        this.budgets = budgets;
        this.meters = meters;
    }

    /**
     * Sends a GET or HEAD and follows its redirects, or a POST and does not. Waits up to 5 s where the host asked for that.
     *
     * @return the last answer, whatever its status is; the caller closes it
     * @throws IngestionException SOURCE_NOT_ALLOWED (the policy, an untrusted certificate, the proxy's refusal), SOURCE_UNAVAILABLE (no answer
     *     came), SOURCE_NOT_FOUND (redirects that lead nowhere), SOURCE_RATE_LIMITED (not sent, because the host wants to be left alone for longer)
     */
    public OutboundResponse send(OutboundRequest request) {
        var trail = new RedirectTrail(request.url());
        OutboundRequest current = request;
        while (true) {
            OutboundResponse response = sendOnce(current);
            if (!RedirectTrail.isRedirect(response.status()) || request.body() != null) {
                return response.after(trail.headers());
            }
            try (response) {
                current = current.redirectedTo(trail.next(response));
            }
        }
    }

    /**
     * Sends a request and follows no redirect.
     *
     * @return the answer, whatever its status is; the caller closes it
     * @throws IngestionException as {@link #send} does, but for the redirects
     */
    public OutboundResponse sendOnce(OutboundRequest request) {
        if (budgets != null) {
            budgets.admit(request);
        }
        try {
            OutboundResponse response = exchanges.exchange(request);
            meters.answered(request.url(), response.status());
            if (budgets != null) {
                budgets.learn(request, response);
            }
            return response;
        } catch (IngestionException unanswered) {
            meters.unanswered(request.url());
            throw unanswered;
        }
    }

    /** How many connections are in use now. */
    public int connectionsInUse() {
        return exchanges.connectionsInUse();
    }

    @Override
    public void close() {
        exchanges.close();
    }
}
