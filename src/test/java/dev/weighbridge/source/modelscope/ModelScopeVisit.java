package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.node.HandClock;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;

/** A hub of its own with the model {@code owner/tiny}, and a source that reads it. Close it. */
final class ModelScopeVisit implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final String ID = "owner/tiny";

    static final String TOKEN = "ms-t0ken-of-someone";

    /** What coreutils print for the six bytes "hello\n". */
    static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    /** What coreutils print for no bytes. */
    static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final FakeModelScope hub = FakeModelScope.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final HandClock hands = new HandClock(NOW);

    private final ModelScopeSource source = new ModelScopeSource(client, new ModelScopeSettings(100_000), hands.clock());

    @Override
    public void close() {
        client.close();
        hub.close();
    }

    FakeModelScope hub() {
        return hub;
    }

    FakeRepository model() {
        return hub.repository(ID);
    }

    HandClock hands() {
        return hands;
    }

    ModelScopeSource source() {
        return source;
    }

    /** Another source at the same hub, with a limit. */
    ModelScopeSource source(int maxFiles) {
        return new ModelScopeSource(client, new ModelScopeSettings(maxFiles), hands.clock());
    }

    int connectionsInUse() {
        return client.connectionsInUse();
    }

    /** @param behind what follows the model's name: {@code ""}, {@code @v1}, {@code /sub} */
    ModelReference reference(String behind) {
        return ModelReference.of("modelscope://" + ID + behind, null).at(hub.endpoint());
    }

    static SourceAccess someone() {
        return new SourceAccess(TOKEN, "127.0.0.1");
    }

    Listing list(String behind) {
        return source.list(reference(behind), SourceAccess.ANONYMOUS);
    }

    List<String> paths(String behind) {
        return list(behind).files().stream().map(SourceFile::path).toList();
    }

    byte[] read(SourceFile file, SourceAccess access) throws IOException {
        try (SourceStream in = source.open(file, 0, access)) {
            byte[] bytes = in.readAllBytes();
            in.confirmUnchanged();
            return bytes;
        }
    }

    /** Why the work fails; it leaves no connection open and its sentence has the form that a person can act on. */
    IngestionException refusal(FailureKind kind, Callable<?> work) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(work::call).satisfies(caught::add);
        IngestionException failed = caught.getFirst();
        assertThat(failed.kind()).as(failed.getMessage()).isEqualTo(kind);
        assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith(".").doesNotContain(TOKEN);
        assertThat(client.connectionsInUse()).isZero();
        return failed;
    }
}
