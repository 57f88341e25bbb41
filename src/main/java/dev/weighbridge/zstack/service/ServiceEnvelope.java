package dev.weighbridge.zstack.service;

import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.ArchitectureImage;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parameters of the APIs that add, clone and change a model service. */
final class ServiceEnvelope {

    static final Shape SHAPE = new Shape()
            .texts("name", "description", "readme", "yaml", "modelCenterUuid", "gpuComputeCapability", "installPath", "startCommand",
                    "containerCommand", "containerArgs", "pythonVersion", "condaVersion", "zoneUuid", "type", "source", "framework",
                    "resourceUuid")
            .integers("requestCpu").longs("requestMemory", "size")
            .flags("system", "supportDistributed")
            .lists("modelUuids", "cpuArchitectures", "tagUuids")
            .objectLists("architectureImages").objects("vendorToSpecUuidsMap");

    /** What ZStack's clients of some release may send when they change a service, and what has to be sent here instead. */
    private static final List<String> IN_THE_YAML = List.of("environmentParameters", "startupParameters", "inferenceParams", "serviceName",
            "servicePorts", "serviceLivez", "serviceReadyz", "serviceBootupTime", "serviceInstallPath", "serviceStartCommand");

    private static final List<String> IN_THE_IMAGES = List.of("dockerImage", "vmImageUuid");

    private ServiceEnvelope() {}

    /** What AddModelService says, with what has no default but must be there. */
    static ServiceFields added(Envelope fields) {
        return all(fields, fields.texts("cpuArchitectures"), fields.longNumber("size"), fields.flag("system"));
    }

    /** What CloneModelService says. Java's SDK sends a size of 0 for none, and a clone is one of the system only if that is said. */
    static ServiceFields cloned(Envelope fields) {
        Long size = fields.longNumber("size");
        return all(fields, fields.texts("cpuArchitectures"), size == null || size == 0 ? null : size,
                Objects.requireNonNullElse(fields.flag("system"), false));
    }

    /**
     * What UpdateModelService says.
     *
     * @throws IngestionException INVALID_REQUEST if it asks for a change that this platform cannot make
     */
    static ServiceFields changed(Envelope fields) {
        IN_THE_YAML.stream().filter(fields::has).findFirst().ifPresent(field -> {
            throw notKept(field, "yaml");
        });
        IN_THE_IMAGES.stream().filter(fields::has).findFirst().ifPresent(field -> {
            throw notKept(field, "architectureImages");
        });
        return new ServiceFields(fields.text("name"), fields.text("description"), fields.text("readme"), fields.text("yaml"), null,
                fields.integer("requestCpu"), fields.longNumber("requestMemory"), fields.text("gpuComputeCapability"), null, null,
                fields.text("startCommand"), fields.text("containerCommand"), fields.text("containerArgs"), fields.text("pythonVersion"),
                null, null, null, fields.text("type"), fields.text("source"), fields.text("framework"), null, images(fields),
                fields.flag("supportDistributed"), map(fields));
    }

    /** @throws ApiFailure SYS.1003, as there are no tags of model services yet, so whatever is named is not there */
    static void checkTags(Envelope fields) {
        Objects.requireNonNullElse(fields.texts("tagUuids"), List.<String>of()).forEach(uuid -> {
            throw ApiFailure.noResource("tagUuids", uuid, "TagPatternVO");
        });
    }

    private static ServiceFields all(Envelope fields, @Nullable List<String> architectures, @Nullable Long size, @Nullable Boolean system) {
        return new ServiceFields(fields.text("name"), fields.text("description"), fields.text("readme"), fields.text("yaml"),
                fields.text("modelCenterUuid"), fields.integer("requestCpu"), fields.longNumber("requestMemory"),
                fields.text("gpuComputeCapability"), size, fields.text("installPath"), fields.text("startCommand"),
                fields.text("containerCommand"), fields.text("containerArgs"), fields.text("pythonVersion"), fields.text("condaVersion"),
                fields.text("zoneUuid"), system, fields.text("type"), fields.text("source"), fields.text("framework"), architectures,
                images(fields), fields.flag("supportDistributed"), map(fields));
    }

    private static @Nullable List<ArchitectureImage> images(Envelope fields) {
        JsonNode images = fields.json("architectureImages");
        return images == null ? null : images.valueStream().map(image -> new ArchitectureImage(null,
                Objects.requireNonNullElse(text(image, "cpuArchitecture"), ""), text(image, "vmImageUuid"), text(image, "dockerImage")))
                .toList();
    }

    private static @Nullable String text(JsonNode image, String field) {
        JsonNode value = image.get(field);
        return value == null || !value.isValueNode() || value.isNull() || value.asString().isBlank() ? null : value.asString().strip();
    }

    private static @Nullable String map(Envelope fields) {
        JsonNode map = fields.json("vendorToSpecUuidsMap");
        return map == null ? null : map.toString();
    }

    private static IngestionException notKept(String field, String instead) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not change the model service: field[" + field
                + "] is not kept by itself here. Send what it should change as field[" + instead + "], whole.");
    }
}
