package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** AddModel from the wire to the inventory and back, as curl, the Java SDK and the Go SDK call it. */
class AddModelTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin(node);

    private final String name = "door-" + UUID.randomUUID();

    private final String centre = admin.centre("/" + name);

    /** A folder with a config.json and a file of {@code content}, below the allowed root. */
    private Path folder(String content) {
        try {
            Path folder = Files.createDirectories(node.models().resolve(name));
            Files.writeString(folder.resolve("config.json"),
                    "{\"architectures\":[\"Qwen2ForCausalLM\"],\"transformers_version\":\"4.51.0\"}");
            Files.writeString(folder.resolve("vocab.txt"), content);
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String body(String installPath, String more) {
        return "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + installPath + "\",\"modelCenterUuid\":\"" + centre + "\"" + more
                + "}}";
    }

    @Test
    void aPlainCallIsAnsweredWithTheInventory() {
        Path folder = folder("hello\n");
        JsonNode model = admin.post(MODELS, body(folder.toString(), "")).ok().json().get("inventory");
        assertThat(model.get("name").asString()).isEqualTo(name);
        assertThat(model.get("installPath").asString()).isEqualTo(folder.toString());
        assertThat(model.get("modelCenterUuid").asString()).isEqualTo(centre);
        assertThat(model.get("type").asString()).isEqualTo("Custom");
        assertThat(model.get("artifactChecksum").asString()).matches("[0-9a-f]{64}");
        assertThat(model.get("size").asLong()).isEqualTo(model.get("artifactSizeBytes").asLong()).isPositive();
        assertThat(model.get("architectureType").asString()).isEqualTo("Qwen2ForCausalLM");
        assertThat(model.get("isLatestVersion").asBoolean()).isTrue();
        assertThat(model.get("SAMPLE_SIZE").asInt()).isEqualTo(1000);
        assertThat(admin.get(MODELS + "/" + model.get("uuid").asString()).at("/inventories/0")).isEqualTo(model);
    }

    @Test
    void everyFieldThatIsGivenIsKeptAndTheTokenIsNot() {
        String uuid = ResourceUuid.random();
        var reply = admin.post(MODELS, body(folder("fields\n").toString(), """
                ,"resourceUuid":"%s","description":"d","parameters":"{}","token":"hf_very_secret","logo":"l","vendor":"v","introduction":"i",
                "size":"123","version":"v1.2","recommendedGpuNum":[1,2],"gpuConstraintDescription":"g","modelId":"org/m","shareMode":"Public",
                "systemTags":["a::b"]""".formatted(uuid))).ok();
        JsonNode model = reply.json().get("inventory");
        assertThat(model.get("uuid").asString()).isEqualTo(uuid);
        assertThat(model.get("size").asLong()).isEqualTo(123);
        assertThat(model.get("version").asString()).isEqualTo("v1.2");
        assertThat(model.get("versionSemver").asString()).isEqualTo("1.2.0");
        assertThat(model.get("recommendedGpuNum").toString()).isEqualTo("[1,2]");
        assertThat(model.propertyNames()).contains("description", "parameters", "logo", "vendor", "introduction",
                "gpuConstraintDescription", "modelId");
        assertThat(reply.body()).doesNotContain("hf_very_secret").doesNotContain("token");
    }

    @Test
    void theJavaSdkPollsItsJob() {
        String job = DoorClient.jobUuid();
        var accepted = admin.post(MODELS, body(folder("java\n").toString(), ",\"systemTags\":[],\"requestIp\":\"10.0.0.1\""),
                "X-Job-UUID", job, "X-JSON-Schema", "true");
        var done = admin.awaitJob(accepted, "X-JSON-Schema", "true").ok();
        assertThat(done.text("/inventory/name")).isEqualTo(name);
        assertThat(done.json().get("schema").toString()).isEqualTo("{\"inventory\":\"org.zstack.ai.entity.ModelInventory\"}");
        assertThat(done.json().has("location")).isFalse();
    }

    @Test
    void theGoSdkPollsItsJob() {
        String body = body(folder("go\n").toString(), ",\"description\":\"\"").replace("\"param\"", "\"params\"");
        assertThat(admin.awaitJob(admin.asGoSdk().post(MODELS, body)).ok().text("/inventory/name")).isEqualTo(name);
    }

    @Test
    void aRepeatedJobUuidMakesOneModel() {
        String job = DoorClient.jobUuid();
        String body = body(folder("once\n").toString(), "");
        var accepted = admin.post(MODELS, body, "X-Job-UUID", job);
        assertThat(admin.post(MODELS, body, "X-Job-UUID", job).refusedWith(400).body()).contains("Duplicate job uuid");
        admin.awaitJob(accepted).ok();
        assertThat(admin.get(MODELS + "?count=true&q=name=" + name).at("/total").asInt()).isEqualTo(1);
    }

    @Test
    void aFailureIsASentenceForThePlainCaller() {
        var failed = admin.post(MODELS, body(node.models().resolve("nothing-here-" + name).toString(), "")).failedWith("SYS.1006");
        assertThat(failed.text("/error/description")).isEqualTo("An operation failed");
        assertThat(failed.text("/error/details")).startsWith("Could not ").contains("nothing-here-" + name);
    }

    @Test
    void aFailureIsTheJobsForThePollingCaller() {
        var accepted = admin.post(MODELS, body("/etc", ""), "X-Job-UUID", DoorClient.jobUuid());
        assertThat(admin.awaitJob(accepted).failedWith("SYS.1006").text("/error/details")).startsWith("Could not ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "installPath", "modelCenterUuid"})
    void aMissingMandatoryFieldIsAnInvalidArgument(String field) {
        String body = body("/a", "").replace("\"" + field + "\"", "\"x\"");
        assertThat(admin.post(MODELS, body).failedWith("SYS.1007").text("/error/details")).contains("field[" + field + "]");
        assertThat(admin.awaitJob(admin.asGoSdk().post(MODELS, body)).failedWith("SYS.1007").text("/error/details"))
                .contains("field[" + field + "]");
    }

    @ParameterizedTest
    @CsvSource({"description, 2049", "vendor, 256", "version, 256", "recommendedGpuNum, 256", "gpuConstraintDescription, 513",
            "modelId, 256",
            "fineTuningExportFingerprint, 65"})
    void anOverLongFieldIsAnInvalidArgument(String field, int length) {
        String body = body("/a", ",\"" + field + "\":\"" + "1".repeat(length) + "\"");
        assertThat(admin.post(MODELS, body).failedWith("SYS.1007").text("/error/details")).contains(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "shareMode":"Private"
            "resourceUuid":"nonsense"
            "recommendedGpuNum":"many"
            "size":-1
            """)
    void aValueThatIsNotValidIsAnInvalidArgument(String field) {
        admin.post(MODELS, body("/a", "," + field)).failedWith("SYS.1007");
    }

    @Test
    void anUnknownCentreIsNotFound() {
        String unknown = ResourceUuid.random();
        assertThat(admin.post(MODELS, body("/a", "").replace(centre, unknown)).failedWith("SYS.1003").text("/error/details"))
                .contains(unknown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            size            | "many"
            size            | 1.5
            description     | {}
            modelServiceUuids | "a"
            """)
    void aFieldOfAnotherTypeIsPlainText400(String field, String value) {
        assertThat(admin.post(MODELS, body("/a", ",\"" + field + "\":" + value)).refusedWith(400).body())
                .startsWith("invalid field[" + field + "]");
    }

    @Test
    void malformedJsonIsPlainText400() {
        admin.post(MODELS, "{\"param\":{").refusedWith(400);
    }

    @Test
    void aDeletedModelIsGone() {
        String uuid = admin.post(MODELS, body(folder("gone\n").toString(), "")).ok().text("/inventory/uuid");
        assertThat(admin.delete(MODELS + "/" + uuid + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
        assertThat(admin.get(MODELS + "/" + uuid).ok().at("/inventories").isEmpty()).isTrue();
        assertThat(admin.delete(MODELS + "/" + uuid).ok().body()).isEqualTo("{}");
    }
}
