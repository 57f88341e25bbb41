package dev.weighbridge.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest extends ModelSourceContract {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String PATH = "/models/model%20weights.bin";

    private static final String SUM = PATH + ".sha256";

    /** What coreutils print for the six bytes "hello\n". */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final HttpSource source = new HttpSource(client, new HttpSettings(100_000), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) {
        if (server.requests().isEmpty() || server.requests(PATH).isEmpty()) {
            server.file(PATH, content);
        } else {
            server.at(PATH).content(content);
        }
        return reference(PATH);
    }

    @Override
    protected ModelReference missing() {
        return reference("/models/nothing");
    }

    @Override
    protected int held() {
        return client.connectionsInUse();
    }

    private ModelReference reference(String path) {
        return ModelReference.of(server.url(path).toString(), null);
    }

    private FaultyFile file(byte[] content) {
        return server.file(PATH, content);
    }

    private SourceFile listed() {
        return only(reference(PATH));
    }

    private IngestionException listFailure() {
        return refused(() -> source.list(reference(PATH), access()));
    }

    @Test
    void readsPartAfterPartOverOneConnection() throws IOException {
        byte[] content = bytes(300_000, 7);
        SourceFile listed = only(put(content));
        int before = server.connections();
        for (int from = 0; from < content.length; from += 100_000) {
            try (SourceStream in = source.open(listed, new Span(from, from + 100_000), access())) {
                byte[] part = new byte[100_000];
                assertThat(in.readNBytes(part, 0, part.length)).isEqualTo(part.length);
                assertThat(part).isEqualTo(Arrays.copyOfRange(content, from, from + part.length));
                assertThat(in.read()).as("behind the part").isEqualTo(-1);
                assertThat(in.canBeginAnywhere()).isTrue();
            }
        }
        assertThat(server.connections()).as("connections").isLessThanOrEqualTo(before + 1);
        assertThat(server.at(server.requests().getLast().path()).bytesServed()).as("bytes, with one for each probe")
                .isLessThan(content.length + 10L);
    }

    @Test
    void takesTheTimeFromLastModified() {
        file(bytes(10, 1)).header("Last-Modified", "Thu, 18 Jul 2024 10:20:30 GMT");
        assertThat(source.list(reference(PATH), access()).sourceTime()).isEqualTo(Instant.parse("2024-07-18T10:20:30Z"));
    }

    @Test
    void asksForTheFirstByteOnlyAndForNoCompression() {
        FaultyFile file = file(bytes(1_000_000, 1));
        listed();
        assertThat(file.bytesServed()).isEqualTo(1);
        assertThat(server.requests(PATH)).singleElement().satisfies(request -> {
            assertThat(request.header("Range")).isEqualTo("bytes=0-0");
            assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(request.header("Cookie")).isNull();
        });
    }

    @Test
    void usesOneConnectionForAListingAndARead() throws IOException {
        file(bytes(100_000, 1));
        read(listed(), 0);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void trustsAStrongEtagOnly() {
        FaultyFile file = file(bytes(10, 1)).header("ETag", "\"abc\"");
        assertThat(listed().strong()).isTrue();
        file.header("ETag", "W/\"abc\"");
        assertThat(listed().strong()).isFalse();
        assertThat(listed().validator()).contains("W/\"abc\"");
        file.header("ETag", null);
        assertThat(listed().strong()).isFalse();
        assertThat(listed().validator()).contains("2024");
        file.header("Last-Modified", null);
        assertThat(listed().validator()).isNull();
    }

    @Test
    void sendsIfRangeWithAStrongEtagOnly() throws IOException {
        FaultyFile file = file(bytes(10, 1)).header("ETag", "\"abc\"");
        read(listed(), 3);
        file.header("ETag", "W/\"abc\"");
        read(listed(), 3);
        assertThat(server.requests(PATH).stream().filter(request -> "bytes=3-".equals(request.header("Range")))
                .map(request -> request.header("If-Range")))
                .containsExactly("\"abc\"", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "none"})
    void noticesAChangeWithoutAStrongEtag(String etag) throws IOException {
        FaultyFile file = file(bytes(10, 1)).header("ETag", etag.equals("none") ? null : etag);
        SourceFile listed = listed();
        assertThat(read(listed, 5)).hasSize(5);
        file.content(bytes(10, 2)).header("ETag", etag.equals("none") ? null : "W/\"2\"");
        assertThat(failure(() -> source.open(listed, 5, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    void beginsAtZeroWhenTheServerKnowsNoRanges() throws IOException {
        byte[] content = bytes(200_000, 1);
        file(content).ignoreRanges();
        SourceFile listed = listed();
        assertThat(listed.size()).isEqualTo(200_000);
        try (SourceStream in = source.open(listed, 150_000, access())) {
            assertThat(in.startsAt()).isZero();
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void doesNotReadTheBodyOfAServerThatKnowsNoRanges() {
        FaultyFile file = file(bytes(50_000_000, 1)).ignoreRanges();
        listed();
        assertThat(file.bytesServed()).isLessThan(25_000_000);
    }

    @Test
    void readsChunksOfUnknownLength() throws IOException {
        byte[] content = bytes(200_000, 1);
        file(content).ignoreRanges().chunked();
        SourceFile listed = listed();
        assertThat(listed.sizeIsKnown()).isFalse();
        assertThat(read(listed, 0)).isEqualTo(content);
    }

    @Test
    void reportsChunksThatBreakOff() throws IOException {
        FaultyFile file = file(bytes(200_000, 1)).ignoreRanges().chunked();
        SourceFile listed = listed();
        file.hangUpAfter(100_000);
        try (SourceStream in = source.open(listed, 0, access())) {
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("broke after byte 100000");
        }
    }

    @Test
    void refusesAFileWhoseEndNobodyCanTell() {
        FaultyFile file = file("hello\n".getBytes(StandardCharsets.UTF_8)).ignoreRanges().endByClosing();
        assertThat(listFailure().getMessage()).contains("neither its length nor its digest").contains(".sha256");
        server.file(SUM, HELLO_SHA256.getBytes(StandardCharsets.UTF_8));
        assertThat(listed().announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
        server.remove(SUM);
        file.recover();
        assertThat(listed().size()).isEqualTo(6);
    }

    @Test
    void opensNoFileWhoseEndNobodyCanTellAnyMore() {
        FaultyFile file = file(bytes(10, 1)).ignoreRanges().chunked();
        SourceFile listed = listed();
        file.endByClosing();
        assertThat(refused(() -> source.open(listed, 0, access())).getMessage()).contains("neither its length nor its digest");
    }

    @Test
    void readsAFileThatEndsByClosingWhenItsSizeIsKnown() throws IOException {
        byte[] content = bytes(100_000, 1);
        FaultyFile file = file(content);
        SourceFile listed = listed();
        file.endByClosing();
        assertThat(read(listed, 0)).isEqualTo(content);
        file.hangUpAfter(5_000);
        try (SourceStream in = source.open(listed, 0, access())) {
            assertThatIOException().isThrownBy(in::readAllBytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, 199_999})
    void reportsABrokenConnectionAndGoesOnWhereItBroke(long after) throws IOException {
        byte[] content = bytes(200_000, 1);
        FaultyFile file = file(content);
        SourceFile listed = listed();
        file.hangUpAfter(after);
        byte[] target = new byte[200_000];
        int got = 0;
        try (SourceStream in = source.open(listed, 0, access())) {
            for (int count = in.read(target, 0, target.length); count >= 0; count = in.read(target, got, target.length - got)) {
                got += count;
            }
            assertThat(true).as("the end is reported only when the file is complete").isFalse();
        } catch (IOException broken) {
            assertThat(got).isEqualTo((int) after);
        }
        assertThat(read(listed, got)).isEqualTo(Arrays.copyOfRange(content, got, content.length));
        assertThat(held()).isZero();
    }

    @Test
    void givesUpAServerThatFallsSilent() throws IOException {
        FaultyFile file = file(bytes(200_000, 1));
        SourceFile listed = listed();
        file.stallAfter(1000);
        try (OutboundClient impatient = TestOutbound.client(Duration.ofMillis(300), "127.0.0.1")) {
            try (SourceStream in = new HttpSource(impatient, new HttpSettings(100_000), Clock.systemUTC()).open(listed, 0, access())) {
                assertThatIOException().isThrownBy(in::readAllBytes);
            }
            assertThat(impatient.connectionsInUse()).isZero();
        }
    }

    @Test
    void noticesABodyThatIsShorterThanItsHeadersSay() throws IOException {
        file(bytes(1000, 1)).lieAboutLength(10);
        SourceFile listed = listed();
        assertThat(listed.size()).isEqualTo(1010);
        try (SourceStream in = source.open(listed, 0, access())) {
            assertThatIOException().isThrownBy(in::readAllBytes);
        }
    }

    @Test
    void noticesABodyThatIsLongerThanListed() throws IOException {
        FaultyFile file = file(bytes(1000, 1)).lieAboutLength(-10);
        SourceFile listed = listed();
        assertThat(listed.size()).isEqualTo(990);
        file.recover().chunked().ignoreRanges();
        try (SourceStream in = source.open(listed, 0, access())) {
            assertThat(failure(in::readAllBytes)).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @Test
    void noticesAChunkedBodyThatIsShorterThanListed() throws IOException {
        FaultyFile file = file(bytes(1000, 1)).lieAboutLength(10);
        SourceFile listed = listed();
        file.recover().chunked().ignoreRanges();
        try (SourceStream in = source.open(listed, 0, access())) {
            assertThat(failure(in::readAllBytes)).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @Test
    void refusesAnotherPartThanItAskedFor() {
        FaultyFile file = file(bytes(1000, 1));
        SourceFile listed = listed();
        file.shiftRanges(1);
        assertThat(refused(() -> source.open(listed, 500, access()))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(failed.getMessage()).contains("another part");
        });
    }

    @ParameterizedTest
    @CsvSource({"400,INVALID_REQUEST", "401,SOURCE_DENIED", "403,SOURCE_DENIED", "404,SOURCE_NOT_FOUND", "408,SOURCE_UNAVAILABLE",
            "410,SOURCE_NOT_FOUND",
            "429,SOURCE_RATE_LIMITED", "451,SOURCE_DENIED", "500,SOURCE_UNAVAILABLE", "502,SOURCE_UNAVAILABLE", "503,SOURCE_UNAVAILABLE",
            "204,SOURCE_UNAVAILABLE", "304,SOURCE_UNAVAILABLE"})
    void saysWhyAServerRefuses(int status, FailureKind kind) {
        file(bytes(10, 1)).refuse(status, 1);
        IngestionException failed = refused(() -> source.list(reference(PATH + "?signature=s3cret"), access()));
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.getMessage()).doesNotContain("s3cret").contains("?…").contains(server.url(PATH).toString())
                .contains("status " + status);
        assertThat(failed.retryAt()).isNull();
        assertThat(held()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"429,120,2026-03-01T12:02:00Z", "503,7,2026-03-01T12:00:07Z", "429,'Sun, 01 Mar 2026 13:00:00 GMT',2026-03-01T13:00:00Z",
            "429,99999999,2026-03-02T12:00:00Z", "503,'Sun, 01 Mar 2020 13:00:00 GMT',2026-03-01T12:00:00Z"})
    void keepsWhenTheServerWantsToBeAskedAgain(int status, String header, Instant expected) {
        file(bytes(10, 1)).refuse(status, 1, "Retry-After", header);
        assertThat(listFailure().retryAt()).isEqualTo(expected);
    }

    @Test
    void opensNothingFromAServerThatRefuses() {
        FaultyFile file = file(bytes(10, 1));
        SourceFile listed = listed();
        file.refuse(429, 1, "Retry-After", "5");
        assertThat(refused(() -> source.open(listed, 3, access())).retryAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(held()).isZero();
    }

    @Test
    void sendsTheTokenToItsHostOnly() throws IOException {
        file(bytes(10, 1)).requireToken("s3cret");
        var right = new SourceAccess("s3cret", "127.0.0.1");
        var other = new SourceAccess("s3cret", "elsewhere.example");
        var wrong = new SourceAccess("wr0ng", "127.0.0.1");
        SourceFile listed = source.list(reference(PATH), right).files().getFirst();
        try (SourceStream in = source.open(listed, 4, right)) {
            assertThat(in.readAllBytes()).hasSize(6);
            in.confirmUnchanged();
        }
        assertThat(refused(() -> source.list(reference(PATH), other)).getMessage()).contains("without a token").doesNotContain("s3cret");
        assertThat(refused(() -> source.list(reference(PATH), wrong)).getMessage()).contains("does not accept the token")
                .doesNotContain("wr0ng");
        assertThat(right).hasToString("SourceAccess[for 127.0.0.1]");
    }

    @Test
    void keepsTheTokenFromWhereTheServerRedirectsTo() {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.file("/there", bytes(10, 1));
            file(bytes(1, 1)).redirectTo(other.url("/there").toString());
            assertThat(source.list(reference(PATH), new SourceAccess("s3cret", "127.0.0.1")).files().getFirst().size()).isEqualTo(10);
            assertThat(server.requests(PATH).getFirst().header("Authorization")).isEqualTo("Bearer s3cret");
            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.header("Authorization")).isNull());
        }
    }

    @Test
    void listsTheUrlThatWasGivenNotWhereItIsRedirectedTo() {
        server.file("/there", bytes(10, 1));
        file(bytes(1, 1)).redirectTo("/there?signature=s3cret");
        SourceFile listed = listed();
        assertThat(listed.path()).isEqualTo(NAME);
        assertThat(listed.locator()).isEqualTo(server.url(PATH).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2Fb", "/a%00b", "/a%5Cb", "/a%0Ab", "/%ff", "/."})
    void refusesANameThatCannotBeKept(String path) {
        assertThat(refused(() -> source.list(new ModelReference("http", server.url(path).toString()), access())).kind())
                .isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesAWebPageInsteadOfAModel() {
        FaultyFile file = file(bytes(10, 1)).header("Content-Type", "text/html; charset=utf-8");
        assertThat(listFailure().getMessage()).contains("web page");
        file.header("Content-Type", "application/octet-stream").header("Content-Encoding", "gzip");
        assertThat(listFailure().getMessage()).contains("compressed (gzip)");
    }

    @Test
    void fetchesAServerThatAnswersAnEmptyFileIn416() throws IOException {
        FaultyFile file = file(new byte[0]);
        assertThat(listed().size()).isZero();
        file.refuse(416, 1);
        assertThat(listed().size()).isZero();
        assertThat(read(listed(), 0)).isEmpty();
    }
}
