package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every API of models, from add to delete, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class ModelsBySdkTest extends SdkCase {

    private final String centre = centre();

    ModelsBySdkTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre, "deleteMode", "Enforcing").ok();
    }

    @Test
    void addedItIsWhatWasGivenAndWhatWasFound() {
        Path folder = folder();
        Bean model = sdk.call(Api.ADD_MODEL, "name", name, "installPath", folder.toString(), "modelCenterUuid", centre, "description", "d",
                "parameters", "{}", "token", "hf_secret", "logo", "l", "vendor", "v", "introduction", "i", "size", 5_000_000_000L,
                "version",
                "v1.2", "recommendedGpuNum", "1,2", "gpuConstraintDescription", "g", "modelId", "org/m", "shareMode", "Public",
                "systemTags",
                List.of("a::b"), "userTags", List.of("mine"), "requestIp", "10.0.0.1").inventory();
        assertThat(model.text("installPath")).isEqualTo(folder.toString());
        assertThat(model.get("size")).isEqualTo(5_000_000_000L);
        assertThat(model.text("versionSemver")).isEqualTo("1.2.0");
        assertThat(model.text("artifactChecksum")).matches("[0-9a-f]{64}");
        assertThat(model.text("architectureType")).isEqualTo("Qwen2ForCausalLM");
        assertThat(model.get("isLatestVersion")).isEqualTo(true);
        assertThat(model.list("recommendedGpuNum")).hasToString(user.isGo() ? "[1, 2]" : "[1.0, 2.0]");
        assertThat(model.date("createDate")).isEqualTo(model.date("lastOpDate"));
    }

    /** Java's SDK has two fields whose names the published page does not show. */
    @Test
    void theFieldsOfAFineTunedModelAreKept() {
        String uuid = sdk.call(Api.ADD_MODEL, "name", name, "installPath", folder().toString(), "modelCenterUuid", centre,
                "fineTuningGroupUuid", zone(), "fineTuningExportFingerprint", "f".repeat(64), "fineTuningSourceModelUuid", zone(),
                "fineTuningSourceModelInstallPath", "/m", "fineTuningSourceFramework", "PyTorch", "fineTuningSourceArchitecture",
                "Qwen2ForCausalLM").inventory().uuid();
        assertThat(node.bean(JdbcClient.class).sql("select * from model where uuid = :uuid").param("uuid", uuid).query().singleRow())
                .containsEntry("fine_tuning_source_model_install_path", "/m").containsEntry("fine_tuning_source_model_framework", "PyTorch")
                .containsEntry("fine_tuning_source_model_architecture", "Qwen2ForCausalLM");
    }

    @Test
    void aFailureHasZstacksCodeAndASentence() {
        SdkError failure = sdk
                .call(Api.ADD_MODEL, "name", name, "installPath", node.models().resolve("missing").toString(), "modelCenterUuid",
                        centre)
                .failedWith("SYS.1006");
        assertThat(failure.details()).startsWith("Could not ");
        sdk.call(Api.ADD_MODEL, "name", name, "installPath", "/m", "modelCenterUuid", zone()).failedWith("SYS.1003");
    }

    @Test
    void queriedItIsAnObject() {
        String uuid = model(centre);
        assertThat(named(Api.QUERY_MODEL)).singleElement().satisfies(model -> assertThat(model.uuid()).isEqualTo(uuid));
        Outcome page = sdk.call(Api.QUERY_MODEL, "conditions", List.of("modelCenterUuid=" + centre, "name~=sdk-%", "size>1"), "limit", 10,
                "start", 0, "replyWithCount", true, "sortBy", "createDate", "sortDirection", "desc");
        assertThat(page.get("total")).isEqualTo(1L);
        assertThat(page.inventories()).singleElement().satisfies(model -> assertThat(model.uuid()).isEqualTo(uuid));
        Bean projected = sdk.call(Api.QUERY_MODEL, "conditions", List.of("uuid=" + uuid), "fields", List.of("uuid", "name")).inventories()
                .getFirst();
        assertThat(projected.get("installPath")).isNull();
    }

    @Test
    void updatedItHasTheNewValuesAndKeepsTheOthers() {
        String uuid = model(centre);
        Bean model = sdk.call(Api.UPDATE_MODEL, "uuid", uuid, "description", "new", "vendor", "v", "modelClassifications",
                List.of("LLM"), "recommendedGpuNum", "4").inventory();
        assertThat(model.text("description")).isEqualTo("new");
        assertThat(model.text("name")).isEqualTo(name);
        assertThat(model.list("recommendedGpuNum")).hasSize(1);
        sdk.call(Api.UPDATE_MODEL, "uuid", zone(), "description", "new").failedWith("SYS.1003");
    }

    @Test
    void deletedItIsGone() {
        String uuid = model(centre);
        sdk.call(Api.DELETE_MODEL, "uuid", uuid).ok();
        assertThat(named(Api.QUERY_MODEL)).isEmpty();
    }
}
