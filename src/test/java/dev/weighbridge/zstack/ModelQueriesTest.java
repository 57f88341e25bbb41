package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Sections 6 and 7 of the wire contract for models that are in the inventory already, and who may see them. */
@ParameterizedClass
@EnumSource
class ModelQueriesTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final Map<TestDatabase, Seeds> SEEDS = new EnumMap<>(TestDatabase.class);

    private final TestNode node;

    private final DoorClient admin;

    private final Seeds seeds;

    ModelQueriesTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        seeds = SEEDS.computeIfAbsent(database, any -> seed());
    }

    /** Two versions of a full model and a sparse, public one, all of admin's, in a centre of their own; and an ordinary account. */
    private record Seeds(String centre, String older, String newer, String shared, DoorClient ordinary, String ordinaryUuid) {}

    private Seeds seed() {
        String centre = admin.centre("/seeds");
        OrdinaryAccount account = OrdinaryAccount.on(node);
        return new Seeds(centre, add(centre, DoorClient.ADMIN_UUID, "full", "1.0.0", "[1, 2,4]", null),
                add(centre, DoorClient.ADMIN_UUID, "full", "1.10.0", "8", null),
                add(centre, DoorClient.ADMIN_UUID, "shared", "2.0.0", null, "Public"),
                account.client(), account.uuid());
    }

    private String add(String centre, String account, String name, String version, @Nullable String gpus, @Nullable String shareMode) {
        boolean full = gpus != null;
        var given = new GivenFields(name, "/seeds/" + name, centre, full ? "described" : null, full ? "{\"a\":1}" : null,
                full ? "logo" : null,
                full ? "Qwen" : null, full ? "intro" : null, full ? 5_000_000_000L : null, full ? version : null, null, gpus,
                full ? "one GPU at least" : null, full ? "org/" + name : null, shareMode, null, null, null, null, null, null);
        List<Derivation> derived = new ArrayList<>(List.of(new Derivation("licence", "apache-2.0", "written here", null)));
        if (full) {
            Map.of("architectureType", "Qwen3MoeForCausalLM", "frameworkVersion", "transformers 4.51.0", "requiredAccelerator", "cuda:12.1",
                    "pipelineTag", "text-generation", "minGpuMemory", "6000000000", "recommendedGpuMemory", "8000000000",
                    "extraGpuMemRequest", "2147483648")
                    .forEach((field, value) -> derived.add(new Derivation(field, value, "written here", null)));
        }
        var weighed = new WeighedModel("ab".repeat(32), 4_294_967_296L, version, Instant.parse("2026-01-02T03:04:05Z"), derived, List.of(),
                List.of());
        String uuid = ResourceUuid.random();
        node.inTransaction(
                () -> node.bean(Inventory.class).add(new NewModel(uuid, account, "Custom", given, weighed, List.of())));
        return uuid;
    }

    private List<String> found(DoorClient client, String parameters) {
        return client.get(MODELS + "?q=modelCenterUuid=" + seeds.centre + "&" + parameters).ok().at("/inventories").valueStream()
                .map(model -> model.get("uuid").asString()).toList();
    }

    @Test
    void aFullModelHasEveryFieldOfTheInventoryAndNoOther() {
        JsonNode model = admin.get(MODELS + "/" + seeds.newer).ok().at("/inventories/0");
        assertThat(model.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "description", "installPath", "parameters",
                "modelCenterUuid",
                "logo", "vendor", "modelId", "introduction", "size", "version", "type", "minGpuMemory", "recommendedGpuMemory",
                "recommendedGpuNum",
                "gpuConstraintDescription", "versionSemver", "isLatestVersion", "artifactChecksum", "artifactSizeBytes", "architectureType",
                "frameworkVersion", "requiredAccelerator", "pipelineTag", "modelServiceRefs", "extraGpuMemRequest", "SAMPLE_SIZE",
                "createDate", "lastOpDate");
        assertThat(model.get("size").asLong()).isEqualTo(5_000_000_000L);
        assertThat(model.get("SAMPLE_SIZE").asInt()).isEqualTo(1000);
        assertThat(model.get("isLatestVersion").isBoolean()).isTrue();
        assertThat(model.get("recommendedGpuNum").toString()).isEqualTo("[8]");
        assertThat(admin.get(MODELS + "/" + seeds.older).at("/inventories/0/recommendedGpuNum").toString()).isEqualTo("[1,2,4]");
    }

    @Test
    void aSparseModelLeavesItsNullsOut() {
        JsonNode model = admin.get(MODELS + "/" + seeds.shared).ok().at("/inventories/0");
        assertThat(model.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "installPath", "modelCenterUuid", "size", "type",
                "versionSemver", "isLatestVersion", "artifactChecksum", "artifactSizeBytes", "modelServiceRefs", "SAMPLE_SIZE",
                "createDate", "lastOpDate");
        assertThat(model.get("size").asLong()).isEqualTo(4_294_967_296L);
    }

    @Test
    void flagsAndLongNumbersAndChecksumsCanBeAskedFor() {
        assertThat(found(admin, "q=isLatestVersion=true")).containsExactly(seeds.newer, seeds.shared);
        assertThat(found(admin, "q=isLatestVersion=false")).containsExactly(seeds.older);
        assertThat(found(admin, "q=isLatestVersion!=true")).containsExactly(seeds.older);
        assertThat(found(admin, "q=artifactSizeBytes%3E4294967295")).hasSize(3);
        assertThat(found(admin, "q=size%3E4294967296")).containsExactly(seeds.older, seeds.newer);
        assertThat(found(admin, "q=artifactChecksum=" + "AB".repeat(32))).hasSize(3);
        assertThat(found(admin, "q=uuid?=" + seeds.older + "," + seeds.shared.toUpperCase(Locale.ROOT)))
                .containsExactly(seeds.older, seeds.shared);
        assertThat(found(admin, "q=minGpuMemory%20is%20null")).containsExactly(seeds.shared);
    }

    @Test
    void everyTextFieldCanBeAskedFor() {
        for (String condition : List.of("introduction=INTRO", "parameters~=%25%22a%22%25", "logo=logo", "vendor=qwen", "modelId~=org/%25",
                "architectureType=qwen3moeforcausallm", "frameworkVersion~=transformers%25", "requiredAccelerator=cuda:12.1",
                "pipelineTag=text-generation", "gpuConstraintDescription~=one%25", "description=described", "installPath=/seeds/full")) {
            assertThat(found(admin, "q=" + condition)).as(condition).containsExactly(seeds.older, seeds.newer);
        }
        assertThat(found(admin, "q=versionSemver=1.10.0&q=version=1.10.0&q=type=custom&q=recommendedGpuNum=8"))
                .containsExactly(seeds.newer);
    }

    @Test
    void theTokenAndTheOwnerCannotBeAskedFor() {
        for (String field : List.of("token", "accountUuid", "lineageUuid", "licence", "modelServiceRefs", "SAMPLE_SIZE")) {
            admin.get(MODELS + "?q=" + field + "=x").failedWith("SYS.1000");
        }
    }

    @Test
    void anOrdinaryAccountSeesItsOwnAndWhatIsPublic() {
        String own = add(seeds.centre, seeds.ordinaryUuid, "own-" + UUID.randomUUID(), "1.0.0", null, null);
        assertThat(found(seeds.ordinary, "sort=createDate")).contains(seeds.shared, own).doesNotContain(seeds.older, seeds.newer);
        assertThat(seeds.ordinary.get(MODELS + "/" + seeds.newer).ok().at("/inventories").isEmpty()).isTrue();
        assertThat(seeds.ordinary.get(MODELS + "?count=true&q=uuid=" + seeds.newer).at("/total").asInt(-1)).isZero();
        assertThat(seeds.ordinary.get("/zstack/v1/ai/model-centers/" + seeds.centre).ok().at("/inventories").isEmpty()).isTrue();
        admin.delete(MODELS + "/" + own).ok();
    }

    @Test
    void anOrdinaryAccountDeletesOnlyItsOwn() {
        seeds.ordinary.delete(MODELS + "/" + seeds.shared).failedWith("ID.1002");
        assertThat(seeds.ordinary.delete(MODELS + "/" + seeds.newer).ok().body()).isEqualTo("{}");
        assertThat(seeds.ordinary.delete("/zstack/v1/ai/model-centers/" + seeds.centre).ok().body()).isEqualTo("{}");
        assertThat(found(admin, "")).contains(seeds.older, seeds.newer, seeds.shared);
        String own = add(seeds.centre, seeds.ordinaryUuid, "mine-" + UUID.randomUUID(), "1.0.0", null, null);
        assertThat(seeds.ordinary.delete(MODELS + "/" + own).ok().body()).isEqualTo("{}");
        assertThat(found(admin, "")).doesNotContain(own);
    }

    @Test
    void aCentreTakesItsModelsWithIt() {
        String centre = admin.centre("/doomed");
        String model = add(centre, DoorClient.ADMIN_UUID, "doomed", "1.0.0", null, null);
        assertThat(admin.delete("/zstack/v1/ai/model-centers/" + centre).ok().body()).isEqualTo("{}");
        assertThat(admin.get(MODELS + "/" + model).ok().at("/inventories").isEmpty()).isTrue();
    }
}
