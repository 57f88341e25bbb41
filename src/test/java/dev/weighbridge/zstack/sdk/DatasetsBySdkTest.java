package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API of datasets, from create to delete, as a user of each of ZStack's SDKs calls it and reads the result. */
@ParameterizedClass
@EnumSource
class DatasetsBySdkTest extends SdkCase {

    private final String centre = centre();

    DatasetsBySdkTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre).ok();
    }

    private Bean create() {
        return sdk
                .call(Api.CREATE_DATASET, "name", name, "url", folder().toString(), "modelCenterUuid", centre, "description", "d", "token",
                        "hf_secret", "system", false)
                .inventory();
    }

    @Test
    void createdItIsWhatWasGivenAndWeighed() {
        Bean dataset = create();
        assertThat(dataset.text("description")).isEqualTo("d");
        assertThat(dataset.text("url")).startsWith(node.models().toString());
        assertThat(dataset.get("size")).isInstanceOfSatisfying(Long.class, size -> assertThat(size).isPositive());
        assertThat(dataset.get("system")).isEqualTo(false);
    }

    @Test
    void queriedAndUpdatedItIsAnObject() {
        String uuid = create().uuid();
        assertThat(sdk.call(Api.UPDATE_DATASET, "uuid", uuid, "description", "new").inventory().text("description")).isEqualTo("new");
        assertThat(named(Api.QUERY_DATASET)).singleElement().satisfies(dataset -> assertThat(dataset.uuid()).isEqualTo(uuid));
    }

    @Test
    void deletedItIsGone() {
        sdk.call(Api.DELETE_DATASET, "uuid", create().uuid()).ok();
        assertThat(named(Api.QUERY_DATASET)).isEmpty();
    }
}
