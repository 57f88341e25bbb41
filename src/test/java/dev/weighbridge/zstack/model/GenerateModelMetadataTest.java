package dev.weighbridge.zstack.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** GenerateModelMetadata: what a model is, read again from its stored bytes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GenerateModelMetadataTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final String GENERATE = "/zstack/v1/ai/model/metadata/generate";

    private final TestNode node;

    private final DoorClient admin;

    private final JdbcClient sql;

    private final String name = "again-" + UUID.randomUUID();

    private String centre = "";

    private String uuid = "";

    GenerateModelMetadataTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        sql = node.bean(JdbcClient.class);
    }

    @BeforeEach
    void importAModelThatIsReadWrongly() throws IOException {
        Path folder = Files.createDirectories(node.models().resolve(name));
        Files.writeString(folder.resolve("config.json"), "{\"architectures\":[\"Qwen2ForCausalLM\"],\"transformers_version\":\"4.51.0\"}");
        Files.writeString(folder.resolve("modeling_own.py"), "import os\n");
        centre = admin.centre(node.models().toString());
        uuid = admin.post(MODELS, "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + folder + "\",\"modelCenterUuid\":\"" + centre
                + "\",\"size\":7,\"gpuConstraintDescription\":\"given\"}}").ok().text("/inventory/uuid");
        sql.sql("update model set architecture_type = 'Wrong', framework_version = null where uuid = :uuid").param("uuid", uuid).update();
        sql.sql("update model_derivation set field_value = 'Wrong' where model_uuid = :uuid and field = 'architectureType'")
                .param("uuid", uuid).update();
        sql.sql("delete from model_finding where model_uuid = :uuid").param("uuid", uuid).update();
    }

    private DoorClient.Reply generate(DoorClient client, String more) {
        return client.put(GENERATE, "{\"generateModelMetadata\":{\"modelCenterUuid\":\"" + centre + "\"" + more + "}}");
    }

    private JsonNode model() {
        return admin.get(MODELS + "/" + uuid).ok().at("/inventories/0");
    }

    private List<Derivation> derivations() {
        return node.bean(Inventory.class).derivations(uuid);
    }

    @Test
    void whatTheBytesSayTakesThePlaceOfWhatWasReadBefore() throws IOException {
        String version = model().get("versionSemver").asString();
        Files.delete(node.models().resolve(name).resolve("config.json"));
        JsonNode results = generate(admin, ",\"modelUuids\":[\"" + uuid + "\",\"" + uuid + "\"]").ok().json().get("results");
        assertThat(results.toString()).isEqualTo("[{\"uuid\":\"" + uuid + "\",\"success\":true}]");
        assertThat(model().get("architectureType").asString()).isEqualTo("Qwen2ForCausalLM");
        assertThat(model().get("frameworkVersion").asString()).contains("4.51.0");
        assertThat(model().get("versionSemver").asString()).isEqualTo(version);
        assertThat(model().get("isLatestVersion").asBoolean()).isTrue();
        assertThat(derivations()).filteredOn(one -> one.field().equals("architectureType")).singleElement()
                .satisfies(one -> assertThat(one.value()).isEqualTo("Qwen2ForCausalLM"));
        assertThat(node.bean(Inventory.class).findings(uuid)).extracting(Found::file).contains("modeling_own.py");
    }

    @Test
    void whatSomebodyGaveStays() {
        admin.put(MODELS + "/" + uuid, "{\"updateModel\":{\"description\":\"mine\",\"vendor\":\"me\",\"installPath\":\"/elsewhere\"}}")
                .ok();
        generate(admin, "").ok();
        assertThat(model().get("description").asString()).isEqualTo("mine");
        assertThat(model().get("vendor").asString()).isEqualTo("me");
        assertThat(model().get("gpuConstraintDescription").asString()).isEqualTo("given");
        assertThat(model().get("size").asLong()).isEqualTo(7);
        assertThat(derivations().stream().filter(Derivation::wasGiven).map(Derivation::field))
                .containsExactlyInAnyOrder("description", "vendor", "gpuConstraintDescription", "size", "installPath");
    }

    @Test
    void allOfACentreAreReadAndThePollingClientIsAnsweredWithEach() {
        String other = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name, "9.0.0");
        var accepted = generate(admin.asGoSdk(), ",\"modelUuids\":null");
        JsonNode results = admin.awaitJob(accepted).ok().json().get("results");
        assertThat(results.valueStream().map(result -> result.get("uuid").asString())).containsExactlyInAnyOrder(uuid, other);
        assertThat(model().get("architectureType").asString()).isEqualTo("Qwen2ForCausalLM");
    }

    @Test
    void oneThatFailsIsNoMatterForTheNext() {
        String other = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, name, "9.0.0");
        String unknown = ResourceUuid.random();
        JsonNode results = generate(admin, ",\"modelUuids\":[\"" + unknown + "\",\"" + other + "\"]").ok().json().get("results");
        assertThat(results.valueStream().map(result -> result.get("success").asBoolean())).containsExactly(false, true);
        assertThat(results.get(0).at("/error/code").asString()).isEqualTo("SYS.1003");
    }

    @Test
    void anotherAccountsModelsAreLeftAlone() {
        OrdinaryAccount stranger = OrdinaryAccount.on(node);
        assertThat(generate(stranger.client(), "").ok().json().get("results").size()).isZero();
        assertThat(generate(stranger.client(), ",\"modelUuids\":[\"" + uuid + "\"]").ok().at("/results/0/success").asBoolean()).isFalse();
        assertThat(model().get("architectureType").asString()).isEqualTo("Wrong");
    }

    @Test
    void anUnknownOrMissingCentreIsRefused() {
        admin.put(GENERATE, "{\"generateModelMetadata\":{}}").failedWith("SYS.1007");
        centre = ResourceUuid.random();
        generate(admin, "").failedWith("SYS.1003");
    }
}
