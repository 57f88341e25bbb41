package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of 100,000 bytes at a hub that gives at most 30,000 in one answer. */
class StretchedStreamTest extends HubTestCase {

    private static final int SIZE = 100_000;

    private final HuggingFaceSource stretching = source(100, new HuggingFaceSource.Limits(50_000, 30_000));

    private final byte[] weights = new byte[SIZE];

    private SourceFile file = new SourceFile("nothing", 0, null, "nowhere", null, false);

    @BeforeEach
    void publish() {
        new Random(1).nextBytes(weights);
        hub.model("org/name").put("weights.bin", weights);
        file = only("hf://org/name");
        hub.largestAnswer(30_000);
    }

    private SourceStream open(Span span) {
        return stretching.open(file, span, SourceAccess.ANONYMOUS);
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,4", "29999,3", "30000,3", "70000,1", "70001,1", "99999,1", "100000,1"})
    void readsOnAndOn(int from, int answers) throws Exception {
        try (SourceStream in = open(Span.from(from))) {
            assertThat(in.startsAt()).isEqualTo(from);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(weights, from, SIZE));
            assertThat(in.read()).isEqualTo(-1);
            in.confirmUnchanged();
        }
        assertThat(hub.cdnCalls()).hasSize(answers);
    }

    @Test
    void readsSingleBytesAcrossTheSeam() throws Exception {
        try (SourceStream in = open(Span.from(29_998))) {
            in.skipNBytes(29_999);
            for (int at = 59_997; at < 60_003; at++) {
                assertThat(in.read()).isEqualTo(weights[at] & 0xff);
            }
        }
    }

    @Test
    void endsWhereTheSpanEnds() throws Exception {
        try (SourceStream in = open(new Span(10_000, 80_000))) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(weights, 10_000, 80_000));
        }
        assertThat(hub.cdnCalls()).extracting(FakeHub.Call::range)
                .isEqualTo(List.of("bytes=10000-39999", "bytes=40000-69999", "bytes=70000-79999"));
    }

    @Test
    void asksOnceForASpanThatIsShortEnough() throws Exception {
        try (SourceStream in = open(new Span(10_000, 40_000))) {
            assertThat(in.readAllBytes()).hasSize(30_000);
        }
        assertThat(hub.cdnCalls()).hasSize(1);
    }

    @Test
    void tellsAnExpiredSignatureInTheMiddleAsABrokenConnection() throws Exception {
        try (SourceStream in = open(Span.from(0))) {
            assertThat(in.readNBytes(30_000)).isEqualTo(Arrays.copyOf(weights, 30_000));
            hub.expire(1);
            assertThatIOException().isThrownBy(in::read).withMessageContaining("signature");
        }
        try (SourceStream again = open(Span.from(30_000))) {
            assertThat(again.readAllBytes()).isEqualTo(Arrays.copyOfRange(weights, 30_000, SIZE));
        }
    }

    @Test
    void tellsAChangeInTheMiddleAsSuch() throws Exception {
        try (SourceStream in = open(Span.from(0))) {
            in.readNBytes(30_000);
            hub.claim("X-Repo-Commit", "0".repeat(40));
            assertThat(refused(in::read).kind()).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "40000"})
    void takesTheWholeFileFromAMirrorThatKnowsNoRanges(int from) throws Exception {
        hub.largestAnswer(SIZE).fault(Fault.RANGES_IGNORED);
        try (SourceStream in = open(Span.from(from))) {
            assertThat(in.startsAt()).isZero();
            assertThat(in.canBeginAnywhere()).isFalse();
            assertThat(in.readAllBytes()).isEqualTo(weights);
        }
    }
}
