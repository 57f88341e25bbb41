package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API of model services and their bindings, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class ServicesBySdkTest extends SdkCase {

    private final String centre = centre();

    ServicesBySdkTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre).ok();
    }

    private Outcome add(Object... more) {
        Map<String, Object> given = given(more);
        given.putAll(given("name", name, "yaml", "image: a", "modelCenterUuid", centre, "requestCpu", 8, "requestMemory", 17_179_869_184L,
                "installPath", "/s", "startCommand", "run"));
        return sdk.call(Api.ADD_MODEL_SERVICE, given);
    }

    @Test
    void addedItIsWhatWasGiven() {
        Bean service = add("description", "d", "framework", "vLLM", "pythonVersion", "3.12", "condaVersion", "25", "containerCommand", "c",
                "containerArgs", "a", "gpuComputeCapability", "8.0", "supportDistributed", true, "source", "HuggingFace", "type",
                "Endpoint",
                "vendorToSpecUuidsMap", Map.of("NVIDIA", List.of(zone())), "systemTags", List.of("a::b")).inventory();
        assertThat(service.get("requestCpu")).isEqualTo(8L);
        assertThat(service.get("requestMemory")).isEqualTo(17_179_869_184L);
        assertThat(service.get("supportDistributed")).isEqualTo(true);
        assertThat(service.text("source")).isEqualTo("HuggingFace");
        assertThat(service.text("framework")).isEqualTo("vLLM");
        assertThat(service.date("createDate")).isNotNull();
    }

    @Test
    void queriedItIsAnObject() {
        String uuid = add().inventory().uuid();
        assertThat(named(Api.QUERY_MODEL_SERVICE)).singleElement().satisfies(service -> assertThat(service.uuid()).isEqualTo(uuid));
    }

    @Test
    void updatedItHasTheNewValuesAndKeepsTheOthers() {
        String uuid = add().inventory().uuid();
        Bean service = sdk.call(Api.UPDATE_MODEL_SERVICE, "uuid", uuid, "description", "new", "requestCpu", 16).inventory();
        assertThat(service.text("description")).isEqualTo("new");
        assertThat(service.get("requestCpu")).isEqualTo(16L);
        assertThat(service.text("yaml")).isEqualTo("image: a");
    }

    @Test
    void deletedItIsGone() {
        String uuid = add().inventory().uuid();
        sdk.call(Api.DELETE_MODEL_SERVICE, "uuid", uuid).ok();
        assertThat(named(Api.QUERY_MODEL_SERVICE)).isEmpty();
    }
}
