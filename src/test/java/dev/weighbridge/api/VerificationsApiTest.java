package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may have what verified, and what the door shows of it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class VerificationsApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final ApiClient owner;

    private final ApiClient other;

    VerificationsApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.owner = ApiClient.ordinary(node);
        this.other = ApiClient.ordinary(node);
    }

    @Test
    void theOwnerAndTheAdministratorVerifyAModelAndSeeIt() {
        String model = model(null);
        for (ApiClient client : new ApiClient[] {owner, admin}) {
            var accepted = client.post("/models/" + model + "/verify").with(202);
            String uuid = accepted.text("/uuid");
            assertThat(accepted.headers().firstValue("Location")).hasValue("/api/v1/verifications/" + uuid);
            var ended = await().atMost(Imports.LONG).until(() -> owner.get("/verifications/" + uuid).with(200),
                    seen -> seen.text("/state").equals("SUCCEEDED"));
            assertThat(ended.json().propertyNames()).containsExactly("uuid", "modelUuid", "state", "attempt", "node", "blobsTotal",
                    "blobsDone", "bytesTotal", "bytesDone", "bytesFetched", "intact", "damaged", "repaired", "failure", "createdAt",
                    "startedAt", "endedAt", "findings");
            assertThat(Instant.parse(ended.text("/createdAt"))).isBeforeOrEqualTo(Instant.parse(ended.text("/startedAt")));
            assertThat(owner.post("/verifications/" + uuid + "/cancel").with(200).text("/state")).as("it has ended").isEqualTo("SUCCEEDED");
        }
        assertThat(owner.get("/verifications").with(200).at("/total").asInt()).isEqualTo(2);
        assertThat(admin.get("/verifications?limit=1&model=" + model).with(200).at("/items").size()).isEqualTo(1);
        assertThat(node.bean(MeterRegistry.class).counter("weighbridge.verify.blobs", "outcome", "intact").count()).isPositive();
    }

    @Test
    void anotherAccountFindsNothing() {
        String model = model(null);
        other.post("/models/" + model + "/verify").problem(404, "NOT_FOUND");
        String uuid = owner.post("/models/" + model + "/verify").with(202).text("/uuid");
        other.get("/verifications/" + uuid).problem(404, "NOT_FOUND");
        other.post("/verifications/" + uuid + "/cancel").problem(404, "NOT_FOUND");
        assertThat(other.get("/verifications?model=" + model).with(200).at("/total").asInt()).isZero();
    }

    @Test
    void aModelThatIsSharedWithAllIsVerifiedByItsOwnerOnly() {
        String model = model("Public");
        assertThat(other.post("/models/" + model + "/verify").problem(403, "FORBIDDEN").text("/detail")).contains("another account");
        owner.post("/models/" + model + "/verify").with(202);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        admin.post("/models/" + ResourceUuid.random() + "/verify").problem(404, "NOT_FOUND");
        admin.get("/verifications/" + ResourceUuid.random()).problem(404, "NOT_FOUND");
        admin.get("/models/x/verify").problem(405, "INVALID_REQUEST");
        admin.get("/verifications?sort=state").problem(400, "INVALID_REQUEST");
    }

    private String model(@Nullable String shareMode) {
        var imports = new Imports(node);
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 1000, new Random().nextLong());
        var given = new GivenFields("m", file.toString(), imports.center(), null, null, null, null, null, null, null, null, null, null,
                null, shareMode, null, null, null, null, null, null);
        String ingestion = node.bean(RequestIntake.class).accept(new ModelRequest(owner.account(), Origin.API, given, null, null))
                .ingestionUuid();
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ended.modelUuid();
    }
}
