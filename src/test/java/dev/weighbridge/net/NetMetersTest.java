package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** Whoever may name URLs may not make meters without end. */
class NetMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final NetMeters meters = new NetMeters(registry);

    private static URI host(int number) {
        return URI.create("https://Hub" + number + ".example:8443/path?query");
    }

    private double count(String host, String status) {
        return registry.get("weighbridge.net.requests").tags("host", host, "status", status).counter().count();
    }

    @Test
    void theFirstHostsHaveNamesAndTheOthersShareOne() {
        for (int i = 0; i < 500; i++) {
            meters.answered(host(i), 200);
        }
        meters.answered(host(0), 404);
        meters.answered(host(0), 503);
        Set<String> hosts = registry.get("weighbridge.net.requests").counters().stream().map(counter -> counter.getId().getTag("host"))
                .collect(Collectors.toSet());
        assertThat(hosts).hasSize(51).contains("hub0.example", "hub49.example", "other");
        assertThat(count("other", "2xx")).isEqualTo(450);
        assertThat(count("hub0.example", "4xx")).isEqualTo(1);
        assertThat(count("hub0.example", "5xx")).isEqualTo(1);
    }

    @Test
    void aHostThatNeverAnsweredHasNoName() {
        meters.unanswered(host(1));
        assertThat(count("other", "none")).isEqualTo(1);
        meters.answered(host(1), 200);
        meters.unanswered(host(1));
        assertThat(count("hub1.example", "none")).isEqualTo(1);
    }
}
