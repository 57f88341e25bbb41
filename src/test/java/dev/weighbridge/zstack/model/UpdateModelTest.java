package dev.weighbridge.zstack.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** UpdateModel as the SDKs and curl call it. */
class UpdateModelTest {

    private static final String MODELS = "/zstack/v1/ai/models/";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin(node);

    private final String centre = admin.centre("/stored");

    private final String name = "update-" + UUID.randomUUID();

    private final String uuid = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name, "1.0.0");

    private DoorClient.Reply update(String fields) {
        return admin.put(MODELS + uuid, body(fields));
    }

    private static String body(String fields) {
        return "{\"updateModel\":{" + fields + "}}";
    }

    private JsonNode now() {
        return admin.get(MODELS + uuid).ok().at("/inventories/0");
    }

    private Derivation derivation(String field) {
        return node.bean(Inventory.class).derivations(uuid).stream().filter(one -> one.field().equals(field)).findFirst().orElseThrow();
    }

    @Test
    void everyFieldThatIsGivenIsChangedAndNoOther() {
        JsonNode before = now();
        JsonNode model = update("""
                "name":"renamed","installPath":"/stored/elsewhere","description":"d","vendor":"v","parameters":"{}","recommendedGpuNum":"1,2",
                "gpuConstraintDescription":"g","modelId":"org/m","modelClassifications":["LLM","Chat"]""").ok().json().get("inventory");
        assertThat(model).isEqualTo(now());
        assertThat(model.get("name").asString()).isEqualTo("renamed");
        assertThat(model.get("installPath").asString()).isEqualTo("/stored/elsewhere");
        assertThat(model.get("description").asString()).isEqualTo("d");
        assertThat(model.get("vendor").asString()).isEqualTo("v");
        assertThat(model.get("parameters").asString()).isEqualTo("{}");
        assertThat(model.get("recommendedGpuNum").toString()).isEqualTo("[1,2]");
        assertThat(model.get("gpuConstraintDescription").asString()).isEqualTo("g");
        assertThat(model.get("modelId").asString()).isEqualTo("org/m");
        assertThat(model.get("modelClassifications").toString()).isEqualTo("[\"LLM\",\"Chat\"]");
        for (String same : new String[] {"uuid", "size", "artifactChecksum", "versionSemver", "createDate", "modelCenterUuid"}) {
            assertThat(model.get(same)).as(same).isEqualTo(before.get(same));
        }
    }

    @Test
    void theDefaultServiceIsSetAndCleared() {
        String service = admin.post("/zstack/v1/ai/model-services",
                """
                {"param":{"name":"vllm","yaml":"a: 1","modelCenterUuid":"%s","requestCpu":1,"requestMemory":1,"installPath":"/s","startCommand":"run"}}"""
                        .formatted(centre))
                .ok().text("/inventory/uuid");
        JsonNode ref = update("\"defaultModelServiceUuid\":\"" + service + "\"").ok().at("/inventory/modelServiceRefs/0");
        assertThat(ref.get("modelServiceUuid").asString()).isEqualTo(service);
        assertThat(ref.get("isDefault").asBoolean()).isTrue();
        update("\"defaultModelServiceUuid\":\"" + service + "\",\"clearDefaultModelService\":true").failedWith("SYS.1007");
        update("\"clearDefaultModelService\":false").ok();
        assertThat(now().at("/modelServiceRefs/0/isDefault").asBoolean()).isTrue();
        update("\"clearDefaultModelService\":true").ok();
        assertThat(now().at("/modelServiceRefs/0/isDefault").asBoolean()).isFalse();
        update("\"defaultModelServiceUuid\":\"" + ResourceUuid.random() + "\"").failedWith("SYS.1003");
    }

    @Test
    void whatIsGivenIsKnownAsGivenAndWhatItWouldBeStaysKnown() {
        assertThat(derivation("vendor").wasGiven()).isFalse();
        update("\"vendor\":\"Me\"").ok();
        update("\"vendor\":\"Me again\",\"description\":\"d\"").ok();
        assertThat(derivation("vendor").value()).isEqualTo("Me again");
        assertThat(derivation("vendor").rule()).isEqualTo("given in an update; else it would be 'Somebody' (the card says so)");
        assertThat(derivation("description").rule()).isEqualTo("given in an update");
    }

    @Test
    void aChangedInstallPathSaysThatTheBytesStayAndShowsNoQuery() {
        update("\"installPath\":\"https://host.example/file?X-Signature=verysecret\"").ok();
        assertThat(derivation("installPath").value()).isEqualTo("https://host.example/file?…");
        assertThat(derivation("installPath").rule()).contains("the stored bytes are those that the import brought");
    }

    @Test
    void theGoSdkCallsActionsAndPolls() {
        var accepted = admin.asGoSdk().put(MODELS + uuid + "/actions", body("\"description\":\"from Go\",\"name\":\"\""));
        assertThat(admin.awaitJob(accepted).ok().text("/inventory/description")).isEqualTo("from Go");
        assertThat(now().get("name").asString()).isEqualTo(name);
    }

    @Test
    void theJavaSdkGetsTheSchema() {
        var accepted = admin.put(MODELS + uuid, body("\"description\":\"from Java\",\"systemTags\":[]"), "X-Job-UUID", DoorClient.jobUuid(),
                "X-JSON-Schema", "true");
        var done = admin.awaitJob(accepted, "X-JSON-Schema", "true").ok();
        assertThat(done.text("/inventory/description")).isEqualTo("from Java");
        assertThat(done.text("/schema/inventory")).isEqualTo("org.zstack.ai.entity.ModelInventory");
    }

    @Test
    void nothingGivenLeavesTheModelAsItIs() {
        JsonNode before = now();
        assertThat(update("").ok().json().get("inventory")).isEqualTo(before);
        assertThat(node.bean(Inventory.class).find(uuid).orElseThrow()).satisfies(
                model -> assertThat(model.getLastOpDate()).isEqualTo(model.getCreateDate()));
    }

    @Test
    void aRenamedModelLeavesItsLineageAndBothHaveTheirLatest() {
        String newer = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name, "2.0.0");
        String other = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name + "-other", "1.5.0");
        assertThat(now().get("isLatestVersion").asBoolean()).isFalse();
        var moved = admin.put(MODELS + newer, body("\"modelId\":\"" + name + "-other\"")).ok();
        assertThat(moved.at("/inventory/isLatestVersion").asBoolean()).isTrue();
        assertThat(now().get("isLatestVersion").asBoolean()).isTrue();
        assertThat(admin.get(MODELS + other).at("/inventories/0/isLatestVersion").asBoolean()).isFalse();
    }

    @Test
    void aModelMovesToAnotherCentre() {
        String elsewhere = admin.centre("/elsewhere");
        assertThat(update("\"modelCenterUuid\":\"" + elsewhere + "\"").ok().text("/inventory/modelCenterUuid")).isEqualTo(elsewhere);
        admin.delete("/zstack/v1/ai/model-centers/" + centre).ok();
        assertThat(now().get("isLatestVersion").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"name, 256", "installPath, 256", "description, 256", "vendor, 256", "parameters, 256", "recommendedGpuNum, 256",
            "gpuConstraintDescription, 513", "modelId, 256"})
    void anOverLongFieldIsAnInvalidArgument(String field, int length) {
        assertThat(update("\"" + field + "\":\"" + "1".repeat(length) + "\"").failedWith("SYS.1007").text("/error/details"))
                .startsWith("Could not update the model: field[" + field + "]");
    }

    @Test
    void whatCannotBeReadIsAnInvalidArgument() {
        update("\"recommendedGpuNum\":\"many\"").failedWith("SYS.1007");
        update("\"installPath\":\"/stored/../etc\"").failedWith("SYS.1007");
        assertThat(now().get("installPath").asString()).isEqualTo("/stored/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"modelClassifications\":\"LLM\"", "\"clearDefaultModelService\":\"perhaps\"", "\"name\":{}"})
    void aFieldOfAnotherTypeIsPlainText400(String fields) {
        assertThat(update(fields).refusedWith(400).body()).startsWith("invalid field[");
    }

    @Test
    void aBodyForAnotherActionIsPlainText400() {
        assertThat(admin.put(MODELS + uuid, "{\"deleteModel\":{}}").refusedWith(400).body())
                .startsWith("the body doesn't contain action mapping");
    }

    @Test
    void anUnknownModelOrCentreIsNotFound() {
        for (String unknown : new String[] {ResourceUuid.random(), "nonsense"}) {
            assertThat(admin.put(MODELS + unknown, body("\"name\":\"x\"")).failedWith("SYS.1003").text("/error/details"))
                    .contains("invalid field[uuid], resource[uuid:" + unknown + ", type:ModelVO] not found");
        }
        assertThat(update("\"modelCenterUuid\":\"" + ResourceUuid.random() + "\"").failedWith("SYS.1003").text("/error/details"))
                .contains("invalid field[modelCenterUuid]").contains("type:ModelCenterVO");
    }

    @Test
    void onlyTheOwnerAndTheAdministratorMayChangeIt() {
        OrdinaryAccount stranger = OrdinaryAccount.on(node);
        String shared = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name, "3.0.0", "Public");
        String own = StoredModel.of(node, stranger.uuid(), centre, name, "4.0.0");
        stranger.client().put(MODELS + uuid, body("\"name\":\"stolen\"")).failedWith("SYS.1003");
        stranger.client().put(MODELS + shared, body("\"name\":\"stolen\"")).failedWith("ID.1002");
        stranger.client().put(MODELS + own, body("\"description\":\"mine\"")).ok();
        admin.put(MODELS + own, body("\"description\":\"the administrator's\"")).ok();
    }

    @Test
    void theManifestIsWrittenAgain() throws IOException {
        update("\"description\":\"in the manifest\"").ok();
        Path manifest = node.home().resolve("manifests/" + uuid + ".json");
        await().until(() -> Files.exists(manifest) && Files.readString(manifest).contains("in the manifest"));
    }
}
