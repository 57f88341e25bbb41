package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.Test;

/** Datasets of a hub, which have paths of their own and may be called like models. */
class HubDatasetsTest extends HubTestCase {

    @Test
    void isListedAndReadUnderThePathsOfDatasets() throws Exception {
        hub.model("org/name").put("config.json", new byte[] {1});
        FakeModel dataset = hub.dataset("org/name").putAll(Map.of("README.md", new byte[] {2}, "data/train.bin", new byte[] {3, 4, 5}));
        Listing listing = list("hf://datasets/org/name");
        assertThat(listing.revision()).isEqualTo(dataset.newest());
        assertThat(listing.files()).extracting(SourceFile::path).containsExactly("README.md", "data/train.bin");
        assertThat(hub.calls()).extracting(FakeHub.Call::path).containsExactly("/api/datasets/org/name/revision/main",
                "/api/datasets/org/name/tree/" + dataset.newest());

        SourceFile large = listing.files().getLast();
        assertThat(large.locator()).isEqualTo(hub.endpoint() + "/datasets/org/name/resolve/" + dataset.newest() + "/data/train.bin");
        assertThat(read(large, new Span(1, 3), SourceAccess.ANONYMOUS)).containsExactly(4, 5);
    }

    @Test
    void followsARenamedDataset() {
        hub.dataset("old/name").put("a.json", new byte[] {1});
        hub.rename("datasets/old/name", "datasets/new/name");
        assertThat(list("hf://datasets/old/name").files().getFirst().locator()).startsWith(hub.endpoint() + "/datasets/new/name/resolve/");
    }

    @Test
    void aRefusalSpeaksOfTheDataset() {
        assertThat(listFailure("hf://datasets/org/none")).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
            assertThat(refused.getMessage()).startsWith("Could not read the dataset " + hub.endpoint() + "/datasets/org/none: ")
                    .contains("no such dataset").doesNotContain("model");
        });
        hub.dataset("org/gated").put("a.bin", new byte[3]).detail("gated", "manual");
        SourceFile file = only("hf://datasets/org/gated");
        assertThat(refused(() -> read(file, new Span(0, 1), SourceAccess.ANONYMOUS)).getMessage())
                .contains("the dataset is gated", "Open " + hub.endpoint() + "/datasets/org/gated in a browser").doesNotContain("model");
    }
}
