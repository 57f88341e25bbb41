package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that only ZStack's Go SDK makes: one resource by its uuid, and page after page. */
@ParameterizedClass
@EnumSource(names = {"GO_WITH_A_SESSION", "GO_WITH_AN_ACCESS_KEY"})
class GoSdkOnlyTest extends SdkCase {

    private final GoSdk go = (GoSdk) sdk;

    private final String centre = centre();

    GoSdkOnlyTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre).ok();
    }

    @Test
    void aResourceIsFoundByItsUuid() {
        assertThat(go.get(Api.QUERY_MODEL_CENTER, centre).inventory().text("name")).isEqualTo(name);
        assertThat(go.get(Api.QUERY_MODEL, model(centre)).inventory().text("modelCenterUuid")).isEqualTo(centre);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY_MODEL", "QUERY_MODEL_CENTER", "QUERY_MODEL_SERVICE", "QUERY_DATASET", "QUERY_ACCOUNT", "QUERY_TAG"})
    void whatIsNotThereIsNotFound(String query) {
        go.get(Api.valueOf(query), zone()).failedWith("NotFoundError");
    }

    @Test
    void allPagesAreRead() {
        centre();
        centre();
        List<Bean> all = go.listAll(Api.QUERY_MODEL_CENTER, List.of("name=" + name), 2);
        assertThat(all).extracting(Bean::uuid).doesNotHaveDuplicates().hasSize(3).contains(centre);
        all.stream().map(Bean::uuid).filter(uuid -> !uuid.equals(centre))
                .forEach(uuid -> sdk.call(Api.DELETE_MODEL_CENTER, "uuid", uuid).ok());
    }
}
