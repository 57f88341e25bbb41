package dev.weighbridge.source.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OciCatalogTest {

    private final FakeRegistry registry = FakeRegistry.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final OciCatalog catalog = new OciCatalog(client, Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).isZero();
        client.close();
        registry.close();
    }

    private String push(String tag, String content) {
        return registry.push("org/model", tag,
                Artifact.empty().layer("application/octet-stream", content.getBytes(UTF_8), Artifact.TITLE, "f"));
    }

    private Shelf shelf(Shelf.Kind kind, String reference, String... revisions) {
        return new Shelf(kind, ModelReference.of("oci://" + registry.authority() + "/" + reference, null), List.of(revisions));
    }

    private List<CatalogEntry> list(Shelf shelf) {
        return catalog.list(shelf, 1000, SourceAccess.ANONYMOUS);
    }

    @Test
    void eachTagOfARepositoryIsAVersionPinnedByItsDigest() {
        String one = push("v1", "one");
        String two = push("latest", "two");
        push("sha256-" + "0".repeat(64) + ".sig", "a signature");
        String id = registry.authority() + "/org/model";
        assertThat(list(shelf(Shelf.Kind.REPOSITORY, "org/model"))).containsExactlyInAnyOrder(
                new CatalogEntry(id, "v1", "oci://" + id + ":v1@" + one, one, "v1"),
                new CatalogEntry(id, "latest", "oci://" + id + ":latest@" + two, two, null));
        assertThat(registry.requests()).as("a list, and a HEAD of each").hasSize(3);
    }

    @Test
    void pagesAreFollowedByTheirLastTagAndPatternsChoose() {
        for (int number = 0; number < 25; number++) {
            push("v" + (char) ('a' + number), "content " + number);
        }
        registry.pageSize(10);
        assertThat(list(shelf(Shelf.Kind.REPOSITORY, "org/model"))).hasSize(25);
        assertThat(registry.requests("/tags/list")).hasSize(3);
        assertThat(list(shelf(Shelf.Kind.REPOSITORY, "org/model", "v[x-z]"))).extracting(CatalogEntry::track).containsExactly("vx", "vy");
    }

    @Test
    void aRegistryThatTellsNoDigestIsBelievedByItsManifest() {
        String digest = push("v1", "one");
        registry.sayDigest("none");
        assertThat(list(shelf(Shelf.Kind.MODEL, "org/model:v1"))).extracting(CatalogEntry::revision).containsExactly(digest);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> list(shelf(Shelf.Kind.REPOSITORY, "org/none")))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND));
        push("v1", "one");
        push("v2", "two");
        registry.refuseOnce("/manifests/v1", 404, "");
        assertThat(list(shelf(Shelf.Kind.REPOSITORY, "org/model"))).as("gone between the list and the look").extracting(CatalogEntry::track)
                .containsExactly("v2");
    }
}
