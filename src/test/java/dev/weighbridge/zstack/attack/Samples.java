package dev.weighbridge.zstack.attack;

import java.util.Map;

import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;

/**
 * For each endpoint that takes a body one that would do, as JSON, or as a form of the console; {@code $uuid} stands for something that is there, {@code $somebody} for an
 * account that may log in, {@code $key} for the id of an access key that nobody has.
 */
final class Samples {

    private static final String NOTHING = "{}";

    /** As a client sends it. */
    private static final String PASSWORD = DoorClient.sha512(TestNode.ADMIN_PASSWORD);

    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("PUT /zstack/v1/accounts/login", "{\"logInByAccount\":{\"accountName\":\"$somebody\","
                    + "\"password\":\"" + PASSWORD + "\","
                    + "\"clientInfo\":{\"a\":\"b\"}}}"),
            Map.entry("PUT /zstack/v1/login", "{\"logIn\":{\"username\":\"$somebody\","
                    + "\"password\":\"" + PASSWORD + "\","
                    + "\"loginType\":\"account\"}}"),
            Map.entry("PUT /zstack/v1/accounts/users/login", "{\"logInByUser\":{\"accountUuid\":\"$uuid\",\"userName\":\"u\","
                    + "\"password\":\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"}}"),
            Map.entry("POST /zstack/v1/accounts", "{\"params\":{\"name\":\"a\","
                    + "\"password\":\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\","
                    + "\"type\":\"Normal\",\"description\":\"d\",\"resourceUuid\":\"$uuid\"}}"),
            Map.entry("PUT /zstack/v1/accounts/{uuid}", "{\"updateAccount\":{\"name\":\"b\","
                    + "\"password\":\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\","
                    + "\"description\":\"d\"}}"),
            Map.entry("PUT /zstack/v1/accounts/{uuid}/actions", "{\"updateAccount\":{\"name\":\"b\",\"description\":\"d\"}}"),
            Map.entry("POST /zstack/v1/accounts/users", "{\"params\":{\"name\":\"u\","
                    + "\"password\":\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\","
                    + "\"description\":\"d\"}}"),
            Map.entry("PUT /zstack/v1/accounts/users/actions", "{\"updateUser\":{\"uuid\":\"$uuid\",\"name\":\"v\","
                    + "\"password\":\"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"}}"),
            Map.entry("PUT /zstack/v1/accounts/users/{uuid}", "{\"updateUser\":{\"name\":\"v\",\"description\":\"d\"}}"),
            Map.entry("PUT /zstack/v1/accounts/users/{uuid}/actions", "{\"updateUser\":{\"name\":\"v\"}}"),
            Map.entry("PUT /zstack/v1/accounts/quotas/actions",
                    "{\"updateQuota\":{\"identityUuid\":\"$uuid\",\"name\":\"ai.model.num\",\"value\":10}}"),
            Map.entry("POST /zstack/v1/accesskeys",
                    "{\"params\":{\"accountUuid\":\"$uuid\",\"userUuid\":\"$uuid\",\"description\":\"d\",\"AccessKeyID\":\"$key\","
                            + "\"AccessKeySecret\":\"s234567890123456789012345678901234567890\"}}"),
            Map.entry("PUT /zstack/v1/accesskeys/{uuid}", "{\"changeAccessKeyState\":{\"stateEvent\":\"disable\"}}"),
            Map.entry("PUT /zstack/v1/accesskeys/{uuid}/actions",
                    "{\"changeAccessKeyState\":{\"uuid\":\"$uuid\",\"stateEvent\":\"enable\"}}"),
            Map.entry("POST /zstack/v1/ai/models",
                    "{\"param\":{\"name\":\"a\",\"installPath\":\"org/a\",\"modelCenterUuid\":\"$uuid\",\"description\":\"d\","
                            + "\"parameters\":\"{}\",\"token\":\"\",\"logo\":\"\",\"vendor\":\"v\",\"introduction\":\"i\",\"size\":1,"
                            + "\"version\":\"v1\",\"modelServiceUuids\":[\"$uuid\"],\"recommendedGpuNum\":\"1,2\","
                            + "\"gpuConstraintDescription\":\"g\",\"modelId\":\"m\",\"shareMode\":\"Public\","
                            + "\"defaultModelServiceUuid\":\"$uuid\",\"resourceUuid\":\"$uuid\",\"tagUuids\":[\"$uuid\"],"
                            + "\"fineTuningGroupUuid\":\"f\",\"systemTags\":[\"a::b\"],\"userTags\":[\"c\"]},\"systemTags\":[\"a::b\"]}"),
            Map.entry("PUT /zstack/v1/ai/models/{uuid}",
                    "{\"updateModel\":{\"name\":\"b\",\"installPath\":\"p\",\"description\":\"d\",\"vendor\":\"v\","
                            + "\"parameters\":\"{}\",\"modelCenterUuid\":\"$uuid\",\"modelClassifications\":[\"a\"],"
                            + "\"recommendedGpuNum\":\"1\",\"gpuConstraintDescription\":\"g\",\"modelId\":\"m\","
                            + "\"defaultModelServiceUuid\":\"$uuid\",\"clearDefaultModelService\":false}}"),
            Map.entry("PUT /zstack/v1/ai/models/{uuid}/actions",
                    "{\"updateModel\":{\"name\":\"b\",\"modelId\":\"m\",\"clearDefaultModelService\":true}}"),
            Map.entry("PUT /zstack/v1/ai/model/metadata/generate",
                    "{\"generateModelMetadata\":{\"modelCenterUuid\":\"$uuid\",\"modelUuids\":[\"$uuid\"]}}"),
            Map.entry("POST /zstack/v1/ai/model-centers",
                    "{\"param\":{\"name\":\"a\",\"url\":\"https://hub.invalid\",\"managementIp\":\"10.0.0.1\","
                            + "\"managementPort\":5000,\"description\":\"d\",\"parameters\":\"{\\\"type\\\":\\\"s3\\\"}\",\"zoneUuid\":\"z\","
                            + "\"storageNetworkUuid\":\"s\",\"containerRegistry\":\"c\",\"resourceUuid\":\"$uuid\",\"tagUuids\":[\"$uuid\"]}}"),
            Map.entry("PUT /zstack/v1/ai/model-centers/{uuid}",
                    "{\"updateModelCenter\":{\"name\":\"b\",\"url\":\"https://hub.invalid\",\"description\":\"d\","
                            + "\"parameters\":\"{}\",\"managementIp\":\"10.0.0.2\",\"managementPort\":1,\"containerRegistry\":\"c\"}}"),
            Map.entry("PUT /zstack/v1/ai/model-centers/{uuid}/actions",
                    "{\"updateModelCenter\":{\"name\":\"b\",\"parameters\":\"{\\\"token\\\":\\\"t\\\"}\"}}"),
            Map.entry("POST /zstack/v1/ai/model-services",
                    "{\"param\":{\"name\":\"s\",\"yaml\":\"a: 1\",\"modelCenterUuid\":\"$uuid\",\"requestCpu\":1,"
                            + "\"requestMemory\":1,\"installPath\":\"/s\",\"startCommand\":\"run\",\"description\":\"d\","
                            + "\"type\":\"Endpoint\",\"source\":\"Other\",\"framework\":\"f\",\"modelUuids\":[\"$uuid\"],"
                            + "\"architectureImages\":[{\"cpuArchitecture\":\"x86_64\",\"dockerImage\":\"i\"}],\"supportDistributed\":true,"
                            + "\"vendorToSpecUuidsMap\":{\"a\":[\"b\"]},\"system\":false,\"tagUuids\":[]}}"),
            Map.entry("POST /zstack/v1/ai/model-services/{uuid}", "{\"params\":{\"name\":\"t\",\"description\":\"d\"}}"),
            Map.entry("PUT /zstack/v1/ai/model-services/{uuid}",
                    "{\"updateModelService\":{\"name\":\"t\",\"yaml\":\"b: 2\",\"requestCpu\":2,\"system\":false}}"),
            Map.entry("PUT /zstack/v1/ai/model-services/{uuid}/actions",
                    "{\"deployModelService\":{\"name\":\"t\",\"zoneUuid\":\"z\",\"type\":\"Container\"}}"),
            Map.entry("POST /zstack/v1/ai/models/{modelUuid}/model-services/{modelServiceUuid}", "{\"param\":{}}"),
            Map.entry("POST /zstack/v1/ai/datasets",
                    "{\"params\":{\"name\":\"d\",\"url\":\"org/d\",\"modelCenterUuid\":\"$uuid\",\"description\":\"d\","
                            + "\"token\":\"\",\"system\":false,\"resourceUuid\":\"$uuid\",\"tagUuids\":[]}}"),
            Map.entry("PUT /zstack/v1/ai/datasets/{uuid}", "{\"updateDataset\":{\"name\":\"e\",\"description\":\"d\"}}"),
            Map.entry("PUT /zstack/v1/ai/datasets/{uuid}/actions", "{\"updateDataset\":{\"name\":\"e\"}}"),
            Map.entry("POST /zstack/v1/system-tags",
                    "{\"params\":{\"resourceType\":\"ModelVO\",\"resourceUuid\":\"$uuid\",\"tag\":\"a::b\"}}"),
            Map.entry("POST /zstack/v1/system-tags/{resourceUuid}/tags",
                    "{\"params\":{\"resourceType\":\"ModelVO\",\"tags\":[\"a::b\",\"c::d\"]}}"),
            Map.entry("PUT /zstack/v1/system-tags/{uuid}/actions", "{\"updateSystemTag\":{\"tag\":\"a::c\"}}"),
            Map.entry("POST /zstack/v1/user-tags",
                    "{\"params\":{\"resourceType\":\"ModelVO\",\"resourceUuid\":\"$uuid\",\"tag\":\"mine\"}}"),
            Map.entry("POST /zstack/v1/tags",
                    "{\"params\":{\"name\":\"n\",\"value\":\"price::{amount}\",\"description\":\"d\",\"color\":\"#aabbcc\","
                            + "\"type\":\"withToken\"}}"),
            Map.entry("PUT /zstack/v1/tags/{uuid}/actions",
                    "{\"updateTag\":{\"name\":\"m\",\"value\":\"price::{sum}\",\"color\":\"#000000\"}}"),
            Map.entry("POST /zstack/v1/tags/{tagUuid}/resources",
                    "{\"params\":{\"resourceUuids\":[\"$uuid\"],\"tokens\":{\"amount\":\"1\"}}}"),
            Map.entry("POST /api/v1/plans",
                    "{\"installPath\":\"org/a\",\"modelCenterUuid\":\"$uuid\",\"include\":[\"*\"],\"weights\":\"safetensors\"}"),
            Map.entry("POST /api/v1/ingestions",
                    "{\"name\":\"a\",\"installPath\":\"org/a\",\"modelCenterUuid\":\"$uuid\",\"version\":\"v1\",\"description\":\"d\","
                            + "\"vendor\":\"v\",\"modelId\":\"m\",\"shareMode\":\"Public\",\"token\":\"\",\"include\":[\"*\"],\"exclude\":[],"
                            + "\"weights\":\"gguf\",\"userTags\":[\"c\"],\"priority\":\"low\"}"),
            Map.entry("POST /api/v1/model-centers",
                    "{\"name\":\"a\",\"url\":\"https://hub.invalid\",\"description\":\"d\",\"parameters\":\"{\\\"type\\\":\\\"s3\\\"}\"}"),
            Map.entry("POST /api/v1/models/{uuid}/verify", NOTHING),
            Map.entry("POST /api/v1/verifications/{uuid}/cancel", NOTHING),
            Map.entry("POST /api/v1/ingestions/{uuid}/pause", NOTHING),
            Map.entry("POST /api/v1/ingestions/{uuid}/resume", NOTHING),
            Map.entry("POST /api/v1/ingestions/{uuid}/cancel", NOTHING),
            Map.entry("POST /api/v1/ingestions/{uuid}/approve", NOTHING),
            Map.entry("POST /api/v1/ingestions/{uuid}/retry", NOTHING),
            Map.entry("POST /api/v1/sync-policies",
                    "{\"name\":\"p\",\"modelCenterUuid\":\"$uuid\",\"enabled\":true,\"follow\":{\"organisations\":[\"org\"],\"names\":[\"a*\"]},"
                            + "\"revisions\":[\"v*\"],\"include\":[\"*\"],\"weights\":\"gguf\",\"schedule\":{\"cron\":\"0 3 * * *\",\"zone\":\"UTC\","
                            + "\"window\":\"22:00-06:00\",\"bandwidth\":\"1MB\"},\"retention\":{\"keepVersions\":3,\"keepTagged\":true},\"onRemoved\":\"mark\","
                            + "\"approval\":\"manual\",\"missedRuns\":\"skip\",\"priority\":\"low\"}"),
            Map.entry("PUT /api/v1/sync-policies/{uuid}",
                    "{\"name\":\"q\",\"follow\":{\"models\":[\"org/a\"]},\"schedule\":{\"cron\":\"@daily\"}}"),
            Map.entry("POST /api/v1/sync-policies/{uuid}/preview", NOTHING), Map.entry("POST /api/v1/sync-policies/{uuid}/run", NOTHING),
            Map.entry("POST /api/v1/hooks/huggingface", "{\"repo\":{\"type\":\"model\",\"name\":\"org/a\"}}"),
            Map.entry("POST /api/v1/event-hooks",
                    "{\"name\":\"h\",\"url\":\"https://hooks.invalid/a\",\"secret\":\"0123456789abcdef\",\"types\":[\"model.added\"],"
                            + "\"everybody\":false,\"enabled\":true}"),
            Map.entry("PUT /api/v1/event-hooks/{uuid}",
                    "{\"name\":\"h\",\"url\":\"https://hooks.invalid/b\",\"types\":[\"model.failed\"]}"),
            Map.entry("POST /api/v1/event-hooks/{uuid}/test", NOTHING),
            Map.entry("POST /api/v1/bulk-imports", "{\"name\":\"a\",\"installPath\":\"org/a\",\"modelCenterUuid\":\"$uuid\"}"),
            Map.entry("POST /api/v1/bulk-imports/{uuid}/pause", NOTHING),
            Map.entry("POST /api/v1/bulk-imports/{uuid}/resume", NOTHING),
            Map.entry("POST /api/v1/bulk-imports/{uuid}/cancel", NOTHING),
            Map.entry("POST /api/v1/bulk-imports/{uuid}/retry-failed", NOTHING),
            Map.entry("POST /api/v1/rebuilds", NOTHING),
            Map.entry("POST /api/v1/collector", NOTHING),
            Map.entry("POST /console/sign-in", "account=$somebody&password=" + TestNode.ADMIN_PASSWORD + "&to=/console/imports"),
            Map.entry("POST /console/sign-out", ""),
            Map.entry("POST /console/add/plan", "installPath=org/a&modelCenterUuid=$uuid&include=*&exclude=a,b&token=&weights=safetensors"),
            Map.entry("POST /console/add", "name=a&installPath=org/a&modelCenterUuid=$uuid&version=v1&description=d&priority=low"),
            Map.entry("POST /console/centres", "name=a&url=https://hub.invalid&description=d&parameters=%7B%7D"),
            Map.entry("POST /console/lists", "name,installPath\na,org/a\n"), Map.entry("POST /console/lists/{uuid}/{wish}", ""),
            Map.entry("POST /console/imports/{uuid}/{wish}", ""), Map.entry("POST /console/models/{uuid}/verify", ""),
            Map.entry("POST /console/syncs/{uuid}/preview", ""), Map.entry("POST /console/syncs/{uuid}/run", ""));

    /** Without which a call would not do. */
    private static final Map<String,
            String> QUERIES = Map.of("DELETE /zstack/v1/ai/models", "?uuids=$uuid", "DELETE /zstack/v1/ai/datasets",
                    "?uuids=$uuid", "DELETE /zstack/v1/tags/{tagUuid}/resources", "?resourceUuids=$uuid",
                    "GET /console/models/{uuid}/memory",
                    "?tokens=10&sequences=1");

    private Samples() {}

    static String queryOf(Endpoint endpoint) {
        return QUERIES.getOrDefault(endpoint.toString(), "");
    }

    static String of(Endpoint endpoint) {
        return BODIES.getOrDefault(endpoint.toString(), NOTHING);
    }
}
