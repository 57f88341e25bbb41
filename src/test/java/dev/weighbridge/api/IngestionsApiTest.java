package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The ingestions as the door shows them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class IngestionsApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    IngestionsApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.imports = new Imports(node);
    }

    @Test
    void showsWhatWasFetchedAndWhatWasThereAlready() {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 3 * (64 << 10) + 5, 91);
        Ingestion first = imports.run("first", file.toString(), null);
        Ingestion second = imports.run("second", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 92).toString(), null);

        var shown = admin.get("/ingestions/" + first.uuid()).with(200);

        assertThat(shown.json().propertyNames()).containsExactly("uuid", "name", "reference", "state", "step", "bytesDone", "bytesTotal",
                "bytesFetched", "bytesDeduplicated", "attempt", "node", "failure", "makes", "modelUuid", "datasetUuid", "createdAt",
                "endedAt");
        assertThat(shown.text("/state")).isEqualTo("SUCCEEDED");
        assertThat(shown.at("/bytesDone").asLong()).isEqualTo(3 * (64 << 10) + 5);
        assertThat(shown.at("/bytesFetched").asLong()).isEqualTo(first.bytesFetched());
        assertThat(shown.at("/bytesDeduplicated").asLong()).isEqualTo(first.bytesDeduplicated());
        assertThat(shown.at("/failure").isNull()).isTrue();
        assertThat(Instant.parse(shown.text("/createdAt"))).isBefore(Instant.parse(shown.text("/endedAt")));
        assertThat(shown.text("/createdAt")).endsWith("Z");
        assertThat(second.bytesFetched() + second.bytesDeduplicated()).isEqualTo(10);
    }

    @Test
    void tellsAModelFromADataset() {
        String file = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 93).toString();
        var model = admin.get("/ingestions/" + imports.run("model", file, null).uuid()).with(200);
        assertThat(model.text("/makes")).isEqualTo("MODEL");
        assertThat(model.text("/modelUuid")).matches("[0-9a-f]{32}");
        assertThat(model.at("/datasetUuid").isNull()).isTrue();
        var dataset = admin.get("/ingestions/" + imports.dataset("dataset", file).uuid()).with(200);
        assertThat(dataset.text("/makes")).isEqualTo("DATASET");
        assertThat(dataset.text("/datasetUuid")).matches("[0-9a-f]{32}");
        assertThat(dataset.at("/modelUuid").isNull()).isTrue();
    }

    @Test
    void showsNoQueryStringOfASignedUrl() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/signed.bin", new byte[10]);
            Ingestion ended = imports.run("signed", server.url("/signed.bin") + "?X-Amz-Signature=hush-5a1", null);

            var shown = admin.get("/ingestions/" + ended.uuid()).with(200);
            assertThat(shown.text("/reference")).isEqualTo(server.url("/signed.bin") + "?…");
            assertThat(shown.body()).doesNotContain("hush-5a1");
            assertThat(admin.get("/ingestions?limit=1000").with(200).body()).doesNotContain("hush-5a1");
        }
    }

    @Test
    void showsWhyOneFailed() {
        Ingestion failed = imports.run("failed", node.models().resolve("not-there").toString(), null);

        var shown = admin.get("/ingestions/" + failed.uuid()).with(200);
        assertThat(shown.text("/state")).isEqualTo("FAILED");
        assertThat(shown.text("/failure/kind")).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(shown.text("/failure/message")).startsWith("Could not ");
    }

    @Test
    void anAccountSeesItsOwnOnly() {
        ApiClient account = ApiClient.ordinary(node);
        Ingestion others = imports.run("others", node.models().resolve("not-there").toString(), null);
        assertThat(account.get("/ingestions").with(200).at("/total").asInt()).isZero();
        account.get("/ingestions/" + others.uuid()).problem(404, "NOT_FOUND");
        account.get("/ingestions/" + ResourceUuid.random()).problem(404, "NOT_FOUND");

        List<String> own = of(account, "b", "c", "a");
        assertThat(account.get("/ingestions/" + own.getFirst()).with(200).text("/uuid")).isEqualTo(own.getFirst());
        assertThat(admin.get("/ingestions/" + own.getFirst()).with(200).text("/uuid")).isEqualTo(own.getFirst());
    }

    @Test
    void listsInStretchesInTheOrderThatIsAskedFor() {
        ApiClient account = ApiClient.ordinary(node);
        List<String> own = of(account, "b", "c", "a");

        assertThat(names(account, "")).as("the latest first").containsExactly("a", "c", "b");
        assertThat(names(account, "?sort=createdAt")).containsExactly("b", "c", "a");
        assertThat(names(account, "?sort=+name")).containsExactly("a", "b", "c");
        assertThat(names(account, "?sort=-name&limit=2")).containsExactly("c", "b");
        assertThat(names(account, "?sort=name&limit=2&start=2")).containsExactly("c");
        assertThat(names(account, "?limit=0")).isEmpty();
        assertThat(account.get("/ingestions?limit=1&start=7").with(200).at("/total").asInt()).isEqualTo(3);

        node.bean(JdbcTemplate.class).update("update ingestion set state = 'PAUSED' where uuid = ?", own.getFirst());
        assertThat(names(account, "?state=PAUSED")).containsExactly("b");
        assertThat(names(account, "?state=paused,SUCCEEDED&sort=name")).contains("b");
        assertThat(account.get("/ingestions?state=PAUSED").with(200).at("/total").asInt()).isEqualTo(1);
    }

    private static List<String> names(ApiClient account, String query) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : account.get("/ingestions" + query).with(200).at("/items")) {
            names.add(item.at("/name").asString());
        }
        return names;
    }

    private List<String> of(ApiClient account, String... names) {
        List<String> uuids = new ArrayList<>();
        for (String name : names) {
            var given = imports.given(name, node.models().resolve("not-there-" + name).toString(), null);
            uuids.add(node.bean(RequestIntake.class).accept(new ModelRequest(account.account(), Origin.API, given, null, null))
                    .ingestionUuid());
        }
        return uuids;
    }
}
