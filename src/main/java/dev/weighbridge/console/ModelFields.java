package dev.weighbridge.console;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weighbridge.api.ModelView;
import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/** All fields of a model in the order in which a person asks for them. */
final class ModelFields {

    private ModelFields() {}

    static List<ModelField> of(ModelView model, List<Derivation> derived, Words say) {
        Map<String,
                Derivation> bases = derived.stream().collect(Collectors.toMap(Derivation::field, Function.identity(), (one, other) -> one));
        return List.of(text("version", model.version(), bases), text("versionSemver", model.versionSemver(), bases),
                text("modelId", model.modelId(), bases), text("vendor", model.vendor(), bases), text("licence", model.licence(), bases),
                text("architectureType", model.architectureType(), bases), text("frameworkVersion", model.frameworkVersion(), bases),
                text("pipelineTag", model.pipelineTag(), bases), text("requiredAccelerator", model.requiredAccelerator(), bases),
                bytes("artifactSizeBytes", model.artifactSizeBytes(), bases, say), bytes("size", model.size(), bases, say),
                text("artifactChecksum", model.artifactChecksum(), bases), bytes("minGpuMemory", model.minGpuMemory(), bases, say),
                bytes("recommendedGpuMemory", model.recommendedGpuMemory(), bases, say),
                bytes("extraGpuMemRequest", model.extraGpuMemRequest(), bases, say),
                text("recommendedGpuNum", model.recommendedGpuNum() == null ? null : model.recommendedGpuNum().stream().map(String::valueOf)
                        .collect(Collectors.joining(", ")), bases),
                text("gpuConstraintDescription", model.gpuConstraintDescription(), bases), text("description", model.description(), bases),
                text("parameters", model.parameters(), bases), text("type", model.type(), bases),
                text("shareMode", model.shareMode(), bases),
                text("sourceTime", model.sourceTime() == null ? null : say.time(model.sourceTime()), bases),
                text("createdAt", say.time(model.createdAt()), bases), text("changedAt", say.time(model.changedAt()), bases),
                text("uuid", model.uuid(), bases));
    }

    private static ModelField text(String name, @Nullable String value, Map<String, Derivation> bases) {
        return new ModelField(name, value, bases.get(name));
    }

    private static ModelField bytes(String name, @Nullable Long value, Map<String, Derivation> bases, Words say) {
        return text(name, value == null ? null : say.bytes(value) + " (" + say.number(value) + ")", bases);
    }
}
