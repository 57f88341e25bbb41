package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub says instead of what it was asked for. */
class ModelScopeFailureTest {

    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);

    private final ModelScopeVisit visit = new ModelScopeVisit();

    @AfterEach
    void stop() {
        visit.close();
    }

    private SourceFile listed(byte[] content) {
        visit.model().put("a.bin", content);
        return visit.list("").files().getFirst();
    }

    private byte[] read(SourceFile file) throws IOException {
        return visit.read(file, SourceAccess.ANONYMOUS);
    }

    @ParameterizedTest
    @CsvSource({"200,404,SOURCE_NOT_FOUND", "200,10010205001,SOURCE_NOT_FOUND", "404,10010205001,SOURCE_NOT_FOUND",
            "404,10990101004,SOURCE_NOT_FOUND", "200,401,SOURCE_DENIED", "200,403,SOURCE_DENIED", "404,10010200001,SOURCE_DENIED",
            "403,10099999999,SOURCE_DENIED", "200,400,INVALID_REQUEST", "200,429,SOURCE_RATE_LIMITED",
            "429,10010205001,SOURCE_RATE_LIMITED",
            "200,500,SOURCE_UNAVAILABLE", "503,10010205001,SOURCE_UNAVAILABLE", "200,10099999999,SOURCE_UNAVAILABLE",
            "200,200,SOURCE_UNAVAILABLE"})
    void readsWhatTheEnvelopeSaysAndNotOnlyTheStatus(int status, long code, FailureKind kind) {
        SourceFile file = listed(HELLO);
        visit.hub().fail("/repo/files", Fault.envelope(status, code, "some reason"));
        assertThat(visit.refusal(kind, () -> visit.list("")).getMessage())
                .startsWith("Could not list the model 'owner/tiny' at " + visit.hub().endpoint() + ": ").contains("code " + code)
                .contains("'some reason'");
        visit.hub().fail("/repo", Fault.envelope(status, code, "some reason"));
        assertThat(visit.refusal(kind, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS)).getMessage())
                .startsWith("Could not fetch the file 'a.bin' of the model 'owner/tiny' at ").contains("'some reason'");
    }

    @Test
    void doesNotTakeAnOverloadedDatabaseForAMissingModel() {
        visit.hub().fail("/repo/files", Fault.envelope(404, 10010205001L,
                "获取模型信息失败，信息：Error 1461: Can't create more than max_prepared_stmt_count statements"));
        assertThat(visit.refusal(FailureKind.SOURCE_UNAVAILABLE, () -> visit.list("")).getMessage()).contains("获取模型信息失败");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 502})
    void doesNotTakeAWebPageForAnAnswer(int status) {
        visit.model().put("a.bin", HELLO);
        visit.hub().fail("/repo/files", Fault.html(status));
        visit.refusal(status == 404 ? FailureKind.SOURCE_NOT_FOUND : FailureKind.SOURCE_UNAVAILABLE, () -> visit.list(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"Code\":\"200\"}", "{\"Code\":1.5}", "{\"code\":200,\"success\":true}"})
    void doesNotTakeOtherJsonForAnAnswer(String json) {
        visit.model().put("a.bin", HELLO);
        visit.hub().fail("/repo/files", Fault.body(200, "application/json", json));
        assertThat(visit.refusal(FailureKind.SOURCE_UNAVAILABLE, () -> visit.list("")).getMessage()).contains("no answer of ModelScope");
    }

    @Test
    void quotesTheHubOnOneShortLineWithoutQueries() {
        visit.hub().fail("/repo/files", Fault.envelope(403, 403,
                "see\\n https://hub.example/a?token=s3cret \\u202e\\u0007now " + "long ".repeat(1000)));
        assertThat(visit.refusal(FailureKind.SOURCE_DENIED, () -> visit.list("")).getMessage())
                .contains("'see https://hub.example/a?… now long long").doesNotContain("s3cret").hasSizeLessThan(600);
    }

    @Test
    void asksNobodyForAFileWithoutBytes() throws IOException {
        SourceFile file = listed(new byte[0]);
        assertThat(read(file)).isEmpty();
        assertThat(visit.hub().requests("/repo")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 206})
    void doesNotTakeAnEmptyBodyForTheFile(int status) throws IOException {
        SourceFile file = listed(HELLO);
        visit.hub().fail("/repo", Fault.emptyBody(status, "Content-Range", "bytes 2-5/6"));
        assertThat(visit
                .refusal(FailureKind.SOURCE_UNAVAILABLE, () -> visit.source().open(file, status == 200 ? 0 : 2, SourceAccess.ANONYMOUS))
                .getMessage()).contains("empty body (status " + status + ") although the file has 6 bytes");
        assertThat(read(file)).isEqualTo(HELLO);
    }

    @Test
    void takesChunksWithoutAnyByteForABrokenConnection() throws IOException {
        SourceFile file = listed(HELLO);
        visit.hub().fail("/repo", Fault.emptyChunks());
        try (SourceStream in = visit.source().open(file, 0, SourceAccess.ANONYMOUS)) {
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("no byte of 'a.bin'");
        }
        assertThat(visit.connectionsInUse()).isZero();
        assertThat(read(file)).isEqualTo(HELLO);
    }

    @Test
    void noticesAFileThatIsShorterOrLongerThanListed() throws IOException {
        SourceFile file = listed(HELLO);
        visit.hub().fail("/repo", Fault.body(200, "application/octet-stream", "hell"), Fault.body(200, "application/json", "[1, 2]  "));
        visit.refusal(FailureKind.SOURCE_CHANGED, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS));
        visit.refusal(FailureKind.SOURCE_CHANGED, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS));
        visit.hub().fail("/repo", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[7]);
            exchange.getResponseBody().close();
        });
        try (SourceStream in = visit.source().open(file, 0, SourceAccess.ANONYMOUS)) {
            assertThatExceptionOfType(IngestionException.class).isThrownBy(in::readAllBytes)
                    .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_CHANGED));
        }
    }

    @Test
    void fetchesAJsonFileThatLooksLikeAFailure() throws IOException {
        byte[] content = "{\"Code\":404,\"Success\":false}".getBytes(StandardCharsets.UTF_8);
        SourceFile file = listed(content);
        visit.hub().fail("/repo", Fault.body(200, "application/json", new String(content, StandardCharsets.UTF_8)));
        assertThat(read(file)).isEqualTo(content);
    }

    @Test
    void noticesThatABranchHasMovedWhereNoCommitIsTold() throws IOException {
        visit.hub().tellNoCommits();
        SourceFile file = listed(HELLO);
        visit.model().put("a.bin", "hallo\n".getBytes(StandardCharsets.UTF_8));
        assertThat(visit.refusal(FailureKind.SOURCE_CHANGED, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS)).getMessage())
                .contains("'master' has another one now");
        visit.model().remove("a.bin");
        visit.model().put("b.bin", HELLO);
        assertThat(visit.refusal(FailureKind.SOURCE_CHANGED, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS)).getMessage())
                .contains("not there any more");
    }

    @Test
    void asksForAPartWithoutAListingWhereADigestDecidesInTheEnd() throws IOException {
        visit.hub().tellNoCommits();
        SourceFile file = listed(HELLO);
        int before = visit.hub().requests("/repo/files").size();
        try (SourceStream in = visit.source().open(file, 2, SourceAccess.ANONYMOUS)) {
            assertThat(in.readAllBytes()).isEqualTo("llo\n".getBytes(StandardCharsets.UTF_8));
            in.confirmUnchanged();
        }
        assertThat(visit.hub().requests("/repo/files")).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"403,SOURCE_UNAVAILABLE", "404,SOURCE_UNAVAILABLE", "400,SOURCE_UNAVAILABLE", "429,SOURCE_RATE_LIMITED",
            "500,SOURCE_UNAVAILABLE"})
    void asksTheHubForAnotherAddressWhenItsStorageRefuses(int status, FailureKind kind) throws IOException {
        try (FaultyHttpServer storage = FaultyHttpServer.start()) {
            storage.file("/blob", HELLO).refuse(status, 1);
            visit.hub().redirectFiles(path -> storage.url("/blob?signature=s3cret").toString());
            SourceFile file = listed(HELLO);
            assertThat(visit.refusal(kind, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS)).getMessage())
                    .contains("status " + status).doesNotContain("s3cret");
            assertThat(read(file)).isEqualTo(HELLO);
            assertThat(visit.hub().requests("/repo")).hasSize(2);
        }
    }

    @Test
    void doesNotTakeALoginPageForAFile() {
        SourceFile file = listed(HELLO);
        visit.hub().fail("/repo", Fault.html(200));
        assertThat(visit.refusal(FailureKind.MALFORMED_ARTIFACT, () -> visit.source().open(file, 0, SourceAccess.ANONYMOUS)).getMessage())
                .contains("web page");
    }

    @Test
    void tellsRevisionsOnlyFromWhatTheHubSaysOfThem() {
        visit.model().put("a.bin", HELLO);
        visit.hub().fail("/revisions", Fault.body(200, "application/json",
                "{\"Code\":200,\"Success\":true,\"Data\":{\"RevisionMap\":{\"Branches\":null,\"Tags\":[{\"Revision\":\"v\\u0007"
                        + "x".repeat(200)
                        + "\"},{\"Revision\":7},{}]}}}"));
        assertThat(visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.list("@main")).getMessage()).contains("It has none at all")
                .doesNotContain("xxx");
        assertThat(visit.list("@master").files()).extracting(SourceFile::path).isEqualTo(List.of("a.bin"));
    }
}
