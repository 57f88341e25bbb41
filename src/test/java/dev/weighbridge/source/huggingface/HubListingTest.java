package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceFacts;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubListingTest extends HubTestCase {

    private FakeModel small() {
        return hub.model("org/name").put("config.json", new byte[] {1});
    }

    private static Map<String, byte[]> many(int count) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            files.put("shards/part-%05d.json".formatted(i), new byte[] {(byte) i});
        }
        return files;
    }

    private static List<String> paths(Listing listing) {
        return listing.files().stream().map(SourceFile::path).toList();
    }

    @Test
    void pinsTheCommitOfTheDefaultBranch() {
        FakeModel model = small();
        Listing listing = list("hf://org/name");
        assertThat(listing.revision()).isEqualTo(model.newest());
        assertThat(listing.files().getFirst().locator())
                .isEqualTo(hub.endpoint() + "/org/name/resolve/" + model.newest() + "/config.json");
        assertThat(listing.sourceTime()).isEqualTo(Instant.parse("2024-07-18T10:00:01Z"));
        assertThat(listing.tag()).isNull();
        assertThat(hub.calls()).extracting(FakeHub.Call::path).containsExactly("/api/models/org/name/revision/main",
                "/api/models/org/name/tree/" + model.newest());
    }

    @Test
    void readsAModelOfABareName() {
        hub.model("gpt2").put("config.json", new byte[1]);
        assertThat(paths(list("hf://gpt2"))).containsExactly("config.json");
        assertThat(paths(list("hf://gpt2@main/config.json"))).containsExactly("config.json");
    }

    @Test
    void listsEveryRevisionThatTheHubKnows() {
        FakeModel model = small().branch("refs/pr/5").tag("release candidate").branch("feature/x");
        String first = model.newest();
        model.put("more.json", new byte[1]);
        for (String revision : List.of("refs/pr/5", "refs%2Fpr%2F5", "release candidate", "feature%2Fx", first, first.substring(0, 9))) {
            Listing listing = list("hf://org/name@" + revision);
            assertThat(listing.revision()).as(revision).isEqualTo(first);
            assertThat(paths(listing)).as(revision).containsExactly("config.json");
        }
        assertThat(hub.calls()).extracting(FakeHub.Call::path).contains("/api/models/org/name/revision/refs%2Fpr%2F5",
                "/api/models/org/name/revision/release%20candidate");
    }

    @ParameterizedTest
    @CsvSource({"v1.0,v1.0", "1.2.3-rc1,1.2.3-rc1", "2024-07-18,2024-07-18", "stable,stable", "main,", "dev,", "refs/pr/5,"})
    void givesATagOrWhatReadsLikeAVersionAsTheTag(String revision, String tag) {
        small().tag("stable").branch("v1.0").branch("1.2.3-rc1").branch("2024-07-18").branch("dev").branch("refs/pr/5");
        assertThat(list("hf://org/name@" + revision).tag()).isEqualTo(tag);
    }

    @Test
    void takesNoCommitForATag() {
        String commit = small().newest();
        assertThat(list("hf://org/name@" + commit).tag()).isNull();
        assertThat(list("hf://org/name@" + commit.substring(0, 7)).tag()).isNull();
    }

    @Test
    void hasNoTagWhereAMirrorKnowsNoRefs() {
        small().tag("stable");
        hub.fault(Fault.NO_REFS);
        assertThat(list("hf://org/name@stable").tag()).isNull();
        assertThat(list("hf://org/name").tag()).isNull();
    }

    @Test
    void doesNotMistakeABadMomentForAMirrorWithoutRefs() {
        small().tag("stable");
        hub.answerNext("/api/models/org/name/refs", 503, "");
        assertThat(listFailure("hf://org/name@stable").kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
    }

    @Test
    void takesTheFacts() {
        small().detail("pipeline_tag", "text-generation").detail("library_name", "transformers").detail("gated", "manual")
                .detail("cardData", Map.of("license", "apache-2.0")).detail("tags", List.of("license:mit"));
        assertThat(list("hf://org/name").facts())
                .isEqualTo(new SourceFacts("apache-2.0", "text-generation", "transformers", "manual"));
    }

    @Test
    void takesTheLicenceOfTheTagsWhereTheCardHasNone() {
        small().detail("tags", List.of("safetensors", "license:mit")).detail("cardData", Map.of("language", "en"));
        assertThat(list("hf://org/name").facts()).isEqualTo(new SourceFacts("mit", null, null, null));
        small().detail("cardData", Map.of("license", List.of("mit", "cc-by-4.0")));
        assertThat(list("hf://org/name").facts().licence()).isEqualTo("mit, cc-by-4.0");
        hub.model("org/bare").put("a", new byte[1]);
        assertThat(list("hf://org/bare").facts()).isEqualTo(SourceFacts.NONE);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"NO_REPO_COMMIT", "LINKS_OF_THE_HUB"})
    void readsAllPagesAlsoWhereAMirrorLinksToTheHub(Fault fault) {
        hub.model("org/name").putAll(many(2500));
        hub.fault(fault);
        List<String> paths = paths(list("hf://org/name"));
        assertThat(paths).hasSize(2500).doesNotHaveDuplicates().startsWith("shards/part-00000.json").endsWith("shards/part-02499.json");
        assertThat(hub.calls()).hasSize(4);
        assertThat(hub.calls().getLast().query()).contains("cursor=2000%3D%3D");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"LINKS_IN_A_CIRCLE", "EMPTY_PAGES_WITHOUT_END"})
    void endsWhatNeverEnds(Fault fault) {
        hub.model("org/name").putAll(many(25));
        hub.pageSize(10).fault(fault);
        var failure = listFailure("hf://org/name");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.getMessage()).contains("in a circle");
        assertThat(hub.calls()).hasSizeLessThan(7);
    }

    @Test
    void boundsTheNumberOfFiles() {
        hub.model("org/name").putAll(many(25));
        hub.pageSize(10);
        var failure = refused(() -> source(20, HuggingFaceSource.Limits.HUB).list(reference("hf://org/name"), SourceAccess.ANONYMOUS));
        assertThat(failure.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(failure.getMessage()).contains("more than 20").contains("weighbridge.sources.max-files");
        assertThat(hub.calls()).hasSize(4);
    }

    @Test
    void makesAFolderTheRootOfTheModel() {
        hub.model("org/name").putAll(Map.of("onnx/q4/model.bin", new byte[2], "onnx/config.json", new byte[1], "onnx2/a.json", new byte[1],
                "config.json", new byte[1]));
        Listing listing = list("hf://org/name/onnx");
        assertThat(paths(listing)).containsExactly("config.json", "q4/model.bin");
        assertThat(listing.files().getLast().locator()).endsWith("/onnx/q4/model.bin");
        assertThat(paths(list("hf://org/name@main/onnx/q4/"))).containsExactly("model.bin");
    }

    @Test
    void takesASingleFile() {
        hub.model("org/name").putAll(Map.of("gguf/q4 k.gguf", new byte[2], "gguf/q4 k.gguf.md", new byte[1], "README.md", new byte[3]));
        assertThat(paths(list("hf://org/name/gguf/q4 k.gguf"))).containsExactly("q4 k.gguf");
        SourceFile top = only("hf://org/name/README.md");
        assertThat(top.path()).isEqualTo("README.md");
        assertThat(top.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf://org/name/nothing", "hf://org/name/no/thing", "hf://org/name/config", "hf://org/name/config.json/a"})
    void doesNotFindAFolderThatIsNotThere(String text) {
        small();
        var failure = listFailure(text);
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure.getMessage()).contains("no folder with files named '" + text.substring("hf://org/name/".length()) + "'");
    }

    @Test
    void followsARenamedModelAndAsksUnderItsNewName() {
        small();
        hub.rename("org/name", "other/new-name");
        SourceFile file = only("hf://org/name");
        assertThat(file.locator()).contains("/other/new-name/resolve/");
        assertThat(hub.calls()).extracting(FakeHub.Call::path).filteredOn(path -> path.contains("org/name")).hasSize(1);
    }

    @Test
    void sendsTheTokenToTheHubOnly() {
        hub.token(TOKEN);
        small();
        list("hf://org/name", with(TOKEN));
        assertThat(hub.calls()).hasSize(2).allSatisfy(call -> assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN));
        list("hf://org/name", new SourceAccess(TOKEN, "huggingface.co"));
        assertThat(hub.calls()).last().satisfies(call -> assertThat(call.authorization()).isNull());
    }

    @Test
    void refusesAMirrorThatGivesAnotherCommitThanWasAskedFor() {
        String before = small().newest();
        small().detail("sha", hub.model("org/name").newest());
        var failure = listFailure("hf://org/name@" + before);
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure.getMessage()).contains("instead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "../../etc", "0123"})
    void refusesAHubThatNamesNoCommit(String sha) {
        small().detail("sha", sha);
        var failure = listFailure("hf://org/name");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.getMessage()).contains("which commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"file\",\"path\":\"a\"}", "{\"type\":\"file\",\"path\":\"a\",\"size\":-1}",
            "{\"type\":\"file\",\"path\":\"a\",\"size\":1.5}", "{\"type\":\"file\",\"path\":\"a\",\"size\":99999999999999999999}",
            "{\"type\":\"file\",\"size\":1}", "{\"type\":\"submodule\",\"path\":\"a\",\"size\":1}",
            "{\"type\":\"file\",\"path\":\"a\",\"size\":1,\"lfs\":{\"oid\":\"abc\",\"size\":1}}",
            "{\"type\":\"file\",\"path\":\"../a\",\"size\":1}", "{\"type\":\"file\",\"path\":\"/etc/passwd\",\"size\":1}",
            "{\"type\":\"file\",\"path\":\"a\\\\b\",\"size\":1}", "{\"type\":\"file\",\"path\":\"a\\u0000b\",\"size\":1}", "7", "null",
            "{\"type\":\"file\",\"path\":\"a\",\"size\":1},{\"type\":\"file\",\"path\":\"a\",\"size\":2}"})
    void refusesEntriesThatItCannotKeep(String entry) {
        String commit = small().newest();
        hub.answerNext("/api/models/org/name/tree/" + commit, 200, "[" + entry + "]");
        assertThat(listFailure("hf://org/name").kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void takesAFileWithoutAnyDigestAsUnverifiable() {
        String commit = small().newest();
        hub.answerNext("/api/models/org/name/tree/" + commit, 200, "[{\"type\":\"file\",\"path\":\"a\",\"size\":1}]");
        SourceFile file = only("hf://org/name");
        assertThat(file.announced()).isNull();
        assertThat(file.validator()).isNull();
        assertThat(file.strong()).isFalse();
    }

    @Test
    void refusesATreeThatIsNoList() {
        String commit = small().newest();
        hub.answerNext("/api/models/org/name/tree/" + commit, 200, "{}");
        assertThat(listFailure("hf://org/name").getMessage()).contains("no list of files");
        hub.answerNext("/api/models/org/name/tree/" + commit, 200, "[]");
        assertThat(listFailure("hf://org/name").kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
    }
}
