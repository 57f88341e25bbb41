package dev.weighbridge.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementsTest {

    private static final String PATH = "/models/model%20weights.bin";

    private static final String SUM = PATH + ".sha256";

    /** What coreutils print for the six bytes "hello\n". */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private @Nullable Digest found() {
        return new Announcements(client, new Refusals(Clock.systemUTC())).find(OutboundRequest.get(server.url(PATH)), "model weights.bin");
    }

    private IngestionException failure() {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(this::found).satisfies(caught::add);
        return caught.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {HELLO_SHA256, HELLO_SHA256 + "  model weights.bin\n", "SHA256 (model weights.bin) = " + HELLO_SHA256,
            "0000000000000000000000000000000000000000000000000000000000000000  other\n" + HELLO_SHA256 + " *dir/model weights.bin\n"})
    void readsTheDigestBesideTheFile(String text) {
        server.file(SUM, text.getBytes(StandardCharsets.UTF_8));
        assertThat(found()).isEqualTo(Digest.sha256(HELLO_SHA256));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 304})
    void needsNoDigestBesideTheFile(int status) {
        server.file(SUM, HELLO_SHA256.getBytes(StandardCharsets.UTF_8)).refuse(status, 1);
        assertThat(found()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void doesNotSkipADigestThatMayBeThere(int status) {
        server.file(SUM, HELLO_SHA256.getBytes(StandardCharsets.UTF_8)).refuse(status, 1);
        assertThat(failure().kind().waitingHelps()).isTrue();
        assertThat(found()).isNotNull();
    }

    @Test
    void doesNotSkipADigestWhoseConnectionBroke() {
        server.file(SUM, HELLO_SHA256.getBytes(StandardCharsets.UTF_8)).hangUpAfter(10);
        assertThat(failure().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
    }

    @Test
    void takesNoDigestFromAPageOrAHugeFileOrACircle() {
        FaultyFile sum = server.file(SUM, "<html>please log in</html>".getBytes(StandardCharsets.UTF_8));
        assertThat(found()).isNull();
        sum.content((HELLO_SHA256 + "\n" + "#".repeat(70_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(found()).isNull();
        sum.redirectTo(SUM);
        assertThat(found()).isNull();
        sum.redirectTo("http://10.0.0.1/login");
        assertThat(found()).isNull();
    }
}
