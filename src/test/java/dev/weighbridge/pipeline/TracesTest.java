package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** Traces go to a collector with the profile {@code traces}, and are not there at all without it. */
class TracesTest {

    private static final List<String> SPANS = List.of("weighbridge.attempt", "weighbridge.step");

    @Test
    void withTheProfileAttemptsAndStepsAreSpans() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (TestNode node = TestNode.start(TestDatabase.H2, "spring.profiles.active=traces",
                "management.opentelemetry.tracing.export.schedule-delay=100ms",
                "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:" + collector.getAddress().getPort()
                        + "/v1/traces")) {
            String ingestion = new Imports(node)
                    .run("traced", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 1).toString(), null).uuid();
            await().atMost(Imports.LONG).untilAsserted(() -> {
                assertThat(String.join("", received)).contains(SPANS).contains(ingestion).contains("resolve", "transfer", "inspect",
                        "commit");
            });
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void withoutItThereIsNothingOfThem() {
        try (TestNode node = TestNode.start(TestNode.newHome(), TestDatabase.H2.freshUrl(), TestDatabase.H2.user(), List.of(Seen.class))) {
            assertThat(node.bean(Seen.class).context().getBeanDefinitionNames()).as("tracers, exporters, samplers").hasSizeGreaterThan(100)
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*(opentelemetry|otlp|tracer|spanexporter).*"));
            new Imports(node).run("timed", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 2).toString(), null);
            // the row says SUCCEEDED inside the step, whose time is taken when it has ended
            await().atMost(Imports.LONG).untilAsserted(() -> assertThat(
                    node.bean(MeterRegistry.class).get("weighbridge.step").tag("step", "commit").timer().count()).isEqualTo(1));
        }
    }

    /** What a node is made of. */
    record Seen(ApplicationContext context) {}
}
