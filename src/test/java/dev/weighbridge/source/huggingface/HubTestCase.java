package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.AfterEach;

/** A hub, and a source that reads it. */
abstract class HubTestCase {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final String TOKEN = "hf_secretTokenOfTheTest";

    final FakeHub hub = FakeHub.start();

    final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1", "localhost");

    final HuggingFaceSource source = source(100_000, HuggingFaceSource.Limits.HUB);

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).as("connections that nobody closed").isZero();
        client.close();
        hub.close();
    }

    HuggingFaceSource source(int maxFiles, HuggingFaceSource.Limits limits) {
        return new HuggingFaceSource(client, new HubSettings(maxFiles), Clock.fixed(NOW, ZoneOffset.UTC), limits);
    }

    ModelReference reference(String text) {
        return ModelReference.of(text, null).at(hub.endpoint());
    }

    static SourceAccess with(String token) {
        return new SourceAccess(token, "127.0.0.1");
    }

    Listing list(String text) {
        return list(text, SourceAccess.ANONYMOUS);
    }

    Listing list(String text, SourceAccess access) {
        return source.list(reference(text), access);
    }

    SourceFile only(String text) {
        List<SourceFile> files = list(text).files();
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    byte[] read(SourceFile file, Span span, SourceAccess access) throws Exception {
        try (SourceStream in = source.open(file, span, access)) {
            in.skipNBytes(span.from() - in.startsAt());
            return span.isOpen() ? in.readAllBytes() : in.readNBytes((int) (span.to() - span.from()));
        }
    }

    /** The failure of {@code work}, which has the form that a person can act on and holds no secret. */
    static IngestionException refused(Callable<?> work) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(work::call).satisfies(caught::add)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith(".")
                        .doesNotContainIgnoringCase("secret"));
        return caught.getFirst();
    }

    IngestionException listFailure(String text, SourceAccess access) {
        return refused(() -> list(text, access));
    }

    IngestionException listFailure(String text) {
        return listFailure(text, SourceAccess.ANONYMOUS);
    }
}
