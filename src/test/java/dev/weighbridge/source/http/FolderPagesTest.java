package dev.weighbridge.source.http;

import static dev.weighbridge.source.http.ListedFolder.FOLDER;
import static dev.weighbridge.source.http.ListedFolder.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that lead astray, never end, break off or are no listings, and servers that refuse them. */
class FolderPagesTest {

    private final ListedFolder folder = new ListedFolder();

    private final FaultyHttpServer server = folder.server();

    @AfterEach
    void stop() {
        folder.close();
    }

    @Test
    void followsTheNamedFolderToAnotherPathOfItsServer() {
        folder.links("/latest/").redirectTo("/v2/");
        folder.nginx("/v2/", line("a", 1));
        assertThat(folder.source(100_000).list(folder.reference("/latest/"), SourceAccess.ANONYMOUS).files())
                .extracting(SourceFile::locator)
                .containsExactly(server.url("/v2/a").toString());
    }

    @Test
    void refusesAFolderThatIsRedirectedToALoginPageOrAnotherServer() {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.file(FOLDER, "<a href=\"a\">a</a>".getBytes(StandardCharsets.UTF_8));
            folder.links("/login", "forgotten");
            FaultyFile page = folder.links(FOLDER);
            for (String target : List.of("/login?back=models", "/login", other.url(FOLDER).toString())) {
                page.redirectTo(target);
                IngestionException failed = folder.refusal();
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
                assertThat(failed.getMessage()).contains("redirected to http://127.0.0.1:").doesNotContain("back=models");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FOLDER, "/models/", "/elsewhere/", FOLDER + "sub/more/"})
    void followsNoRedirectBelowTheFolder(String target) {
        folder.links(FOLDER, "sub/");
        folder.links("/models/", "tiny/");
        folder.links("/elsewhere/", "a");
        folder.links(FOLDER + "sub/more/", "a");
        folder.links(FOLDER + "sub/").redirectTo(target);
        IngestionException failed = folder.refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failed.getMessage()).contains(server.url(FOLDER + "sub/").toString()).contains("no redirect is followed");
    }

    @Test
    void readsEachFolderOnce() {
        folder.links(FOLDER, "sub/", "./sub/", "%73ub/", FOLDER + "sub/", "sub/a");
        folder.links(FOLDER + "sub/", "a", "../sub/", "../", "./");
        folder.file("sub/a", "a");
        assertThat(folder.paths()).containsExactly("sub/a");
        assertThat(server.requests(FOLDER + "sub/")).hasSize(1);
    }

    @Test
    void givesUpAFolderThatHoldsItselfForEver() {
        StringBuilder path = new StringBuilder(FOLDER);
        for (int depth = 0; depth < 40; depth++) {
            folder.links(path.toString(), "me/");
            path.append("me/");
        }
        IngestionException failed = folder.refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("folders 32 deep");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void givesUpAFolderOfTooManyFiles() {
        folder.nginx(FOLDER, line("a", 1), line("sub/", "-"), line("b", 1));
        folder.nginx(FOLDER + "sub/", line("c", 1));
        assertThat(folder.source(4).list(folder.reference(FOLDER), SourceAccess.ANONYMOUS).files()).hasSize(3);
        IngestionException failed = ListedFolder.refusal(() -> folder.source(3).list(folder.reference(FOLDER), SourceAccess.ANONYMOUS));
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("more than 3").contains("weighbridge.sources.max-files");
    }

    @Test
    void givesUpAPageOfTheSameLinkForEver() {
        folder.links(FOLDER, IntStream.range(0, 100).mapToObj(i -> "a").toArray(String[]::new));
        assertThat(ListedFolder.refusal(() -> folder.source(10).list(folder.reference(FOLDER), SourceAccess.ANONYMOUS)).kind())
                .isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpAHugePage(boolean chunked) {
        FaultyFile page = folder.page(FOLDER, "<html>" + " ".repeat(40_000_000) + "</html>");
        if (chunked) {
            page.chunked();
        }
        IngestionException failed = folder.refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("longer than 16777216 bytes");
        assertThat(page.bytesServed()).isLessThan(30_000_000);
    }

    @Test
    void givesUpAServerThatFallsSilentInThePage() {
        folder.nginx(FOLDER, line("a", 1)).stallAfter(50);
        try (OutboundClient impatient = TestOutbound.client(Duration.ofMillis(300), "127.0.0.1")) {
            HttpSource patience = new HttpSource(impatient, new HttpSettings(10), Clock.systemUTC());
            assertThat(ListedFolder.refusal(() -> patience.list(folder.reference(FOLDER), SourceAccess.ANONYMOUS)).kind())
                    .isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(impatient.connectionsInUse()).isZero();
        }
    }

    @Test
    void triesAPageAgainThatWasCutInTheMiddle() {
        FaultyFile page = folder.nginx(FOLDER, line("a", 1), line("b", 1)).hangUpAfter(120);
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("before the whole list was here"));
        page.chunked().hangUpAfter(120);
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        page.endByClosing().hangUpAfter(120);
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(folder.paths()).containsExactly("a", "b");
        folder.page(FOLDER, "[{\"name\":\"a\",\"type\":\"file\",\"size\":1},\n{\"name\":\"b\",\"type\":\"file\",\"size\":1}\n]")
                .endByClosing()
                .hangUpAfter(42);
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(folder.paths()).containsExactly("a", "b");
    }

    @Test
    void refusesACompressedPage() {
        folder.nginx(FOLDER, line("a", 1)).header("Content-Encoding", "gzip");
        assertThat(folder.refusal().getMessage()).contains("compressed (gzip)");
    }

    @ParameterizedTest
    @CsvSource({"401,SOURCE_DENIED", "403,SOURCE_DENIED", "404,SOURCE_NOT_FOUND", "429,SOURCE_RATE_LIMITED", "500,SOURCE_UNAVAILABLE",
            "204,SOURCE_UNAVAILABLE"})
    void saysWhichFolderAServerRefuses(int status, FailureKind kind) {
        folder.nginx(FOLDER, line("a", 1), line("sub/", "-"));
        folder.nginx(FOLDER + "sub/").refuseAlways(status);
        IngestionException failed = folder.refusal();
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.getMessage()).contains(server.url(FOLDER + "sub/").toString()).contains("status " + status);
        server.at(FOLDER).refuseAlways(status);
        assertThat(folder.refusal().getMessage()).contains(server.url(FOLDER) + ":").contains("status " + status);
    }

    @Test
    void saysThatAServerMayListNoFolders() {
        folder.nginx(FOLDER).refuseAlways(403);
        assertThat(folder.refusal().getMessage()).contains("autoindex");
    }

    @Test
    void saysThatAFolderIsNotThere() {
        assertThat(folder.refusal().getMessage()).contains("no such folder");
    }

    @Test
    void refusesALoginPageThatSays200() {
        folder.page(FOLDER, "<html><body><form action=\"/in\"><input name=u><input type=\"password\" name=p></form></body></html>");
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("password"));
        folder.page(FOLDER, "<html><body>Welcome! <a href=\"/home\">Home</a></body></html>");
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        folder.page(FOLDER, "<html><body>Welcome! <a href=\"help\">Help</a></body></html>");
        server.file(FOLDER + "help", "<html></html>".getBytes(StandardCharsets.UTF_8)).header("Content-Type", "text/html");
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("web page"));
    }

    @Test
    void refusesAFolderWithoutFiles() {
        folder.nginx(FOLDER, line("sub/", "-"));
        folder.nginx(FOLDER + "sub/");
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("no file in this folder"));
    }

    @Test
    void failsWithTheFileThatCannotBeProbed() {
        folder.links(FOLDER, IntStream.range(0, 40).mapToObj(i -> "file-" + i).toArray(String[]::new));
        IntStream.range(0, 40).forEach(i -> folder.file("file-" + i, "x"));
        server.at(FOLDER + "file-7").refuse(503, 1);
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("file-7"));
        assertThat(folder.paths()).hasSize(40);
    }

    @Test
    void stopsWhenItsThreadIsAskedTo() {
        folder.links(FOLDER, "a");
        server.file(FOLDER + "a", new byte[10]).stallAfter(0);
        Thread lister = Thread.currentThread();
        Thread.startVirtualThread(() -> {
            await().until(() -> !server.requests(FOLDER + "a").isEmpty());
            lister.interrupt();
        });
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }
}
