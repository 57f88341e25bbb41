package dev.weighbridge.inventory;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.node.TestNode;
import org.jspecify.annotations.Nullable;

/** Models as the pipeline hands them over. */
final class NewModels {

    static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    static final Instant MADE = Instant.parse("2026-01-02T03:04:05.123456Z");

    private NewModels() {}

    static String centerOn(TestNode node) {
        var given = new NewCenter(null, "shelf", null, "/models", null, "127.0.0.1", 5000, null, null, null, null, null, null);
        ModelCenter center = node.bean(ModelCenters.class).add(ADMIN, given);
        return center.getUuid();
    }

    static NewModel version(String centerUuid, String name, String versionSemver) {
        return of(ResourceUuid.random(), plain(centerUuid, name, null, null), versionSemver);
    }

    static NewModel of(String uuid, GivenFields given, String versionSemver) {
        var files = List.of(new StoredFile("config.json", 34, "1".repeat(64), ResourceUuid.random(), null),
                new StoredFile("Model.safetensors", 1000, "2".repeat(64), ResourceUuid.random(), Digest.Algorithm.SHA256),
                new StoredFile("a/\u00e9.txt", 200, "3".repeat(64), ResourceUuid.random(), Digest.Algorithm.GIT_SHA1));
        var derivations = List.of(new Derivation("versionSemver", versionSemver, "field version of the request", null),
                new Derivation("architectureType", "Qwen3MoeForCausalLM", "architectures[0] of config.json", "config.json"),
                derived("frameworkVersion", "PyTorch 2.0.1+cu118"), derived("requiredAccelerator", "cuda:12.1"),
                derived("pipelineTag", "text-generation"),
                new Derivation("minGpuMemory", "11", "a + b", null, List.of(derived("a", "5"), derived("b", "6"))),
                derived("recommendedGpuMemory", "12"), derived("extraGpuMemRequest", "13"), derived("licence", "apache-2.0"));
        var weighed = new WeighedModel("0".repeat(64), 1234, versionSemver, MADE, derivations, List.of("Something is odd."),
                List.of(new SafetyFinding(SafetyKind.REMOTE_CODE, "a/\u00e9.txt", "It is code.")));
        return new NewModel(uuid, ADMIN, "Custom", given, weighed, files);
    }

    private static Derivation derived(String field, String value) {
        return new Derivation(field, value, "written here", null);
    }

    static GivenFields plain(String centerUuid, String name, @Nullable String modelId, @Nullable Long size) {
        return new GivenFields(name, "/models/" + name, centerUuid, null, null, null, null, null, size, null, null, null, null, modelId,
                null, null,
                null, null, null, null, null);
    }

    static GivenFields full(String centerUuid, String name) {
        return new GivenFields(name, "/models/" + name, centerUuid, "what it is", "{\"a\":1}", "data:image/png;base64,", "Qwen", "md5", 99L,
                "CustomizeVersion", List.of("s1", "s2"), "1, 2,4", "one node", "Qwen/x", "Public", "s1", null, List.of("t1"),
                List.of("a::b\n,\"c\""), List.of(), new GivenFields.FineTuning("g", "f", "m", "/m", "PyTorch", "Qwen3"));
    }
}
