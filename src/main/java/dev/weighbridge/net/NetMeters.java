package dev.weighbridge.net;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what goes out, by host: {@code weighbridge.net.requests} by {@code status} (a class such as {@code 2xx}, {@code 429}, or {@code none}
 * when no answer came), and {@code weighbridge.net.rate.limited} by {@code what}. The first hosts that answered have names of their own; whoever
 * asks for many others cannot make more meters.
 */
final class NetMeters {

    private static final int MOST_HOSTS = 50;

    private final MeterRegistry meters;

    private final Set<String> hosts = new HashSet<>();

    NetMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What a limit of a host did. */
    enum Limit {
        /** The host answered 429. */
        ANSWERED,
        /** A request waited here for a moment. */
        WAITED,
        /** A request was not sent, and given back to whoever can wait. */
        GIVEN_BACK
    }

    void answered(URI url, int status) {
        String host = named(url, true);
        count(host, status == 429 ? "429" : status / 100 + "xx");
        if (status == 429) {
            limited(host, Limit.ANSWERED);
        }
    }

    void unanswered(URI url) {
        count(named(url, false), "none");
    }

    void held(URI url, Limit how) {
        limited(named(url, false), how);
    }

    private void count(String host, String status) {
        Counter.builder("weighbridge.net.requests").tag("host", host).tag("status", status)
                .description("Requests to hosts outside; none: no answer came").register(meters).increment();
    }

    private void limited(String host, Limit how) {
        Counter.builder("weighbridge.net.rate.limited").tag("host", host).tag("what", how.name().toLowerCase(Locale.ROOT))
                .description(
                        "Answers 429 (answered), and requests that waited for a budget (waited) or were not sent for lack of one (given_back)")
                .register(meters).increment();
    }

    private synchronized String named(URI url, boolean known) {
        String host = HostForm.normal(url.getHost());
        if (known && hosts.size() < MOST_HOSTS) {
            hosts.add(host);
        }
        return hosts.contains(host) ? host : "other";
    }
}
