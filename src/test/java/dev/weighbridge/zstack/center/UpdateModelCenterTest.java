package dev.weighbridge.zstack.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** UpdateModelCenter, and what of a centre is used. */
class UpdateModelCenterTest {

    private static final String CENTRES = "/zstack/v1/ai/model-centers/";

    private static final String MODELS = "/zstack/v1/ai/models";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin(node);

    private final String uuid = admin.centre(node.models().toString());

    private static String body(String fields) {
        return "{\"updateModelCenter\":{" + fields + "}}";
    }

    private String model(String name, String content) throws IOException {
        Path folder = Files.createDirectories(node.models().resolve(name + "-" + ResourceUuid.random()));
        Files.writeString(folder.resolve("vocab.txt"), content);
        return admin.post(MODELS, "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + folder + "\",\"modelCenterUuid\":\"" + uuid
                + "\"}}").ok().text("/inventory/uuid");
    }

    @Test
    void everyFieldThatIsGivenIsChanged() {
        JsonNode before = admin.get(CENTRES + uuid).at("/inventories/0");
        JsonNode after = admin.put(CENTRES + uuid, body("""
                "name":"n","description":"d","url":"https://hub.example/m","parameters":"{\\"type\\":\\"huggingface\\",\\"token\\":\\"hf_secret\\"}",
                "managementIp":"10.1.2.3","managementPort":"6000","storageNetworkUuid":"s","serviceNetworkUuid":"t",
                "containerRegistry":"r","containerNetwork":"c","containerStorageNetwork":"cs\"""")).ok().json().get("inventory");
        assertThat(after).isEqualTo(admin.get(CENTRES + uuid).at("/inventories/0"));
        assertThat(after.get("parameters").asString()).isEqualTo("{\"type\":\"huggingface\"}");
        assertThat(after.get("managementPort").asInt()).isEqualTo(6000);
        assertThat(after.propertyNames()).contains("storageNetworkUuid", "serviceNetworkUuid", "containerRegistry", "containerNetwork",
                "containerStorageNetwork");
        assertThat(after.get("status").asString()).isEqualTo("Connecting");
        assertThat(after.get("createDate")).isEqualTo(before.get("createDate"));
    }

    @Test
    void theGoSdkCallsActions() {
        var accepted = admin.asGoSdk().put(CENTRES + uuid + "/actions", body("\"name\":\"from Go\",\"url\":\"\""));
        assertThat(admin.awaitJob(accepted).ok().text("/inventory/name")).isEqualTo("from Go");
    }

    @ParameterizedTest
    @CsvSource({"name, 256", "url, 256", "description, 256", "parameters, 256"})
    void anOverLongFieldIsAnInvalidArgument(String field, int length) {
        assertThat(admin.put(CENTRES + uuid, body("\"" + field + "\":\"" + "a".repeat(length) + "\"")).failedWith("SYS.1007")
                .text("/error/details")).contains("field[" + field + "]");
    }

    @Test
    void whatIsNotThereOrNotTheCallersIsNotFound() {
        admin.put(CENTRES + ResourceUuid.random(), body("\"name\":\"x\"")).failedWith("SYS.1003");
        OrdinaryAccount.on(node).client().put(CENTRES + uuid, body("\"name\":\"stolen\"")).failedWith("SYS.1003");
        assertThat(admin.put(CENTRES + uuid, body("\"managementPort\":\"many\"")).refusedWith(400).body()).contains("managementPort");
    }

    @Test
    void theCapacityIsWhatItsModelsHaveAndItsSchemaIsNamed() throws IOException {
        model("one", "12345");
        String gone = model("two", "1234567");
        JsonNode answer = admin.get("/zstack/v1/ai/model-centers?q=uuid=" + uuid).ok().json();
        JsonNode capacity = answer.at("/inventories/0/capacity");
        assertThat(capacity.toString()).isEqualTo("{\"uuid\":\"" + uuid + "\",\"modelUsedCapacity\":12,\"modelServiceUsedCapacity\":0,"
                + "\"datasetUsedCapacity\":0,\"fineTuneUsedCapacity\":0,\"modelEvaluationUsedCapacity\":0,\"installationUsedCapacity\":0,"
                + "\"temporaryUsedCapacity\":0,\"cacheUsedCapacity\":0}");
        assertThat(answer.get("schema").get("inventories[0].capacity").asString())
                .isEqualTo("org.zstack.ai.entity.ModelCenterCapacityInventory");
        admin.delete(MODELS + "/" + gone).ok();
        assertThat(admin.get(CENTRES + uuid).at("/inventories/0/capacity/modelUsedCapacity").asLong()).isEqualTo(5);
        assertThat(admin.put(CENTRES + uuid, body("\"name\":\"n\"")).ok().at("/inventory/capacity/modelUsedCapacity").asLong())
                .isEqualTo(5);
    }

    @Test
    void theManifestsOfItsModelsNameItAsItIsNow() throws IOException {
        String model = model("manifest", "x");
        admin.put(CENTRES + uuid, body("\"name\":\"renamed centre\"")).ok();
        Path manifest = node.home().resolve("manifests/" + model + ".json");
        await().until(() -> Files.exists(manifest) && Files.readString(manifest).contains("renamed centre"));
    }

    @Test
    void aDeletedCentreTakesItsModelsWithIt() throws IOException {
        String model = model("doomed", "x");
        assertThat(admin.delete(CENTRES + uuid + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
        assertThat(admin.get(MODELS + "/" + model).ok().at("/inventories").isEmpty()).isTrue();
        admin.delete(CENTRES + uuid).ok();
        admin.delete(CENTRES + "nonsense").failedWith("SYS.1003");
    }
}
