package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubDownloadTest extends HubTestCase {

    private static final long LARGEST_ANSWER = 50_000_000_000L;

    private final byte[] weights = bytes(200_000);

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private SourceFile large() {
        hub.model("org/name").put("weights.safetensors", weights);
        return only("hf://org/name");
    }

    private SourceFile small() {
        hub.model("org/small").put("config.json", weights);
        return only("hf://org/small");
    }

    private IngestionException openFailure(SourceFile file, SourceAccess access) {
        return refused(() -> source.open(file, 0, access));
    }

    @Test
    void followsTheRedirectWithoutTheToken() throws Exception {
        hub.token(TOKEN);
        SourceFile file = large();
        assertThat(read(file, Span.from(0), with(TOKEN))).isEqualTo(weights);
        assertThat(hub.calls()).last().satisfies(call -> assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN));
        assertThat(hub.cdnCalls()).singleElement().satisfies(call -> {
            assertThat(call.authorization()).isNull();
            assertThat(call.query()).contains("X-Signature");
        });
    }

    @Test
    void showsTheTokenToNoOtherHostThanItsOwn() throws Exception {
        hub.token(TOKEN);
        read(small(), Span.from(0), new SourceAccess(TOKEN, "huggingface.co"));
        assertThat(hub.calls()).last().satisfies(call -> assertThat(call.authorization()).isNull());
    }

    @Test
    void keepsTheTokenWhereAModelWasRenamedAfterItWasListed() throws Exception {
        hub.token(TOKEN);
        SourceFile file = small();
        hub.model("org/small").hide().letIn(TOKEN);
        hub.rename("org/small", "org/larger");
        assertThat(read(file, Span.from(0), with(TOKEN))).isEqualTo(weights);
        assertThat(hub.calls().subList(hub.calls().size() - 2, hub.calls().size()))
                .allSatisfy(call -> assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN));
    }

    @Test
    void encodesEachSegmentOfAPath() throws Exception {
        String path = "a b/ü+%41#?&=;.json";
        hub.model("org/name").put(path, weights);
        SourceFile file = only("hf://org/name");
        assertThat(file.path()).isEqualTo(path);
        assertThat(read(file, Span.from(0), SourceAccess.ANONYMOUS)).isEqualTo(weights);
        assertThat(hub.calls().getLast().path()).endsWith("/a%20b/%C3%BC%2B%2541%23%3F%26%3D%3B.json");
    }

    @Test
    void beginsInTheMiddleAndEndsThere() throws Exception {
        for (SourceFile file : List.of(large(), small())) {
            assertThat(read(file, new Span(50_000, 60_000), SourceAccess.ANONYMOUS)).isEqualTo(Arrays.copyOfRange(weights, 50_000, 60_000));
            try (SourceStream in = source.open(file, 50_000, SourceAccess.ANONYMOUS)) {
                assertThat(in.canBeginAnywhere()).isTrue();
                assertThat(in.startsAt()).isEqualTo(50_000);
            }
        }
    }

    @Test
    void asksTheHubAnewWhenASignatureHasExpired() throws Exception {
        SourceFile file = large();
        try (SourceStream in = source.open(file, 0, SourceAccess.ANONYMOUS)) {
            assertThat(in.readNBytes(120_000)).isEqualTo(Arrays.copyOf(weights, 120_000));
        }
        hub.expire(1);
        IngestionException expired = refused(() -> source.open(file, 120_000, SourceAccess.ANONYMOUS));
        assertThat(expired.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(expired.getMessage()).contains("signature").contains("localhost").doesNotContain("X-Signature");
        int asked = hub.calls().size();
        assertThat(read(file, Span.from(120_000), SourceAccess.ANONYMOUS)).isEqualTo(Arrays.copyOfRange(weights, 120_000, 200_000));
        assertThat(hub.calls()).hasSize(asked + 1);
        assertThat(hub.cdnCalls()).last().satisfies(call -> assertThat(call.range()).isEqualTo("bytes=120000-"));
    }

    @Test
    void tellsARefusalOfTheHubFromAnExpiredSignature() {
        SourceFile file = large();
        hub.answerNext("/org/name/resolve", 403, "{\"error\":\"no\"}");
        assertThat(openFailure(file, SourceAccess.ANONYMOUS).kind()).isEqualTo(FailureKind.SOURCE_DENIED);
    }

    @ParameterizedTest
    @CsvSource({"X-Repo-Commit,0000000000000000000000000000000000000000,another commit", "X-Linked-Size,199999,199999 bytes",
            "X-Linked-Etag,\"0000000000000000000000000000000000000000000000000000000000000000\",another SHA-256",
            "X-Linked-Etag,W/\"0000000000000000000000000000000000000000000000000000000000000000\",another SHA-256"})
    void noticesThatTheHubSpeaksOfAnotherFile(String header, String value, String words) {
        SourceFile file = large();
        hub.claim(header, value);
        IngestionException failure = openFailure(file, SourceAccess.ANONYMOUS);
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_CHANGED);
        assertThat(failure.getMessage()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"X-Linked-Size,much", "X-Linked-Etag,\"not-a-digest\"", "X-Linked-Etag,''"})
    void makesNothingOfAHeaderThatSaysNothing(String header, String value) throws Exception {
        SourceFile file = large();
        hub.claim(header, value);
        assertThat(read(file, Span.from(0), SourceAccess.ANONYMOUS)).isEqualTo(weights);
    }

    @Test
    void readsFromAMirrorThatOmitsWhatItCan() throws Exception {
        hub.fault(Fault.NO_REPO_COMMIT, Fault.NO_ETAG, Fault.NO_LENGTH, Fault.RANGES_IGNORED);
        for (SourceFile file : List.of(large(), small())) {
            assertThat(read(file, Span.from(0), SourceAccess.ANONYMOUS)).isEqualTo(weights);
            try (SourceStream in = source.open(file, 150_000, SourceAccess.ANONYMOUS)) {
                assertThat(in.startsAt()).isZero();
                assertThat(in.canBeginAnywhere()).isFalse();
                assertThat(in.readAllBytes()).isEqualTo(weights);
            }
        }
    }

    @Test
    void takesNoWebPageForAFile() {
        SourceFile file = small();
        hub.answerNext("/org/small/resolve", 200, "<html>log in</html>", "Content-Type", "text/html; charset=utf-8");
        assertThat(openFailure(file, SourceAccess.ANONYMOUS).getMessage()).contains("web page");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20_000_000_000L, 49_999_999_990L, 59_999_999_999L})
    void asksForAFileThatIsTooLargeForOneAnswerByBoundedRanges(long from) throws Exception {
        hub.largestAnswer(LARGEST_ANSWER);
        hub.model("org/name").putZeros("weights.gguf", 60_000_000_000L);
        SourceFile file = only("hf://org/name");
        assertThat(file.size()).isEqualTo(60_000_000_000L);
        try (SourceStream in = source.open(file, from, SourceAccess.ANONYMOUS)) {
            assertThat(in.startsAt()).isEqualTo(from);
            assertThat(in.canBeginAnywhere()).isTrue();
            assertThat(in.readNBytes(1)).hasSize(1);
        }
        assertThat(hub.cdnCalls()).last()
                .satisfies(call -> assertThat(call.range()).isEqualTo("bytes=" + from + "-" + (from + (16L << 30) - 1)));
    }

    /** A reader that gets the error of such a hub would see it: the largest answer counts. */
    @Test
    void asksForAFileThatIsNotTooLargeAsAWhole() {
        hub.largestAnswer(LARGEST_ANSWER - 1);
        hub.model("org/name").putZeros("weights.gguf", LARGEST_ANSWER);
        SourceFile file = only("hf://org/name");
        assertThat(openFailure(file, SourceAccess.ANONYMOUS).getMessage()).contains("413");
        assertThat(hub.cdnCalls()).last().satisfies(call -> assertThat(call.range()).isNull());
    }
}
