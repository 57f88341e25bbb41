package dev.weighbridge.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder by http, for the contract one with a single file whose size the listing does not tell. */
class HttpFolderTest extends ModelSourceContract {

    private static final String FOLDER = "/models/tiny/";

    /** What coreutils print for the six bytes "hello\n", and for none. */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final HttpSource source = source(100_000);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpSource source(int maxFiles) {
        return new HttpSource(client, new HttpSettings(maxFiles), Clock.systemUTC());
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) {
        String path = FOLDER + "model%20weights.bin";
        if (server.requests(path).isEmpty()) {
            links(FOLDER, "model%20weights.bin");
            server.file(path, content);
        } else {
            server.at(path).content(content);
        }
        return reference(FOLDER);
    }

    @Override
    protected ModelReference missing() {
        return reference("/nothing/");
    }

    @Override
    protected int held() {
        return client.connectionsInUse();
    }

    private ModelReference reference(String path) {
        return new ModelReference("http", server.url(path).toString());
    }

    private FaultyFile page(String folder, String text) {
        return server.file(folder, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page that tells no sizes, as Python's. */
    private FaultyFile links(String folder, String... hrefs) {
        return page(folder, Stream.of(hrefs).map(href -> "<li><a href=\"" + href + "\">x</a></li>\n")
                .collect(Collectors.joining("", "<html><title>Directory listing for x</title><ul>\n", "</ul></html>\n")));
    }

    /** A line as nginx writes it. */
    private static String line(String href, Object size) {
        return "<a href=\"" + href + "\">" + href + "</a>       18-Jul-2024 10:20       " + size + "\r\n";
    }

    private FaultyFile nginx(String folder, String... lines) {
        return page(folder, "<html><head><title>Index of x</title></head><body><pre><a href=\"../\">../</a>\r\n" + String.join("", lines)
                + "</pre><hr></body>\r\n</html>\r\n");
    }

    private void file(String path, String content) {
        server.file(FOLDER + path, content.getBytes(StandardCharsets.UTF_8));
    }

    private Listing list() {
        return source.list(reference(FOLDER), SourceAccess.ANONYMOUS);
    }

    private List<String> paths() {
        return list().files().stream().map(SourceFile::path).toList();
    }

    private IngestionException refusal() {
        IngestionException failed = refused(this::list);
        assertThat(held()).isZero();
        return failed;
    }

    @Test
    void listsAllFilesBelowTheFolderByTheirPaths() throws IOException {
        nginx(FOLDER, line("b.bin", 6), line("sub/", "-"), line("a%20b.txt", 6), line("B.bin", 0));
        nginx(FOLDER + "sub/", line("deep/", "-"), line("%C3%BC.txt", 6));
        nginx(FOLDER + "sub/deep/", line("z.json", 6), line("empty/", "-"));
        nginx(FOLDER + "sub/deep/empty/");
        file("sub/%C3%BC.txt", "hello\n");
        Listing listing = list();
        assertThat(listing.files()).extracting(SourceFile::path, SourceFile::size, SourceFile::locator).containsExactly(
                tuple("B.bin", 0L, server.url(FOLDER + "B.bin").toString()),
                tuple("a b.txt", 6L, server.url(FOLDER + "a%20b.txt").toString()),
                tuple("b.bin", 6L, server.url(FOLDER + "b.bin").toString()),
                tuple("sub/deep/z.json", 6L, server.url(FOLDER + "sub/deep/z.json").toString()),
                tuple("sub/ü.txt", 6L, server.url(FOLDER + "sub/%C3%BC.txt").toString()));
        assertThat(listing.revision()).isNull();
        assertThat(listing.sourceTime()).isNull();
        assertThat(read(listing.files().getLast(), 0)).isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsAThousandSmallFilesByOneRequest() {
        nginx(FOLDER, IntStream.range(0, 1000).mapToObj(i -> line("file-" + i, 65_536)).toArray(String[]::new));
        assertThat(paths()).hasSize(1000);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void probesLargeFilesAndThoseOfUnknownSizeOnly() {
        nginx(FOLDER, line("small", 8 * 1024 * 1024 - 1), line("large", 8 * 1024 * 1024), line("rounded", "64K"));
        server.file(FOLDER + "large", bytes(8 * 1024 * 1024, 1)).header("ETag", "\"strong\"");
        server.file(FOLDER + "rounded", bytes(65_000, 1)).header("ETag", "W/\"weak\"");
        assertThat(list().files()).extracting(SourceFile::path, SourceFile::size, SourceFile::validator, SourceFile::strong)
                .containsExactly(
                        tuple("large", 8L * 1024 * 1024, "etag=\"strong\"", true), tuple("rounded", 65_000L, "etag=W/\"weak\"", false),
                        tuple("small", 8L * 1024 * 1024 - 1, null, false));
        assertThat(server.requests()).hasSize(3).filteredOn(request -> "bytes=0-0".equals(request.header("Range"))).hasSize(2);
        assertThat(held()).isZero();
    }

    @Test
    void probesAtMostSixteenFilesAtOnce() {
        String[] names = IntStream.range(0, 100).mapToObj(i -> "file-" + i).toArray(String[]::new);
        links(FOLDER, names);
        Stream.of(names).forEach(name -> file(name, name));
        assertThat(list().files()).hasSize(100).allMatch(file -> file.size() == file.path().length());
        assertThat(server.connections()).isBetween(2, 17);
    }

    @Test
    void takesTheLatestTimeThatHasAZone() {
        page(FOLDER, """
                [{ "name":"small", "type":"file", "mtime":"Thu, 18 Jul 2024 10:20:30 GMT", "size":6 },
                { "name":"sub", "type":"directory", "mtime":"Thu, 18 Jul 2030 10:20:30 GMT" },
                { "name":"old", "type":"file", "mtime":"Thu, 18 Jul 2019 10:20:30 GMT", "size":6 }]""");
        links(FOLDER + "sub/", "probed");
        server.file(FOLDER + "sub/probed", bytes(1, 1)).header("Last-Modified", "Fri, 19 Jul 2024 10:20:30 GMT");
        assertThat(list().sourceTime()).isEqualTo(Instant.parse("2024-07-19T10:20:30Z"));
        server.at(FOLDER + "sub/probed").header("Last-Modified", null);
        assertThat(list().sourceTime()).isEqualTo(Instant.parse("2024-07-18T10:20:30Z"));
    }

    @Test
    void noticesThatASmallFileIsNoLongerAsLongAsListed() {
        nginx(FOLDER, line("small", 6));
        SourceFile small = list().files().getFirst();
        file("small", "hello!!");
        assertThat(failure(() -> source.open(small, 0, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    void readsTheFolderAtTheTopOfAServer() {
        nginx("/", line("a", 1));
        assertThat(source.list(reference(""), access()).files()).extracting(SourceFile::locator)
                .containsExactly(server.url("/a").toString());
    }

    @Test
    void refusesAQueryThatWouldNotGoWithTheFiles() {
        IngestionException failed = refused(() -> source.list(reference(FOLDER + "?signature=s3cret"), access()));
        assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failed.getMessage()).contains("query").doesNotContain("s3cret");
    }

    @Test
    void sendsTheTokenWithPagesProbesAndDigests() {
        links(FOLDER, "a", "a.sha256", "sub/").requireToken("s3cret");
        links(FOLDER + "sub/").requireToken("s3cret");
        server.file(FOLDER + "a", bytes(1, 1)).requireToken("s3cret");
        server.file(FOLDER + "a.sha256", HELLO_SHA256.getBytes(StandardCharsets.UTF_8)).requireToken("s3cret");
        Listing listing = source.list(reference(FOLDER), new SourceAccess("s3cret", "127.0.0.1"));
        assertThat(listing.files()).extracting(SourceFile::announced).containsExactly(Digest.sha256(HELLO_SHA256), null);
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_DENIED))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("without a token"));
    }

    @Test
    void followsTheNamedFolderToAnotherPathOfItsServer() {
        links("/latest/").redirectTo("/v2/");
        nginx("/v2/", line("a", 1));
        assertThat(source.list(reference("/latest/"), access()).files()).extracting(SourceFile::locator)
                .containsExactly(server.url("/v2/a").toString());
    }

    @Test
    void refusesAFolderThatIsRedirectedToALoginPageOrAnotherServer() {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.file(FOLDER, "<a href=\"a\">a</a>".getBytes(StandardCharsets.UTF_8));
            links("/login", "forgotten");
            FaultyFile folder = links(FOLDER);
            for (String target : List.of("/login?back=models", "/login", other.url(FOLDER).toString())) {
                folder.redirectTo(target);
                IngestionException failed = refusal();
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
                assertThat(failed.getMessage()).contains("redirected to http://127.0.0.1:").doesNotContain("back=models");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FOLDER, "/models/", "/elsewhere/", FOLDER + "sub/more/"})
    void followsNoRedirectBelowTheFolder(String target) {
        links(FOLDER, "sub/");
        links("/models/", "tiny/");
        links("/elsewhere/", "a");
        links(FOLDER + "sub/more/", "a");
        links(FOLDER + "sub/").redirectTo(target);
        IngestionException failed = refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failed.getMessage()).contains(server.url(FOLDER + "sub/").toString()).contains("no redirect is followed");
    }

    @Test
    void readsEachFolderOnce() {
        links(FOLDER, "sub/", "./sub/", "%73ub/", FOLDER + "sub/", "sub/a");
        links(FOLDER + "sub/", "a", "../sub/", "../", "./");
        file("sub/a", "a");
        assertThat(paths()).containsExactly("sub/a");
        assertThat(server.requests(FOLDER + "sub/")).hasSize(1);
    }

    @Test
    void givesUpAFolderThatHoldsItselfForEver() {
        StringBuilder path = new StringBuilder(FOLDER);
        for (int depth = 0; depth < 40; depth++) {
            links(path.toString(), "me/");
            path.append("me/");
        }
        IngestionException failed = refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("folders 32 deep");
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void givesUpAFolderOfTooManyFiles() {
        nginx(FOLDER, line("a", 1), line("sub/", "-"), line("b", 1));
        nginx(FOLDER + "sub/", line("c", 1));
        assertThat(source(4).list(reference(FOLDER), access()).files()).hasSize(3);
        IngestionException failed = refused(() -> source(3).list(reference(FOLDER), access()));
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("more than 3").contains("weighbridge.sources.max-files");
    }

    @Test
    void givesUpAPageOfTheSameLinkForEver() {
        links(FOLDER, IntStream.range(0, 100).mapToObj(i -> "a").toArray(String[]::new));
        assertThat(failure(() -> source(10).list(reference(FOLDER), access()))).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpAHugePage(boolean chunked) {
        FaultyFile folder = page(FOLDER, "<html>" + " ".repeat(40_000_000) + "</html>");
        if (chunked) {
            folder.chunked();
        }
        IngestionException failed = refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failed.getMessage()).contains("longer than 16777216 bytes");
        assertThat(folder.bytesServed()).isLessThan(30_000_000);
    }

    @Test
    void givesUpAServerThatFallsSilentInThePage() {
        nginx(FOLDER, line("a", 1)).stallAfter(50);
        try (OutboundClient impatient = TestOutbound.client(Duration.ofMillis(300), "127.0.0.1")) {
            HttpSource patience = new HttpSource(impatient, new HttpSettings(10), Clock.systemUTC());
            assertThat(failure(() -> patience.list(reference(FOLDER), access()))).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(impatient.connectionsInUse()).isZero();
        }
    }

    @Test
    void triesAPageAgainThatWasCutInTheMiddle() {
        FaultyFile folder = nginx(FOLDER, line("a", 1), line("b", 1)).hangUpAfter(120);
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("before the whole list was here"));
        folder.chunked().hangUpAfter(120);
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        folder.endByClosing().hangUpAfter(120);
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(paths()).containsExactly("a", "b");
        page(FOLDER, "[{\"name\":\"a\",\"type\":\"file\",\"size\":1},\n{\"name\":\"b\",\"type\":\"file\",\"size\":1}\n]").endByClosing()
                .hangUpAfter(42);
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(paths()).containsExactly("a", "b");
    }

    @Test
    void refusesACompressedPage() {
        nginx(FOLDER, line("a", 1)).header("Content-Encoding", "gzip");
        assertThat(refusal().getMessage()).contains("compressed (gzip)");
    }

    @ParameterizedTest
    @CsvSource({"401,SOURCE_DENIED", "403,SOURCE_DENIED", "404,SOURCE_NOT_FOUND", "429,SOURCE_RATE_LIMITED", "500,SOURCE_UNAVAILABLE",
            "204,SOURCE_UNAVAILABLE"})
    void saysWhichFolderAServerRefuses(int status, FailureKind kind) {
        nginx(FOLDER, line("a", 1), line("sub/", "-"));
        nginx(FOLDER + "sub/").refuseAlways(status);
        IngestionException failed = refusal();
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.getMessage()).contains(server.url(FOLDER + "sub/").toString()).contains("status " + status);
        server.at(FOLDER).refuseAlways(status);
        assertThat(refusal().getMessage()).contains(server.url(FOLDER) + ":").contains("status " + status);
    }

    @Test
    void saysThatAServerMayListNoFolders() {
        nginx(FOLDER).refuseAlways(403);
        assertThat(refusal().getMessage()).contains("autoindex");
    }

    @Test
    void saysThatAFolderIsNotThere() {
        assertThat(refusal().getMessage()).contains("no such folder");
    }

    @Test
    void refusesALoginPageThatSays200() {
        page(FOLDER, "<html><body><form action=\"/in\"><input name=u><input type=\"password\" name=p></form></body></html>");
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("password"));
        page(FOLDER, "<html><body>Welcome! <a href=\"/home\">Home</a></body></html>");
        assertThat(refusal().kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        page(FOLDER, "<html><body>Welcome! <a href=\"help\">Help</a></body></html>");
        server.file(FOLDER + "help", "<html></html>".getBytes(StandardCharsets.UTF_8)).header("Content-Type", "text/html");
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("web page"));
    }

    @Test
    void refusesAFolderWithoutFiles() {
        nginx(FOLDER, line("sub/", "-"));
        nginx(FOLDER + "sub/");
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("no file in this folder"));
    }

