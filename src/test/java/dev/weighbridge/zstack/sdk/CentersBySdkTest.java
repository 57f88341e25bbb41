package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API of model centres, from add to delete, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class CentersBySdkTest extends SdkCase {

    CentersBySdkTest(SdkUser user) {
        super(user);
    }

    @Test
    void addedItIsWhatWasGiven() {
        Bean centre = sdk
                .call(Api.ADD_MODEL_CENTER, "name", name, "url", "192.168.10.12:/ai/model_center", "zoneUuid", zone(), "description",
                        "d", "managementIp", "172.25.141.105", "managementPort", 5000, "parameters", "vers=4", "storageNetworkUuid", zone(),
                        "serviceNetworkUuid", zone(), "containerRegistry", "r", "containerNetwork", "n", "containerStorageNetwork", "s",
                        "systemTags",
                        List.of("a::b"), "userTags", List.of("mine"))
                .inventory();
        assertThat(centre.text("name")).isEqualTo(name);
        assertThat(centre.text("url")).isEqualTo("192.168.10.12:/ai/model_center");
        assertThat(centre.get("managementPort")).isEqualTo(5000L);
        assertThat(centre.text("parameters")).isEqualTo("vers=4");
        assertThat(centre.text("storageNetworkUuid")).isEqualTo(zone());
        assertThat(centre.text("status")).isIn("Connecting", "Connected", "Disconnected");
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        assertThat(centre.date("createDate")).isBetween(now.minusMinutes(2), now.plusMinutes(1));
        delete(centre.uuid());
    }

    @Test
    void queriedItIsAnObjectWithItsCapacity() {
        String uuid = centre();
        Bean found = named(Api.QUERY_MODEL_CENTER).getFirst();
        assertThat(found.uuid()).isEqualTo(uuid);
        assertThat(found.get("capacity")).isInstanceOfSatisfying(Bean.class,
                capacity -> assertThat(capacity.get("modelUsedCapacity")).isEqualTo(0L));
        delete(uuid);
    }

    @Test
    void updatedItHasTheNewValuesAndKeepsTheOthers() {
        String uuid = centre();
        Bean centre = sdk.call(Api.UPDATE_MODEL_CENTER, "uuid", uuid, "description", "new", "managementPort", 6000).inventory();
        assertThat(centre.text("description")).isEqualTo("new");
        assertThat(centre.get("managementPort")).isEqualTo(6000L);
        assertThat(centre.text("name")).isEqualTo(name);
        delete(uuid);
    }

    @Test
    void itsMetadataAreGeneratedAnew() {
        String uuid = centre();
        String model = model(uuid);
        sdk.call(Api.GENERATE_MODEL_METADATA, "modelCenterUuid", uuid, "modelUuids", List.of(model)).ok();
        assertThat(named(Api.QUERY_MODEL).getFirst().text("architectureType")).isEqualTo("Qwen2ForCausalLM");
        delete(uuid);
    }

    @Test
    void deletedItIsGoneWithItsModels() {
        String uuid = centre();
        model(uuid);
        delete(uuid);
        assertThat(named(Api.QUERY_MODEL_CENTER)).isEmpty();
        assertThat(named(Api.QUERY_MODEL)).isEmpty();
    }

    private void delete(String uuid) {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", uuid).ok();
    }
}
