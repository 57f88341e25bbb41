package dev.weighbridge.source.http;

import static dev.weighbridge.source.http.ListedFolder.FOLDER;
import static dev.weighbridge.source.http.ListedFolder.HELLO_SHA256;
import static dev.weighbridge.source.http.ListedFolder.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A folder by http, for the contract one with a single file whose size the listing does not tell. */
class HttpFolderTest extends ModelSourceContract {

    private final ListedFolder folder = new ListedFolder();

    private final FaultyHttpServer server = folder.server();

    private final HttpSource source = folder.source(100_000);

    @AfterEach
    void stop() {
        folder.close();
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) {
        String path = FOLDER + "model%20weights.bin";
        if (server.requests(path).isEmpty()) {
            folder.links(FOLDER, "model%20weights.bin");
            server.file(path, content);
        } else {
            server.at(path).content(content);
        }
        return folder.reference(FOLDER);
    }

    @Override
    protected ModelReference missing() {
        return folder.reference("/nothing/");
    }

    @Override
    protected int held() {
        return folder.connectionsInUse();
    }

    @Test
    void listsAllFilesBelowTheFolderByTheirPaths() throws IOException {
        folder.nginx(FOLDER, line("b.bin", 6), line("sub/", "-"), line("a%20b.txt", 6), line("B.bin", 0));
        folder.nginx(FOLDER + "sub/", line("deep/", "-"), line("%C3%BC.txt", 6));
        folder.nginx(FOLDER + "sub/deep/", line("z.json", 6), line("empty/", "-"));
        folder.nginx(FOLDER + "sub/deep/empty/");
        folder.file("sub/%C3%BC.txt", "hello\n");
        Listing listing = folder.list();
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
        folder.nginx(FOLDER, IntStream.range(0, 1000).mapToObj(i -> line("file-" + i, 65_536)).toArray(String[]::new));
        assertThat(folder.paths()).hasSize(1000);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void probesLargeFilesAndThoseOfUnknownSizeOnly() {
        folder.nginx(FOLDER, line("small", 8 * 1024 * 1024 - 1), line("large", 8 * 1024 * 1024), line("rounded", "64K"));
        server.file(FOLDER + "large", bytes(8 * 1024 * 1024, 1)).header("ETag", "\"strong\"");
        server.file(FOLDER + "rounded", bytes(65_000, 1)).header("ETag", "W/\"weak\"");
        assertThat(folder.list().files()).extracting(SourceFile::path, SourceFile::size, SourceFile::validator, SourceFile::strong)
                .containsExactly(
                        tuple("large", 8L * 1024 * 1024, "etag=\"strong\"", true), tuple("rounded", 65_000L, "etag=W/\"weak\"", false),
                        tuple("small", 8L * 1024 * 1024 - 1, null, false));
        assertThat(server.requests()).hasSize(3).filteredOn(request -> "bytes=0-0".equals(request.header("Range"))).hasSize(2);
        assertThat(held()).isZero();
    }

    @Test
    void probesAtMostSixteenFilesAtOnce() {
        String[] names = IntStream.range(0, 100).mapToObj(i -> "file-" + i).toArray(String[]::new);
        folder.links(FOLDER, names);
        Stream.of(names).forEach(name -> folder.file(name, name));
        assertThat(folder.list().files()).hasSize(100).allMatch(file -> file.size() == file.path().length());
        assertThat(server.connections()).isBetween(2, 17);
    }

    @Test
    void takesTheLatestTimeThatHasAZone() {
        folder.page(FOLDER, """
                [{ "name":"small", "type":"file", "mtime":"Thu, 18 Jul 2024 10:20:30 GMT", "size":6 },
                { "name":"sub", "type":"directory", "mtime":"Thu, 18 Jul 2030 10:20:30 GMT" },
                { "name":"old", "type":"file", "mtime":"Thu, 18 Jul 2019 10:20:30 GMT", "size":6 }]""");
        folder.links(FOLDER + "sub/", "probed");
        server.file(FOLDER + "sub/probed", bytes(1, 1)).header("Last-Modified", "Fri, 19 Jul 2024 10:20:30 GMT");
        assertThat(folder.list().sourceTime()).isEqualTo(Instant.parse("2024-07-19T10:20:30Z"));
        server.at(FOLDER + "sub/probed").header("Last-Modified", null);
        assertThat(folder.list().sourceTime()).isEqualTo(Instant.parse("2024-07-18T10:20:30Z"));
    }

    @Test
    void noticesThatASmallFileIsNoLongerAsLongAsListed() {
        folder.nginx(FOLDER, line("small", 6));
        SourceFile small = folder.list().files().getFirst();
        folder.file("small", "hello!!");
        assertThat(failure(() -> source.open(small, 0, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    void readsTheFolderAtTheTopOfAServer() {
        folder.nginx("/", line("a", 1));
        assertThat(source.list(folder.reference(""), access()).files()).extracting(SourceFile::locator)
                .containsExactly(server.url("/a").toString());
    }

    @Test
    void refusesAQueryThatWouldNotGoWithTheFiles() {
        IngestionException failed = refused(() -> source.list(folder.reference(FOLDER + "?signature=s3cret"), access()));
        assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failed.getMessage()).contains("query").doesNotContain("s3cret");
    }

    @Test
    void sendsTheTokenWithPagesProbesAndDigests() {
        folder.links(FOLDER, "a", "a.sha256", "sub/").requireToken("s3cret");
        folder.links(FOLDER + "sub/").requireToken("s3cret");
        server.file(FOLDER + "a", bytes(1, 1)).requireToken("s3cret");
        server.file(FOLDER + "a.sha256", HELLO_SHA256.getBytes(StandardCharsets.UTF_8)).requireToken("s3cret");
        Listing listing = source.list(folder.reference(FOLDER), new SourceAccess("s3cret", "127.0.0.1"));
        assertThat(listing.files()).extracting(SourceFile::announced).containsExactly(Digest.sha256(HELLO_SHA256), null);
        assertThat(folder.refusal()).satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_DENIED))
                .satisfies(failed -> assertThat(failed.getMessage()).contains("without a token"));
    }

    @Test
    void opensThroughItsOwnUrlAgainWhenASignedUrlExpiresInTheMiddle() throws IOException {
        byte[] content = bytes(200_000, 1);
        try (FaultyHttpServer storage = FaultyHttpServer.start()) {
            FaultyFile first = storage.file("/signed-1", content).header("ETag", "\"same\"");
            folder.links(FOLDER, "a");
            FaultyFile front = server.file(FOLDER + "a", bytes(1, 1)).redirectTo(storage.url("/signed-1?signature=one").toString());
            var access = new SourceAccess("s3cret", "127.0.0.1");
            SourceFile listed = source.list(folder.reference(FOLDER), access).files().getFirst();
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