    @Test
    void failsWithTheFileThatCannotBeProbed() {
        links(FOLDER, IntStream.range(0, 40).mapToObj(i -> "file-" + i).toArray(String[]::new));
        IntStream.range(0, 40).forEach(i -> file("file-" + i, "x"));
        server.at(FOLDER + "file-7").refuse(503, 1);
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("file-7"));
        assertThat(paths()).hasSize(40);
    }

    @Test
    void stopsWhenItsThreadIsAskedTo() {
        links(FOLDER, "a");
        server.file(FOLDER + "a", bytes(10, 1)).stallAfter(0);
        Thread lister = Thread.currentThread();
        Thread.startVirtualThread(() -> {
            await().until(() -> !server.requests(FOLDER + "a").isEmpty());
            lister.interrupt();
        });
        assertThat(refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256SUMS", "sha256sums.txt", "SHA256SUMS.txt", "sha256sum.txt"})
    void announcesTheDigestsOfTheList(String name) {
        nginx(FOLDER, line("a b.bin", 6), line("sub/", "-"), line(name, 400), line("other", 1));
        nginx(FOLDER + "sub/", line("empty", 0));
        file(name, HELLO_SHA256 + "  a b.bin\nSHA256 (./sub/empty) = " + EMPTY_SHA256 + "\n" + HELLO_SHA256 + "  " + name + "\n");
        assertThat(list().files()).extracting(SourceFile::path, SourceFile::announced).containsExactlyInAnyOrder(
                tuple("a b.bin", Digest.sha256(HELLO_SHA256)), tuple("sub/empty", Digest.sha256(EMPTY_SHA256)), tuple(name, null),
                tuple("other", null));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void announcesTheDigestsThatLieBesideTheirFiles() {
        nginx(FOLDER, line("a", 6), line("a.sha256", 65), line("b", 6), line("sub/", "-"), line("lonely.sha256", 65));
        nginx(FOLDER + "sub/", line("a", 0), line("a.sha256", 65));
        file("a.sha256", HELLO_SHA256 + "\n");
        file("sub/a.sha256", EMPTY_SHA256 + "  a\n");
        assertThat(list().files()).extracting(SourceFile::path, SourceFile::announced).containsExactly(
                tuple("a", Digest.sha256(HELLO_SHA256)), tuple("a.sha256", null), tuple("b", null), tuple("lonely.sha256", null),
                tuple("sub/a", Digest.sha256(EMPTY_SHA256)), tuple("sub/a.sha256", null));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void theListCountsMoreThanWhatLiesBeside() {
        nginx(FOLDER, line("a", 6), line("a.sha256", 65), line("SHA256SUMS", 70));
        file("a.sha256", EMPTY_SHA256);
        file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        assertThat(list().files()).extracting(SourceFile::announced).containsExactly(null, Digest.sha256(HELLO_SHA256), null);
        assertThat(server.requests(FOLDER + "a.sha256")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            HELLO_SHA256 + "  gone.bin | names 'gone.bin', which is not in the folder",
            HELLO_SHA256 + "  ../a | names '../a', which is not in the folder",
            HELLO_SHA256 + "  /data/a | names '/data/a', which is not in the folder",
            "\\" + HELLO_SHA256 + "  a\\nb | names 'a\\nb', which is not in the folder",
            HELLO_SHA256 + "  a;" + EMPTY_SHA256 + "  ./a | two different digests are announced for 'a'",
            "nothing of the kind | none of its lines"})
    void refusesAListThatDoesNotFitTheFolder(String list, String why) {
        nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        file("SHA256SUMS", list.replace(';', '\n'));
        IngestionException failed = refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failed.getMessage()).contains(why).contains(server.url(FOLDER + "SHA256SUMS").toString());
    }

    @Test
    void refusesListsThatContradictEachOther() {
        nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70), line("sha256sums.txt", 70));
        file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        file("sha256sums.txt", HELLO_SHA256.replace('5', '6') + "  a\n");
        assertThat(refusal().getMessage()).contains("two different digests are announced for 'a'");
        file("sha256sums.txt", HELLO_SHA256 + "  a\n");
        assertThat(paths()).hasSize(3);
    }

    @Test
    void doesNotSkipAListThatCannotBeFetched() {
        nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        server.at(FOLDER + "SHA256SUMS").hangUpAfter(10).refuse(503, 1);
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        file("SHA256SUMS", " ".repeat(FolderDigests.MAX_BYTES + 1));
        assertThat(refusal().kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @Test
    void takesNoPartOfAListForTheWhole() {
        nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        server.at(FOLDER + "SHA256SUMS").endByClosing();
        assertThat(refusal().getMessage()).contains("no length");
        nginx(FOLDER, line("a", 6), line("SHA256SUMS", HELLO_SHA256.length() + 4));
        assertThat(list().files().getLast().announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
    }

    @Test
    void opensThroughItsOwnUrlAgainWhenASignedUrlExpiresInTheMiddle() throws IOException {
        byte[] content = bytes(200_000, 1);
        try (FaultyHttpServer storage = FaultyHttpServer.start()) {
            FaultyFile first = storage.file("/signed-1", content).header("ETag", "\"same\"");
            links(FOLDER, "a");
            FaultyFile front = server.file(FOLDER + "a", bytes(1, 1)).redirectTo(storage.url("/signed-1?signature=one").toString());
            var access = new SourceAccess("s3cret", "127.0.0.1");
            SourceFile listed = source.list(reference(FOLDER), access).files().getFirst();
            assertThat(listed.locator()).isEqualTo(server.url(FOLDER + "a").toString());

            first.hangUpAfter(100_000);
            byte[] target = new byte[200_000];
            int got = 0;
            try (SourceStream in = source.open(listed, 0, access)) {
                for (int count = in.read(target); count > 0; count = in.read(target, got, target.length - got)) {
                    got += count;
                }
            } catch (IOException broken) {
                assertThat(got).isEqualTo(100_000);
            }
            first.refuseAlways(403);
            assertThat(refused(() -> source.open(listed, 100_000, access)).getMessage()).doesNotContain("signature").contains("status 403");
            storage.file("/signed-2", content).header("ETag", "\"same\"");
            front.redirectTo(storage.url("/signed-2?signature=two").toString());
            try (SourceStream in = source.open(listed, got, access)) {
                assertThat(in.startsAt()).isEqualTo(100_000);
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 200_000));
                in.confirmUnchanged();
            }
            assertThat(server.requests(FOLDER + "a")).hasSize(5)
                    .allSatisfy(request -> assertThat(request.header("Authorization")).isEqualTo("Bearer s3cret"));
            assertThat(storage.requests()).hasSize(5).allSatisfy(request -> assertThat(request.header("Authorization")).isNull());
        }
    }
}
