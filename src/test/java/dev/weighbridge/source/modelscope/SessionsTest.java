package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;

import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import org.junit.jupiter.api.Test;

class SessionsTest {

    @Test
    void dropsTheSessionThatWasNotUsedForLongestWhenThereAreTooMany() {
        try (FakeModelScope hub = FakeModelScope.start();
                OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1")) {
            var sessions = new Sessions(new Login(client, Clock.systemUTC()), Clock.systemUTC());
            var repository = new Repository(hub.endpoint(), "owner", "tiny");
            for (int i = 0; i < Sessions.MOST; i++) {
                hub.requireToken("token" + i);
                sessions.of(repository, "token" + i).cookie();
            }
            Session first = sessions.of(repository, "token0");
            hub.requireToken("one more");
            sessions.of(repository, "one more").cookie();
            assertThat(hub.requests("/login")).hasSize(Sessions.MOST + 1);
            assertThat(sessions.of(repository, "token0")).isSameAs(first);
            hub.requireToken("token1");
            sessions.of(repository, "token1").cookie();
            assertThat(hub.requests("/login")).hasSize(Sessions.MOST + 2);
        }
    }

    @Test
    void keepsHubsApart() {
        try (FakeModelScope one = FakeModelScope.start().requireToken("same");
                FakeModelScope two = FakeModelScope.start().requireToken("same");
                OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1")) {
            var sessions = new Sessions(new Login(client, Clock.systemUTC()), Clock.systemUTC());
            sessions.of(new Repository(one.endpoint(), "owner", "tiny"), "same").cookie();
            sessions.of(new Repository(two.endpoint(), "owner", "tiny"), "same").cookie();
            sessions.of(new Repository(one.endpoint(), "owner", "another"), "same").cookie();
            assertThat(one.requests("/login")).hasSize(1);
            assertThat(two.requests("/login")).hasSize(1);
        }
    }
}
