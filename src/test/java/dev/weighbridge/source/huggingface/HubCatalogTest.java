package dev.weighbridge.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.Test;

class HubCatalogTest extends HubTestCase {

    private final HubCatalog catalog = new HubCatalog(client, Clock.fixed(NOW, ZoneOffset.UTC));

    private List<CatalogEntry> list(Shelf.Kind kind, String place, String... revisions) {
        return catalog.list(new Shelf(kind, reference(place), List.of(revisions)), 1000, SourceAccess.ANONYMOUS);
    }

    private FakeModel model(String id) {
        return hub.model(id).put("config.json", "{}".getBytes(UTF_8));
    }

    @Test
    void anOrganisationIsListedWithItsCommitsByARequestForEachPage() {
        IntStream.range(0, 250).forEach(number -> model("org/m%03d".formatted(number)));
        model("other/x");
        List<CatalogEntry> all = list(Shelf.Kind.ORGANISATION, "hf://org");
        assertThat(all).hasSize(250).extracting(CatalogEntry::id).startsWith("org/m000").doesNotHaveDuplicates();
        String commit = hub.model("org/m007").newest();
        assertThat(all).contains(new CatalogEntry("org/m007", "main", "hf://org/m007@" + commit, commit, null));
        assertThat(hub.calls()).as("a hundred models in each").hasSize(3);
    }

    @Test
    void whatIsHiddenIsListedForThoseWhoMaySeeItOnly() {
        model("org/hidden").hide().letIn(TOKEN);
        hub.token(TOKEN);
        model("org/shown");
        assertThat(list(Shelf.Kind.ORGANISATION, "hf://org")).extracting(CatalogEntry::id).containsExactly("org/shown");
        var shelf = new Shelf(Shelf.Kind.ORGANISATION, reference("hf://org"), List.of());
        assertThat(catalog.list(shelf, 1000, with(TOKEN))).extracting(CatalogEntry::id).containsExactly("org/hidden", "org/shown");
    }

    @Test
    void aCollectionIsListedWithTheCommitsOfItsModels() {
        model("org/a");
        model("other/b");
        hub.collect("org/best-0123", "org/a", "other/b", "org/gone");
        assertThat(list(Shelf.Kind.COLLECTION, "hf://org/best-0123")).extracting(CatalogEntry::revision)
                .containsExactly(hub.model("org/a").newest(), hub.model("other/b").newest());
    }

    @Test
    void branchesAndTagsAreFollowedByTheirPatterns() {
        FakeModel model = model("org/a").tag("v1.0").branch("refs-of-others");
        String first = model.newest();
        model.put("config.json", "[]".getBytes(UTF_8)).tag("v1.1").branch("dev");
        for (var kind : List.of(Shelf.Kind.MODEL, Shelf.Kind.ORGANISATION)) {
            assertThat(list(kind, kind == Shelf.Kind.MODEL ? "hf://org/a" : "hf://org", "v*", "dev")).containsExactlyInAnyOrder(
                    new CatalogEntry("org/a", "v1.0", "hf://org/a@" + first, first, "v1.0"),
                    new CatalogEntry("org/a", "v1.1", "hf://org/a@" + model.newest(), model.newest(), "v1.1"),
                    new CatalogEntry("org/a", "dev", "hf://org/a@" + model.newest(), model.newest(), null));
        }
    }

    @Test
    void aModelIsOneRequestAndKeepsItsFolder() {
        FakeModel model = model("org/a").tag("v2");
        assertThat(list(Shelf.Kind.MODEL, "hf://org/a@v2/onnx"))
                .containsExactly(new CatalogEntry("org/a/onnx", "v2", "hf://org/a@" + model.newest() + "/onnx", model.newest(), "v2"));
        assertThat(hub.calls()).hasSize(1);
    }

    @Test
    void tooManyAreRefusedAndPagesWithoutEndAreNotFollowed() {
        IntStream.range(0, 30).forEach(number -> model("org/m" + number));
        var shelf = new Shelf(Shelf.Kind.ORGANISATION, reference("hf://org"), List.of());
        assertThat(refused(() -> catalog.list(shelf, 29, SourceAccess.ANONYMOUS)).kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        for (int page = 0; page < 2; page++) {
            hub.answerNext("/api/models", 200, "[{\"id\":\"org/m1\",\"sha\":\"" + hub.model("org/m1").newest() + "\"}]", "Link",
                    "<https://elsewhere.invalid/api/models?author=org&cursor=0>; rel=\"next\"");
        }
        assertThat(refused(() -> catalog.list(shelf, 1000, SourceAccess.ANONYMOUS)).getMessage()).contains("circle");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(refused(() -> list(Shelf.Kind.MODEL, "hf://org/none")).kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(refused(() -> list(Shelf.Kind.COLLECTION, "hf://org/none-1")).kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(list(Shelf.Kind.ORGANISATION, "hf://nobody")).isEmpty();
    }
}
