package dev.weighbridge.source.http;

import static dev.weighbridge.source.http.ListedFolder.EMPTY_SHA256;
import static dev.weighbridge.source.http.ListedFolder.FOLDER;
import static dev.weighbridge.source.http.ListedFolder.HELLO_SHA256;
import static dev.weighbridge.source.http.ListedFolder.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder announces of its own files. */
class FolderDigestsTest {

    private final ListedFolder folder = new ListedFolder();

    private final FaultyHttpServer server = folder.server();

    @AfterEach
    void stop() {
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256SUMS", "sha256sums.txt", "SHA256SUMS.txt", "sha256sum.txt"})
    void announcesTheDigestsOfTheList(String name) {
        folder.nginx(FOLDER, line("a b.bin", 6), line("sub/", "-"), line(name, 400), line("other", 1));
        folder.nginx(FOLDER + "sub/", line("empty", 0));
        folder.file(name, HELLO_SHA256 + "  a b.bin\nSHA256 (./sub/empty) = " + EMPTY_SHA256 + "\n" + HELLO_SHA256 + "  " + name + "\n");
        assertThat(folder.list().files()).extracting(SourceFile::path, SourceFile::announced).containsExactlyInAnyOrder(
                tuple("a b.bin", Digest.sha256(HELLO_SHA256)), tuple("sub/empty", Digest.sha256(EMPTY_SHA256)), tuple(name, null),
                tuple("other", null));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void announcesTheDigestsThatLieBesideTheirFiles() {
        folder.nginx(FOLDER, line("a", 6), line("a.sha256", 65), line("b", 6), line("sub/", "-"), line("lonely.sha256", 65));
        folder.nginx(FOLDER + "sub/", line("a", 0), line("a.sha256", 65));
        folder.file("a.sha256", HELLO_SHA256 + "\n");
        folder.file("sub/a.sha256", EMPTY_SHA256 + "  a\n");
        assertThat(folder.list().files()).extracting(SourceFile::path, SourceFile::announced).containsExactly(
                tuple("a", Digest.sha256(HELLO_SHA256)), tuple("a.sha256", null), tuple("b", null), tuple("lonely.sha256", null),
                tuple("sub/a", Digest.sha256(EMPTY_SHA256)), tuple("sub/a.sha256", null));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void theListCountsMoreThanWhatLiesBeside() {
        folder.nginx(FOLDER, line("a", 6), line("a.sha256", 65), line("SHA256SUMS", 70));
        folder.file("a.sha256", EMPTY_SHA256);
        folder.file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        assertThat(folder.list().files()).extracting(SourceFile::announced).containsExactly(null, Digest.sha256(HELLO_SHA256), null);
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
        folder.nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        folder.file("SHA256SUMS", list.replace(';', '\n'));
        IngestionException failed = folder.refusal();
        assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failed.getMessage()).contains(why).contains(server.url(FOLDER + "SHA256SUMS").toString());
    }

    @Test
    void refusesListsThatContradictEachOther() {
        folder.nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70), line("sha256sums.txt", 70));
        folder.file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        folder.file("sha256sums.txt", HELLO_SHA256.replace('5', '6') + "  a\n");
        assertThat(folder.refusal().getMessage()).contains("two different digests are announced for 'a'");
        folder.file("sha256sums.txt", HELLO_SHA256 + "  a\n");
        assertThat(folder.paths()).hasSize(3);
    }

    @Test
    void doesNotSkipAListThatCannotBeFetched() {
        folder.nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        folder.file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        server.at(FOLDER + "SHA256SUMS").hangUpAfter(10).refuse(503, 1);
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        folder.file("SHA256SUMS", " ".repeat(FolderDigests.MAX_BYTES + 1));
        assertThat(folder.refusal().kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @Test
    void takesNoPartOfAListForTheWhole() {
        folder.nginx(FOLDER, line("a", 6), line("SHA256SUMS", 70));
        folder.file("SHA256SUMS", HELLO_SHA256 + "  a\n");
        server.at(FOLDER + "SHA256SUMS").endByClosing();
        assertThat(folder.refusal().getMessage()).contains("no length");
        folder.nginx(FOLDER, line("a", 6), line("SHA256SUMS", HELLO_SHA256.length() + 4));
        assertThat(folder.list().files().getLast().announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
    }
}
