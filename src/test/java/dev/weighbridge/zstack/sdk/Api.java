package dev.weighbridge.zstack.sdk;

import static dev.weighbridge.zstack.sdk.Result.NOTHING;
import static dev.weighbridge.zstack.sdk.Result.VALID;
import static dev.weighbridge.zstack.sdk.Result.inventories;
import static dev.weighbridge.zstack.sdk.Result.inventory;
import static dev.weighbridge.zstack.sdk.Result.list;

import java.util.Map;
import java.util.Set;

/**
 * The actions of the SDKs: method, path and envelope as in the {@code RestInfo} of Java's, whose other facts follow from these. What Go's does
 * otherwise is in {@link GoRequests}.
 */
enum Api {
    LOG_IN_BY_ACCOUNT("PUT /accounts/login logInByAccount", inventory(SdkClass.SESSION)),
    LOG_IN_BY_USER("PUT /accounts/users/login logInByUser", inventory(SdkClass.SESSION)),
    LOG_IN("PUT /login logIn", inventory(SdkClass.SESSION)),
    LOG_OUT("DELETE /accounts/sessions/{sessionUuid}", NOTHING),
    VALIDATE_SESSION("GET /accounts/sessions/{sessionUuid}/valid", VALID),

    ADD_MODEL_CENTER("POST /ai/model-centers param", inventory(SdkClass.MODEL_CENTER)),
    QUERY_MODEL_CENTER("GET /ai/model-centers", inventories(SdkClass.MODEL_CENTER)),
    UPDATE_MODEL_CENTER("PUT /ai/model-centers/{uuid} updateModelCenter", inventory(SdkClass.MODEL_CENTER)),
    DELETE_MODEL_CENTER("DELETE /ai/model-centers/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    GET_MODEL_CENTER_SERVICES("GET /ai/model-centers/services", list("services")),
    GENERATE_MODEL_METADATA("PUT /ai/model/metadata/generate generateModelMetadata", NOTHING),

    ADD_MODEL("POST /ai/models param", inventory(SdkClass.MODEL)),
    QUERY_MODEL("GET /ai/models", inventories(SdkClass.MODEL)),
    UPDATE_MODEL("PUT /ai/models/{uuid} updateModel", inventory(SdkClass.MODEL)),
    DELETE_MODEL("DELETE /ai/models/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    DELETE_MODELS("DELETE /ai/models", list("results"), Map.of("deleteMode", "Permissive")),

    ADD_MODEL_SERVICE("POST /ai/model-services param", inventory(SdkClass.MODEL_SERVICE), Map.of("type", "Endpoint", "source", "Other")),
    QUERY_MODEL_SERVICE("GET /ai/model-services", inventories(SdkClass.MODEL_SERVICE)),
    UPDATE_MODEL_SERVICE("PUT /ai/model-services/{uuid} updateModelService", inventory(SdkClass.MODEL_SERVICE)),
    DELETE_MODEL_SERVICE("DELETE /ai/model-services/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    CLONE_MODEL_SERVICE("POST /ai/model-services/{uuid} params", inventory(SdkClass.MODEL_SERVICE), Map.of("size", 0L, "system", false)),
    DEPLOY_MODEL_SERVICE("PUT /ai/model-services/{uuid} deployModelService", NOTHING),
    BIND_MODEL_TO_SERVICE("POST /ai/models/{modelUuid}/model-services/{modelServiceUuid} param", inventory(SdkClass.MODEL_SERVICE)),
    UNBIND_MODEL_FROM_SERVICE("DELETE /ai/models/{modelUuid}/model-services/{modelServiceUuid}", NOTHING),

    CREATE_DATASET("POST /ai/datasets params", inventory(SdkClass.DATASET)),
    QUERY_DATASET("GET /ai/datasets", inventories(SdkClass.DATASET)),
    UPDATE_DATASET("PUT /ai/datasets/{uuid} updateDataset", inventory(SdkClass.DATASET)),
    DELETE_DATASET("DELETE /ai/datasets/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    DELETE_DATASETS("DELETE /ai/datasets", list("results"), Map.of("deleteMode", "Permissive")),

    CREATE_ACCOUNT("POST /accounts params", inventory(SdkClass.ACCOUNT)),
    QUERY_ACCOUNT("GET /accounts", inventories(SdkClass.ACCOUNT)),
    UPDATE_ACCOUNT("PUT /accounts/{uuid} updateAccount", inventory(SdkClass.ACCOUNT)),
    DELETE_ACCOUNT("DELETE /accounts/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    CREATE_USER("POST /accounts/users params", inventory(SdkClass.USER)),
    QUERY_USER("GET /accounts/users", inventories(SdkClass.USER)),
    UPDATE_USER("PUT /accounts/users/actions updateUser", inventory(SdkClass.USER)),
    DELETE_USER("DELETE /accounts/users/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    QUERY_QUOTA("GET /accounts/quotas", inventories(SdkClass.QUOTA)),
    UPDATE_QUOTA("PUT /accounts/quotas/actions updateQuota", inventory(SdkClass.QUOTA)),
    GET_ACCOUNT_QUOTA_USAGE("GET /accounts/quota/{uuid}/usages", list("usages")),
    CREATE_ACCESS_KEY("POST /accesskeys params", inventory(SdkClass.ACCESS_KEY)),
    QUERY_ACCESS_KEY("GET /accesskeys", inventories(SdkClass.ACCESS_KEY)),
    CHANGE_ACCESS_KEY_STATE("PUT /accesskeys/{uuid}/actions changeAccessKeyState", inventory(SdkClass.ACCESS_KEY)),
    DELETE_ACCESS_KEY("DELETE /accesskeys/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),

    CREATE_TAG("POST /tags params", inventory(SdkClass.TAG_PATTERN)),
    QUERY_TAG("GET /tags", inventories(SdkClass.TAG_PATTERN)),
    UPDATE_TAG("PUT /tags/{uuid}/actions updateTag", inventory(SdkClass.TAG_PATTERN)),
    ATTACH_TAG_TO_RESOURCES("POST /tags/{tagUuid}/resources params", list("results")),
    DETACH_TAG_FROM_RESOURCES("DELETE /tags/{tagUuid}/resources", NOTHING, Map.of("deleteMode", "Permissive")),
    DELETE_TAG("DELETE /tags/{uuid}", NOTHING, Map.of("deleteMode", "Permissive")),
    CREATE_USER_TAG("POST /user-tags params", inventory(SdkClass.USER_TAG)),
    QUERY_USER_TAG("GET /user-tags", inventories(SdkClass.USER_TAG)),
    CREATE_SYSTEM_TAG("POST /system-tags params", inventory(SdkClass.SYSTEM_TAG)),
    QUERY_SYSTEM_TAG("GET /system-tags", inventories(SdkClass.SYSTEM_TAG)),
    UPDATE_SYSTEM_TAG("PUT /system-tags/{uuid}/actions updateSystemTag", inventory(SdkClass.SYSTEM_TAG));

    private static final Set<Api> WITHOUT_SESSION = Set.of(LOG_IN_BY_ACCOUNT, LOG_IN_BY_USER, LOG_IN, LOG_OUT, VALIDATE_SESSION);

    private final String method;

    private final String path;

    private final String envelope;

    @SuppressWarnings("ImmutableEnumChecker") // a record of constants
    private final Result result;

    @SuppressWarnings("ImmutableEnumChecker") // it is one of Map.of
    private final Map<String, Object> defaults;

    Api(String rest, Result result) {
        this(rest, result, Map.of());
    }

    /** @param defaults what Java's SDK sends although its user did not set it */
    Api(String rest, Result result, Map<String, Object> defaults) {
        String[] words = rest.split(" ");
        method = words[0];
        path = words[1];
        envelope = words.length > 2 ? words[2] : "";
        this.result = result;
        this.defaults = defaults;
    }

    String method() {
        return method;
    }

    /** Below {@code /zstack/v1}, with the names of its variables in braces. */
    String path() {
        return path;
    }

    String envelope() {
        return envelope;
    }

    Result result() {
        return result;
    }

    Map<String, Object> defaults() {
        return defaults;
    }

    boolean needsSession() {
        return !WITHOUT_SESSION.contains(this);
    }

    /** Whether Java's SDK takes a 202 as an answer. */
    boolean needsPoll() {
        return needsSession() && !method.equals("GET");
    }

    boolean isQuery() {
        return result.field().equals("inventories") && method.equals("GET");
    }
}
