package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The client as Spring puts it together from what an operator sets. */
class NetSettingsTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Room.class);

    /** No {@code @Configuration}, so that nobody who scans this package finds it. */
    @ConfigurationPropertiesScan("dev.weighbridge.net")
    @Import(NetConfiguration.class)
    static class Room {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    private void assertDoesNotStart(String property, String message) {
        context.withPropertyValues(property).run(node -> {
            assertThat(node).hasFailed();
            var trace = new StringWriter();
            Objects.requireNonNull(node.getStartupFailure()).printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains(message).doesNotContain("s3cret");
        });
    }

    @Test
    void waitsAndConnectsAsMuchAsIsDocumented() {
        context.run(node -> assertThat(node.getBean(NetSettings.class))
                .isEqualTo(new NetSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 64, 256, null)));
    }

    @Test
    void asksTheProxyThatIsSet() throws IOException {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            proxy.answer("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n");
            context.withPropertyValues("weighbridge.net.proxy=http://127.0.0.1:" + proxy.port(),
                    "weighbridge.net.no-proxy=other.example,10.0.0.0/8")
                    .run(node -> {
                        try (OutboundResponse response = node.getBean(OutboundClient.class)
                                .send(OutboundRequest.get(URI.create("http://1.1.1.1/a")))) {
                            assertThat(response.status()).isEqualTo(418);
                        }
                        assertThat(node.getBean(MeterRegistry.class).get("weighbridge.net.requests")
                                .tags("host", "1.1.1.1", "status", "4xx").counter()
                                .count()).isEqualTo(1);
                    });
        }
    }

    @Test
    void doesNotStartWithSettingsThatItCannotRead() {
        assertDoesNotStart("weighbridge.net.proxy=socks5://user:s3cret@proxy", "Could not read weighbridge.net.proxy: ");
        assertDoesNotStart("weighbridge.net.proxy=http://user:s3cret%@proxy", "Could not read weighbridge.net.proxy: ");
        assertDoesNotStart("weighbridge.net.ca-file=/nowhere/authorities.pem",
                "Could not read weighbridge.net.ca-file '/nowhere/authorities.pem': there is no such file");
        assertDoesNotStart("weighbridge.net.connections-per-host=0", "every time and number must be greater than zero");
    }
}
