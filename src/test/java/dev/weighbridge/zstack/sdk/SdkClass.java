package dev.weighbridge.zstack.sdk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The classes that the SDKs read answers into, with the fields that they declare. Java's SDK finds them by the name that ZStack's server has for
 * them; a name that it does not know is skipped, a field that its class has not cannot be reached.
 */
enum SdkClass {
    MODEL("org.zstack.ai.entity.ModelInventory", """
            TEXT uuid name description installPath parameters modelCenterUuid logo vendor modelId introduction version type
            TEXT gpuConstraintDescription versionSemver artifactChecksum architectureType frameworkVersion requiredAccelerator pipelineTag
            LONG size minGpuMemory recommendedGpuMemory artifactSizeBytes extraGpuMemRequest
            INT SAMPLE_SIZE
            FLAG isLatestVersion
            LIST recommendedGpuNum modelServiceRefs
            DATE createDate lastOpDate"""),
    MODEL_SERVICE_REF("org.zstack.ai.entity.ModelServiceRefInventory", """
            TEXT uuid modelUuid modelServiceUuid
            FLAG isDefault"""),
    MODEL_CENTER("org.zstack.ai.entity.ModelCenterInventory", """
            TEXT uuid name description url status parameters managementIp storageNetworkUuid serviceNetworkUuid containerRegistry
            TEXT containerStorageNetwork containerNetwork
            INT managementPort
            OBJECT capacity
            DATE createDate lastOpDate"""),
    MODEL_CENTER_CAPACITY("org.zstack.ai.entity.ModelCenterCapacityInventory", """
            TEXT uuid
            LONG modelUsedCapacity modelServiceUsedCapacity datasetUsedCapacity fineTuneUsedCapacity modelEvaluationUsedCapacity
            LONG installationUsedCapacity temporaryUsedCapacity cacheUsedCapacity"""),
    MODEL_SERVICE("org.zstack.ai.entity.ModelServiceInventory", """
            TEXT uuid name description readme yaml modelCenterUuid type framework source gpuComputeCapability installPath pythonVersion
            TEXT condaVersion startCommand containerCommand containerArgs
            INT requestCpu
            LONG requestMemory size
            FLAG system supportDistributed
            LIST cpuArchitectures modelServiceRefs modelServiceImages
            MAP vendorToSpecUuidsMap
            DATE createDate lastOpDate"""),
    DATASET("org.zstack.ai.entity.DatasetInventory", """
            TEXT uuid name description url installPath modelCenterUuid
            LONG size
            FLAG system
            DATE createDate lastOpDate"""),
    SESSION("org.zstack.header.identity.SessionInventory", """
            TEXT uuid accountUuid userUuid userType
            DATE expiredDate createDate"""),
    ACCOUNT("org.zstack.header.identity.AccountInventory", """
            TEXT uuid name description type state
            DATE createDate lastOpDate"""),
    USER("org.zstack.header.identity.UserInventory", """
            TEXT uuid accountUuid name description
            DATE createDate lastOpDate"""),
    QUOTA("org.zstack.header.identity.QuotaInventory", """
            TEXT uuid name identityUuid identityType
            LONG value
            DATE createDate lastOpDate"""),
    ACCESS_KEY("org.zstack.accessKey.AccessKeyInventory", """
            TEXT uuid accountUuid userUuid AccessKeyID AccessKeySecret description state
            DATE createDate lastOpDate"""),
    TAG_PATTERN("org.zstack.header.tag.TagPatternInventory", """
            TEXT uuid name value description color type
            DATE createDate lastOpDate"""),
    USER_TAG("org.zstack.header.tag.UserTagInventory", """
            TEXT uuid resourceUuid resourceType tag type tagPatternUuid
            OBJECT tagPattern
            DATE createDate lastOpDate"""),
    SYSTEM_TAG("org.zstack.header.tag.SystemTagInventory", """
            TEXT uuid resourceUuid resourceType tag type
            FLAG inherent
            DATE createDate lastOpDate""");

    private final String serverName;

    @SuppressWarnings("ImmutableEnumChecker") // it is not changed after the constructor
    private final Map<String, FieldType> fields = new LinkedHashMap<>();

    SdkClass(String serverName, String declared) {
        this.serverName = serverName;
        declared.lines().map(line -> line.strip().split(" ")).forEach(words -> Arrays.stream(words).skip(1)
                .forEach(field -> fields.put(field, FieldType.valueOf(words[0]))));
    }

    static Optional<SdkClass> ofServer(String name) {
        return Arrays.stream(values()).filter(type -> type.serverName.equals(name)).findFirst();
    }

    /** {@code ModelInventory}, as the SDKs call it. */
    String simpleName() {
        return serverName.substring(serverName.lastIndexOf('.') + 1);
    }

    Map<String, FieldType> fields() {
        return fields;
    }

    /** The class that a field of type OBJECT is declared with. */
    static Optional<SdkClass> declaredFor(String field) {
        return switch (field) {
            case "capacity" -> Optional.of(MODEL_CENTER_CAPACITY);
            case "tagPattern" -> Optional.of(TAG_PATTERN);
            default -> Optional.empty();
        };
    }
}
