package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API of tags, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class TagsBySdkTest extends SdkCase {

    private final String centre = centre();

    TagsBySdkTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre).ok();
    }

    private List<Bean> centresWith(String condition) {
        return sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of(condition)).inventories();
    }

    @Test
    void aPatternLivesFromCreateToDelete() {
        Bean pattern = sdk.call(Api.CREATE_TAG, "name", name, "value", name, "description", "d", "color", "#123456", "type", "simple")
                .inventory();
        assertThat(named(Api.QUERY_TAG)).hasSize(1);
        assertThat(sdk.call(Api.UPDATE_TAG, "uuid", pattern.uuid(), "description", "new").inventory().text("description")).isEqualTo("new");
        sdk.call(Api.DELETE_TAG, "uuid", pattern.uuid()).ok();
        assertThat(named(Api.QUERY_TAG)).isEmpty();
    }

    @Test
    void tagUuidsAreAttachedWhenAResourceIsAdded() {
        String pattern = sdk.call(Api.CREATE_TAG, "name", name, "value", name, "color", "#123456", "type", "simple").inventory().uuid();
        sdk.call(Api.ADD_MODEL, "name", name, "installPath", folder().toString(), "modelCenterUuid", centre, "tagUuids", List.of(pattern))
                .ok();
        assertThat(sdk.call(Api.QUERY_MODEL, "conditions", List.of("__userTag__=" + name)).inventories()).hasSize(1);
        sdk.call(Api.DELETE_TAG, "uuid", pattern).ok();
    }

    /** Java's SDK puts them into the envelope, Go's beside it. */
    @Test
    void tagsGivenAtAnAddAreKept() {
        String tagged = sdk.call(Api.ADD_MODEL_CENTER, "name", name, "url", "/a", "zoneUuid", zone(), "managementIp", "10.0.0.1",
                "managementPort", 1, "systemTags", List.of("sdk::" + name), "userTags", List.of(name)).inventory().uuid();
        assertThat(centresWith("__systemTag__=sdk::" + name)).extracting(Bean::uuid).containsExactly(tagged);
        assertThat(centresWith("__userTag__=" + name)).extracting(Bean::uuid).containsExactly(tagged);
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", tagged).ok();
    }

    @Test
    void aUserTagLivesFromCreateToDelete() {
        Bean tag = sdk.call(Api.CREATE_USER_TAG, "resourceType", "ModelCenterVO", "resourceUuid", centre, "tag", name).inventory();
        assertThat(tag.text("resourceUuid")).isEqualTo(centre);
        assertThat(sdk.call(Api.QUERY_USER_TAG, "conditions", List.of("tag=" + name)).inventories()).hasSize(1);
        sdk.call(Api.DELETE_TAG, "uuid", tag.uuid()).ok();
        assertThat(sdk.call(Api.QUERY_USER_TAG, "conditions", List.of("tag=" + name)).inventories()).isEmpty();
    }

    @Test
    void aSystemTagLivesFromCreateToDelete() {
        Bean tag = sdk.call(Api.CREATE_SYSTEM_TAG, "resourceType", "ModelCenterVO", "resourceUuid", centre, "tag", "sdk::" + name)
                .inventory();
        assertThat(sdk.call(Api.QUERY_SYSTEM_TAG, "conditions", List.of("tag=sdk::" + name)).inventories()).hasSize(1);
        assertThat(sdk.call(Api.UPDATE_SYSTEM_TAG, "uuid", tag.uuid(), "tag", "sdk::" + name + "-2").inventory().text("tag"))
                .isEqualTo("sdk::" + name + "-2");
        assertThat(centresWith("__systemTag__=sdk::" + name + "-2")).hasSize(1);
        sdk.call(Api.DELETE_TAG, "uuid", tag.uuid()).ok();
        assertThat(centresWith("__systemTag__=sdk::" + name + "-2")).isEmpty();
    }
}
