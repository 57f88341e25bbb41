package dev.weighbridge.inventory;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model service that are all there, short enough and valid. The limits are those of the table; no text holds control characters but
 * line ends and tabs, so that the answer that shows them is not several times as long. Every refusal is INVALID_REQUEST and names the field.
 */
record CheckedService(ServiceFields given, String name, String yaml, String modelCenterUuid, int requestCpu, long requestMemory,
        String installPath, String startCommand, String type, String source) {

    private static final int NAME = 255;

    private static final int TEXT = 2048;

    private static final int COMMAND = 8192;

    private static final int README = 100_000;

    private static final int YAML = 200_000;

    private static final int MAP = 65_535;

    private static final int UUID = 32;

    private static final int ARCHITECTURES = 64;

    private static final Set<String> TYPES = Set.of("Endpoint", "FineTune", "ModelEval", "App");

    private static final Set<String> SOURCES = Set.of("Other", "Bentoml", "HuggingFace");

    static CheckedService of(ServiceFields given) {
        longest("description", given.description(), TEXT);
        longest("readme", given.readme(), README);
        longest("gpuComputeCapability", given.gpuComputeCapability(), NAME);
        longest("containerCommand", given.containerCommand(), COMMAND);
        longest("containerArgs", given.containerArgs(), COMMAND);
        longest("pythonVersion", given.pythonVersion(), NAME);
        longest("condaVersion", given.condaVersion(), NAME);
        longest("zoneUuid", given.zoneUuid(), UUID);
        longest("framework", given.framework(), NAME);
        longest("vendorToSpecUuidsMap", given.vendorToSpecUuidsMap(), MAP);
        architectures(given);
        return new CheckedService(given, text("name", given.name(), NAME), text("yaml", given.yaml(), YAML),
                text("modelCenterUuid", given.modelCenterUuid(), UUID),
                Math.toIntExact(number("requestCpu", given.requestCpu())), number("requestMemory", given.requestMemory()),
                text("installPath", given.installPath(), TEXT), text("startCommand", given.startCommand(), COMMAND),
                oneOf("type", given.type(), "Endpoint", TYPES), oneOf("source", given.source(), "Other", SOURCES));
    }

    long size() {
        return number("size", Objects.requireNonNullElse(given.size(), 0L));
    }

    boolean system() {
        return Boolean.TRUE.equals(given.system());
    }

    boolean supportDistributed() {
        return Boolean.TRUE.equals(given.supportDistributed());
    }

    static IngestionException refused(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not keep the model service: field[" + field + "] " + why + ". Correct it and send it again.");
    }

    private static void architectures(ServiceFields given) {
        List<String> names = Objects.requireNonNullElse(given.cpuArchitectures(), List.of());
        names.forEach(name -> longest("cpuArchitectures", name, UUID));
        List<ArchitectureImage> images = Objects.requireNonNullElse(given.architectureImages(), List.of());
        if (names.size() > ARCHITECTURES || images.size() > ARCHITECTURES) {
            throw refused(names.size() > ARCHITECTURES ? "cpuArchitectures" : "architectureImages",
                    "has more than " + ARCHITECTURES + " elements");
        }
        var seen = new HashSet<String>();
        for (ArchitectureImage image : images) {
            text("architectureImages.cpuArchitecture", image.cpuArchitecture(), UUID);
            longest("architectureImages.vmImageUuid", image.vmImageUuid(), UUID);
            longest("architectureImages.dockerImage", image.dockerImage(), NAME);
            if (!seen.add(image.cpuArchitecture())) {
                throw refused("architectureImages", "has two images for " + image.cpuArchitecture());
            }
        }
    }

    private static String text(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw refused(field, "is mandatory, and missing or blank");
        }
        longest(field, text, longest);
        return text;
    }

    private static void longest(String field, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            throw refused(field, "has " + text.length() + " characters, where at most " + longest + " are allowed");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw refused(field, "holds a control character that is no line end and no tab");
        }
    }

    private static long number(String field, @Nullable Number number) {
        if (number == null) {
            throw refused(field, "is mandatory, and missing");
        }
        if (number.longValue() < 0) {
            throw refused(field, "must not be negative");
        }
        return number.longValue();
    }

    private static String oneOf(String field, @Nullable String value, String otherwise, Set<String> valid) {
        if (value != null && !valid.contains(value)) {
            throw refused(field, "must be one of " + valid.stream().sorted().toList());
        }
        return Objects.requireNonNullElse(value, otherwise);
    }
}
