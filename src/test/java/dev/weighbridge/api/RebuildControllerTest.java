package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;

/** Who may rebuild the inventory, and what is answered. What comes back is RebuildTest's. */
class RebuildControllerTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    @Test
    void onlyTheAdministratorMay() {
        ApiClient nobody = ApiClient.ordinary(node);
        nobody.post("/rebuilds").problem(403, "FORBIDDEN");
        nobody.get("/rebuilds/" + ResourceUuid.random()).problem(403, "FORBIDDEN");
    }

    @Test
    void aDryRunIsTheDefaultAndWhereNothingIsLostThereIsNothingToDo() {
        ApiClient admin = ApiClient.admin(node);
        assertThat(admin.post("/rebuilds").with(200).at("/dryRun").asBoolean()).isTrue();
        String uuid = admin.post("/rebuilds?dryRun=false").with(202).text("/uuid");
        var ended = await().atMost(Imports.LONG).until(() -> admin.get("/rebuilds/" + uuid).with(200),
                seen -> !seen.text("/state").equals("RUNNING"));
        assertThat(ended.text("/state")).isEqualTo("SUCCEEDED");
        assertThat(ended.at("/endedAt").isNull()).isFalse();
        admin.post("/rebuilds?dryRun=maybe").problem(400, "INVALID_REQUEST");
    }
}
