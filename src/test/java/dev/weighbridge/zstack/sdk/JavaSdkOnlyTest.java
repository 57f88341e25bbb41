package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The APIs that only ZStack's Java SDK can call, because Go's has no function for them or one that asks for another path. */
@ParameterizedClass
@EnumSource(names = {"JAVA_WITH_A_SESSION", "JAVA_WITH_AN_ACCESS_KEY"})
class JavaSdkOnlyTest extends SdkCase {

    private final String centre = centre();

    JavaSdkOnlyTest(SdkUser user) {
        super(user);
    }

    @AfterEach
    void deleteTheCentre() {
        sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre).ok();
    }

    private String service() {
        return sdk
                .call(Api.ADD_MODEL_SERVICE, "name", name, "yaml", "image: a", "modelCenterUuid", centre, "requestCpu", 8, "requestMemory",
                        17_179_869_184L, "installPath", "/s", "startCommand", "run")
                .inventory().uuid();
    }

    private String dataset() {
        return sdk.call(Api.CREATE_DATASET, "name", name, "url", folder().toString(), "modelCenterUuid", centre).inventory().uuid();
    }

    @Test
    void ofManyDeletedModelsEachHasItsResult() {
        String first = model(centre);
        String second = model(centre);
        List<?> results = sdk.call(Api.DELETE_MODELS, "uuids", List.of(first, second, "nonsense")).list("results");
        assertThat(results).extracting(result -> String.valueOf(((Map<?, ?>) result).get("uuid"))).containsExactly(first, second,
                "nonsense");
        assertThat(results).extracting(result -> String.valueOf(((Map<?, ?>) result).get("success")))
                .containsExactly("true", "true", "false");
        assertThat(named(Api.QUERY_MODEL)).isEmpty();
    }

    @Test
    void ofManyDeletedDatasetsEachHasItsResult() {
        assertThat(sdk.call(Api.DELETE_DATASETS, "uuids", List.of(dataset(), dataset())).list("results"))
                .allSatisfy(result -> assertThat(((Map<?, ?>) result).get("success")).isEqualTo(true)).hasSize(2);
        assertThat(named(Api.QUERY_DATASET)).isEmpty();
    }

    /** The SDK sends a size of 0 and {@code system: false} for what its user did not set. */
    @Test
    void aCloneIsAnotherServiceLikeIt() {
        String uuid = service();
        Bean clone = sdk.call(Api.CLONE_MODEL_SERVICE, "uuid", uuid, "name", name + "-clone").inventory();
        assertThat(clone.uuid()).isNotEqualTo(uuid);
        assertThat(clone.text("yaml")).isEqualTo("image: a");
        assertThat(clone.get("requestMemory")).isEqualTo(17_179_869_184L);
    }

    @Test
    void aServiceIsNotDeployed() {
        SdkError failure = sdk.call(Api.DEPLOY_MODEL_SERVICE, "uuid", service(), "name", "i", "zoneUuid", zone(), "type", "Container")
                .failedWith("SYS.1014");
        assertThat(failure.details()).startsWith("Could not deploy");
    }

    @Test
    void aBoundServiceStandsInTheModelAndTheModelInIt() {
        String uuid = service();
        String model = model(centre);
        Bean bound = sdk.call(Api.BIND_MODEL_TO_SERVICE, "modelUuid", model, "modelServiceUuid", uuid).inventory();
        assertThat(bound.beans("modelServiceRefs")).singleElement().satisfies(ref -> assertThat(ref.text("modelUuid")).isEqualTo(model));
        assertThat(named(Api.QUERY_MODEL).getFirst().beans("modelServiceRefs")).singleElement()
                .satisfies(ref -> assertThat(ref.text("modelServiceUuid")).isEqualTo(uuid));
        sdk.call(Api.UNBIND_MODEL_FROM_SERVICE, "modelUuid", model, "modelServiceUuid", uuid).ok();
        assertThat(named(Api.QUERY_MODEL).getFirst().list("modelServiceRefs")).isEmpty();
    }

    @Test
    void theServicesOfACentreAreListed() {
        service();
        assertThat(sdk.call(Api.GET_MODEL_CENTER_SERVICES, "modelCenterUuids", List.of(centre)).list("services")).hasSize(1);
    }

    @Test
    void theUsageOfAQuotaIsListed() {
        assertThat(sdk.call(Api.GET_ACCOUNT_QUOTA_USAGE, "uuid", DoorClient.ADMIN_UUID).list("usages")).isNotEmpty();
    }

    @Test
    void aPatternIsAttachedToResourcesAndDetached() {
        String pattern = sdk.call(Api.CREATE_TAG, "name", name, "value", name, "color", "#123456", "type", "simple").inventory().uuid();
        assertThat(sdk.call(Api.ATTACH_TAG_TO_RESOURCES, "tagUuid", pattern, "resourceUuids", List.of(centre)).list("results")).hasSize(1);
        List<String> tagged = List.of("__userTag__=" + name);
        assertThat(sdk.call(Api.QUERY_MODEL_CENTER, "conditions", tagged).inventories()).extracting(Bean::uuid).containsExactly(centre);
        sdk.call(Api.DETACH_TAG_FROM_RESOURCES, "tagUuid", pattern, "resourceUuids", List.of(centre)).ok();
        assertThat(sdk.call(Api.QUERY_MODEL_CENTER, "conditions", tagged).inventories()).isEmpty();
        sdk.call(Api.DELETE_TAG, "uuid", pattern).ok();
    }

    /** Other than Go's, it can read an answer that has no inventories. */
    @Test
    void countingBringsTheTotalAlone() {
        Outcome counted = sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of("name=" + name), "count", true);
        assertThat(counted.get("total")).isEqualTo(1L);
        assertThat(counted.get("inventories")).isNull();
    }
}
