package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScopeListingTest {

    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);

    private final ModelScopeVisit visit = new ModelScopeVisit();

    @AfterEach
    void stop() {
        visit.close();
    }

    private static Fault rows(String... rows) {
        return Fault.body(200, "application/json", "{\"Code\":200,\"Success\":true,\"Data\":{\"Files\":[" + String.join(",", rows) + "]}}");
    }

    private static String row(String path, String rest) {
        return "{\"Path\":\"" + path + "\",\"Type\":\"blob\"," + rest + "}";
    }

    @Test
    void listsFilesOfAllFoldersWithTheirDigestsAndTheLatestTime() {
        String commit = visit.model().commit("master", 1_654_857_567, Map.of("a.bin", HELLO, "sub/deep/b.bin", new byte[0]));
        Listing listing = visit.list("");
        assertThat(listing.revision()).isEqualTo(commit);
        assertThat(listing.tag()).isNull();
        assertThat(listing.sourceTime()).isEqualTo(Instant.parse("2022-06-10T10:39:27Z"));
        assertThat(listing.files()).containsExactly(
                new SourceFile("a.bin", 6, Digest.sha256(ModelScopeVisit.HELLO_SHA256), locator(commit, "a.bin"), "commit=" + commit, true),
                new SourceFile("sub/deep/b.bin", 0, Digest.sha256(ModelScopeVisit.EMPTY_SHA256), locator(commit, "sub%2Fdeep%2Fb.bin"),
                        "commit=" + commit, true));
    }

    private String locator(String commit, String path) {
        return visit.hub().endpoint() + "/api/v1/models/owner/tiny/repo?Revision=" + commit + "&FilePath=" + path;
    }

    @Test
    void asksForMasterIfNothingIsNamed() {
        visit.model().put("a.bin", HELLO);
        visit.list("");
        assertThat(visit.hub().requests("/revisions")).isEmpty();
        assertThat(visit.hub().requests("/commits")).singleElement()
                .satisfies(request -> assertThat(request.query()).containsEntry("Ref", "master").containsEntry("PageSize", "1"));
        assertThat(visit.hub().requests("/repo/files").getFirst().query()).containsEntry("Revision", "master").containsEntry("Recursive",
                "True");
    }

    @Test
    void readsTagsBranchesAndCommits() {
        String old = visit.model().put("a.bin", HELLO);
        visit.model().tag("v1.0.2", old);
        visit.model().tag("stable", old);
        String fresh = visit.model().put("b.bin", HELLO);
        String side = visit.model().commit("feature/x", 1_700_000_000, Map.of("c.bin", HELLO));
        assertThat(visit.list("@v1.0.2")).satisfies(listing -> assertThat(listing.tag()).isEqualTo("v1.0.2"))
                .extracting(Listing::revision).isEqualTo(old);
        assertThat(visit.list("@stable")).satisfies(listing -> assertThat(listing.tag()).isNull())
                .extracting(Listing::revision).isEqualTo(old);
        assertThat(visit.list("@master").revision()).isEqualTo(fresh);
        assertThat(visit.list("@feature%2Fx").revision()).isEqualTo(side);
        assertThat(visit.paths("@" + old)).containsExactly("a.bin");
        assertThat(visit.list("@" + old)).satisfies(listing -> assertThat(listing.tag()).isNull())
                .extracting(Listing::revision).isEqualTo(old);
    }

    @Test
    void namesTheRevisionsOfAModelThatLacksTheOneThatIsWanted() {
        visit.model().tag("v1", visit.model().put("a.bin", HELLO));
        assertThat(visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.list("@main")).getMessage())
                .contains("no branch or tag 'main'").contains("v1, master");
        assertThat(visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.list("@" + "a".repeat(40))).getMessage())
                .contains("10990101004");
    }

    @Test
    void doesNotBelieveACommitThatHasOtherFilesThanTheTag() {
        visit.model().tag("v1", visit.model().put("a.bin", HELLO));
        visit.model().put("a.bin", "other\n".getBytes(StandardCharsets.UTF_8));
        visit.hub().tellCommitsOf("master");
        Listing listing = visit.list("@v1");
        assertThat(listing.files()).singleElement().satisfies(file -> {
            assertThat(file.announced()).isEqualTo(Digest.sha256(ModelScopeVisit.HELLO_SHA256));
            assertThat(PinnedFile.of(file).revision()).isEqualTo("v1");
        });
    }

    /** The revision is what coreutils print: sha256sum a.bin b.bin | sha256sum. */
    @Test
    void namesAListingWithoutACommitByItsDigests() {
        visit.hub().tellNoCommits();
        visit.model().put("b.bin", new byte[0]);
        visit.model().put("a.bin", HELLO);
        assertThat(visit.list("").revision()).isEqualTo("36b39be451c31a6206e2925cff4749fa1513eb1348ca739a24e06ccb18597735");
        visit.hub().tellNoDigests();
        assertThat(visit.list("").revision()).isNull();
    }

    @Test
    void takesASubfolderForTheModelAndAFileForItself() {
        visit.model().commit("master", 1, Map.of("a.bin", HELLO, "sub/b.bin", HELLO, "sub/deep/c.bin", HELLO, "subway/d.bin", HELLO));
        assertThat(visit.paths("/sub")).containsExactly("b.bin", "deep/c.bin");
        assertThat(visit.paths("@master/sub/deep/")).containsExactly("c.bin");
        assertThat(visit.paths("/sub/b.bin")).containsExactly("b.bin");
        assertThat(visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.list("/su")).getMessage()).contains("no file or folder 'su'");
    }

    @Test
    void listsATreeThatTheHubCutsFolderByFolder() {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 2_500; i++) {
            files.put("one/" + i, HELLO);
            files.put("two/deep/" + i, HELLO);
        }
        files.put("top", HELLO);
        visit.model().commit("master", 1, files);
        assertThat(visit.paths("")).hasSize(5_001).containsExactlyInAnyOrderElementsOf(files.keySet());
        assertThat(visit.paths("/two")).hasSize(2_500).allMatch(path -> path.startsWith("deep/"));
        assertThat(visit.hub().requests("/repo/files")).filteredOn(request -> "one".equals(request.query().get("Root"))).hasSize(1);
    }

    @Test
    void refusesAFolderOfWhichTheHubDoesNotShowAll() {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 3_001; i++) {
            files.put("one/" + i, HELLO);
        }
        visit.model().commit("master", 1, files);
        assertThat(visit.refusal(FailureKind.LIMIT_EXCEEDED, () -> visit.list("")).getMessage())
                .contains("only 3000 files of the folder 'one'");
    }

    @Test
    void boundsFilesFoldersAndRequests() {
        visit.model().commit("master", 1, Map.of("a", HELLO, "b/c", HELLO));
        assertThat(visit.source(3).list(visit.reference(""), SourceAccess.ANONYMOUS).files()).hasSize(2);
        assertThat(visit.refusal(FailureKind.LIMIT_EXCEEDED, () -> visit.source(2).list(visit.reference(""), SourceAccess.ANONYMOUS))
                .getMessage()).contains("more than 2 files and folders").contains("weighbridge.sources.max-files");
        visit.hub().fail("/repo/files", Fault.body(200, "application/json", " ".repeat(32 * 1024 * 1024 + 1)));
        visit.refusal(FailureKind.LIMIT_EXCEEDED, () -> visit.list(""));
        Map<String, byte[]> folders = new HashMap<>();
        for (int i = 0; i < 2_900; i++) {
            folders.put(i + "/x/y", HELLO);
        }
        visit.model().commit("master", 1, folders);
        assertThat(visit.refusal(FailureKind.LIMIT_EXCEEDED, () -> visit.list("")).getMessage()).contains("more than 1000 requests");
    }

    @Test
    void findsAnEndInFoldersWithoutOne() {
        visit.hub().tellNoCommits();
        String path = "d";
        for (int depth = 0; depth < 40; depth++) {
            String folder = path;
            String many = IntStream.range(0, FileWalk.CUT).mapToObj(i -> row(folder + "/" + i, "\"Size\":0"))
                    .collect(Collectors.joining(","));
            visit.hub().fail("/repo/files", rows(many), rows("{\"Path\":\"" + folder + "\",\"Type\":\"tree\"}"));
            path += "/d";
        }
        visit.model().put("a", HELLO);
        assertThat(visit.refusal(FailureKind.LIMIT_EXCEEDED, () -> visit.list("")).getMessage()).contains("more than 32 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Size\":6", "\"Size\":6,\"Sha256\":\"\"", "\"Size\":6,\"Sha256\":null", "\"Size\":6,\"CommittedDate\":0",
            "\"Size\":6,\"CommittedDate\":1654857567000", "\"Size\":6,\"Revision\":\"abc\""})
    void takesAFileOfWhichTheHubTellsOnlyTheSize(String rest) {
        visit.hub().tellNoCommits();
        visit.model().put("x", HELLO);
        visit.hub().fail("/repo/files", rows(row("a.bin", rest)));
        Listing listing = visit.list("");
        assertThat(listing.sourceTime()).isNull();
        assertThat(listing.files()).singleElement().satisfies(file -> {
            assertThat(file.size()).isEqualTo(6);
            assertThat(file.announced()).isNull();
            assertThat(file.validator()).isNull();
            assertThat(file.strong()).isFalse();
        });
    }

    @Test
    void comparesByTimeWhereThereIsNothingElse() {
        visit.hub().tellNoCommits();
        visit.model().put("x", HELLO);
        visit.hub().fail("/repo/files", rows(row("a.bin", "\"Size\":6,\"CommittedDate\":1654857567")));
        assertThat(visit.list("").files().getFirst()).satisfies(file -> {
            assertThat(file.validator()).isEqualTo("committed=1654857567 size=6");
            assertThat(file.strong()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"a.bin | \"Sha256\":\"\" | no size", "a.bin | \"Size\":-1 | no size", "a.bin | \"Size\":\"6\" | no size",
                    "a.bin | \"Size\":6,\"Sha256\":\"5891\" | SHA-256", "../a.bin | \"Size\":6 | '..'", "/a.bin | \"Size\":6 | absolute",
                    "a\\\\b | \"Size\":6 | backslash", "'' | \"Size\":6 | empty"})
    void refusesARowThatCannotBeKept(String path, String rest, String why) {
        visit.model().put("x", HELLO);
        visit.hub().fail("/repo/files", rows(row(path, rest)));
        assertThat(visit.refusal(FailureKind.MALFORMED_ARTIFACT, () -> visit.list("")).getMessage()).contains(why);
    }

    @Test
    void refusesWhatIsNoFileAndWhatIsListedTwice() {
        visit.model().put("x", HELLO);
        visit.hub().fail("/repo/files", rows("{\"Path\":\"lib\",\"Type\":\"commit\",\"Size\":0}"));
        assertThat(visit.refusal(FailureKind.MALFORMED_ARTIFACT, () -> visit.list("")).getMessage()).contains("another repository");
        visit.hub().tellNoCommits().fail("/repo/files", rows(row("a", "\"Size\":1"), row("a", "\"Size\":2")));
        assertThat(visit.refusal(FailureKind.MALFORMED_ARTIFACT, () -> visit.list("")).getMessage()).contains("'a' twice");
        visit.hub().fail("/repo/files", Fault.body(200, "application/json", "{\"Code\":200,\"Success\":true,\"Data\":{\"Files\":7}}"));
        assertThat(visit.refusal(FailureKind.MALFORMED_ARTIFACT, () -> visit.list("")).getMessage()).contains("no list of files");
    }

    @Test
    void findsNoFileInAnEmptyModel() {
        visit.model();
        visit.hub().fail("/repo/files", Fault.body(200, "application/json", "{\"Code\":200,\"Success\":true,\"Data\":{\"Files\":null}}"));
        assertThat(visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.list("")).getMessage()).contains("holds no file");
    }

    @Test
    void waitsForAHubThatCannotTellTheCommitJustNow() {
        visit.model().put("a", HELLO);
        visit.hub().fail("/commits", Fault.html(503));
        visit.refusal(FailureKind.SOURCE_UNAVAILABLE, () -> visit.list(""));
        assertThat(visit.list("").files()).extracting(SourceFile::path).isEqualTo(List.of("a"));
    }

    @Test
    void keepsWhenTheHubWantsToBeAskedAgain() {
        visit.model().put("a", HELLO);
        visit.hub().fail("/repo/files", Fault.envelope(429, 429, "too many requests", "Retry-After", "7"));
        IngestionException failed = visit.refusal(FailureKind.SOURCE_RATE_LIMITED, () -> visit.list(""));
        assertThat(failed.retryAt()).isEqualTo(ModelScopeVisit.NOW.plusSeconds(7));
    }
}
