package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The inventory as our own door lists and shows it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ModelsApiTest {

    private final TestNode node;

    private final ApiClient account;

    private final String centre;

    ModelsApiTest(TestDatabase database) {
        node = TestNode.shared(database);
        account = ApiClient.ordinary(node);
        centre = Imports.center(node, node.models().toString());
    }

    @Test
    void aModelIsShownWithEveryFieldOfTheInventory() {
        String uuid = add("Shown", "1.0.0", "LlamaForCausalLM", null);
        var shown = account.get("/models/" + uuid).with(200);
        assertThat(shown.json().propertyNames()).containsExactlyInAnyOrder("uuid", "accountUuid", "modelCenterUuid", "name", "modelId",
                "installPath", "description", "introduction", "vendor", "logo", "parameters", "type", "shareMode", "licence", "size",
                "version",
                "versionSemver", "isLatestVersion", "artifactChecksum", "artifactSizeBytes", "architectureType", "frameworkVersion",
                "pipelineTag", "requiredAccelerator", "minGpuMemory", "recommendedGpuMemory", "extraGpuMemRequest", "recommendedGpuNum",
                "gpuConstraintDescription", "sourceTime", "createdAt", "changedAt");
        assertThat(shown.text("/accountUuid")).isEqualTo(account.account());
        assertThat(shown.text("/introduction")).isEqualTo("At length.");
        assertThat(shown.text("/licence")).isEqualTo("apache-2.0");
        assertThat(shown.at("/recommendedGpuNum")).hasToString("[1,2]");
        assertThat(shown.at("/minGpuMemory").asLong()).isEqualTo(8_589_934_592L);
        assertThat(shown.at("/frameworkVersion").isNull()).as("unknown").isTrue();
        assertThat(shown.text("/sourceTime")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(Instant.parse(shown.text("/createdAt"))).isEqualTo(Instant.parse(shown.text("/changedAt")));
        assertThat(shown.text("/installPath")).as("without what may be secret").isEqualTo("https://hub.example/Shown?…");
    }

    @Test
    void aListShowsTheSameWithoutTheLongText() {
        String uuid = add("Listed", "1.0.0", "LlamaForCausalLM", null);
        JsonNode listed = account.get("/models?centre=" + centre).with(200).at("/items/0");
        assertThat(listed.get("uuid").asString()).isEqualTo(uuid);
        assertThat(listed.has("introduction")).isFalse();
        assertThat(account.get("/models/" + uuid).with(200).json().size()).isEqualTo(listed.size() + 1);
    }

    @Test
    void modelsAreFoundByWhatTheyAre() {
        add("Tiny-Llama", "1.0.0", "LlamaForCausalLM", null);
        add("Tiny-Llama", "1.1.0", "LlamaForCausalLM", null);
        add("100%_llama!", "1.0.0", "BertModel", null);

        assertThat(names("")).containsExactly("100%_llama!", "Tiny-Llama", "Tiny-Llama");
        assertThat(names("?name=LLAMA")).hasSize(3);
        assertThat(names("?name=tiny")).hasSize(2);
        assertThat(names("?name=%25_")).as("no wildcards").containsExactly("100%_llama!");
        assertThat(names("?name=a!")).containsExactly("100%_llama!");
        assertThat(names("?name=y_l")).isEmpty();
        assertThat(names("?latest=true&sort=name")).containsExactly("100%_llama!", "Tiny-Llama");
        assertThat(names("?latest=false")).containsExactly("Tiny-Llama");
        assertThat(names("?architectureType=BertModel")).containsExactly("100%_llama!");
        assertThat(names("?architectureType=bertmodel")).isEmpty();
        assertThat(names("?pipelineTag=text-generation&name=tiny&latest=true")).containsExactly("Tiny-Llama");
        assertThat(names("?pipelineTag=fill-mask")).isEmpty();
        assertThat(names("?centre=" + centre)).hasSize(3);
        assertThat(names("?centre=" + ResourceUuid.random())).isEmpty();
        assertThat(names("?name=&latest=&pipelineTag=&architectureType=")).as("what is empty does not matter").hasSize(3);
        assertThat(account.get("/models?latest=true&limit=1&centre=" + centre).with(200).at("/total").asInt()).isEqualTo(2);
    }

    @Test
    void modelsAreFoundByTheirSize() {
        add("small", "1.0.0", "BertModel", null, 1023);
        add("middle", "1.0.0", "BertModel", null, 1024);
        add("large", "1.0.0", "BertModel", null, 10L << 30);
        assertThat(names("?sort=name&minSize=1024")).containsExactly("large", "middle");
        assertThat(names("?sort=name&minSize=1KB&maxSize=10GB")).as("both included").containsExactly("large", "middle");
        assertThat(names("?maxSize=1kb&sort=name")).containsExactly("middle", "small");
        assertThat(names("?maxSize=10239MB&minSize=+1024")).containsExactly("middle");
        assertThat(names("?minSize=1KB&maxSize=1KB")).containsExactly("middle");
        assertThat(names("?minSize=&maxSize=%20")).as("what is empty does not matter").hasSize(3);
        assertThat(account.get("/models?limit=1&minSize=1KB&centre=" + centre).with(200).at("/total").asInt()).isEqualTo(2);
        for (String bad : List.of("-1", "1.5GB", "10GiB", "9999999999TB", "99999999999999999999", "big", "-1KB", "--1")) {
            for (String name : List.of("minSize", "maxSize")) {
                assertThat(account.get("/models?" + name + "=" + bad).problem(400, "INVALID_REQUEST").text("/detail"))
                        .contains("the parameter " + name + " has the value '" + bad + "'", "such as 10GB");
            }
        }
        assertThat(account.get("/models?minSize=2KB&maxSize=2047").problem(400, "INVALID_REQUEST").text("/detail"))
                .contains("the parameter minSize has the value '2KB'. That is more than maxSize.");
    }

    @Test
    void aListComesInStretchesInTheOrderThatIsAskedFor() {
        for (String name : List.of("b", "c", "a")) {
            add(name, "1.0.0", "BertModel", null);
        }
        assertThat(names("")).as("the newest first").containsExactly("a", "c", "b");
        assertThat(names("?sort=createdAt")).containsExactly("b", "c", "a");
        assertThat(names("?sort=-name&limit=2")).containsExactly("c", "b");
        assertThat(names("?sort=+name&limit=2&start=2")).containsExactly("c");
        assertThat(names("?sort=artifactSizeBytes")).hasSize(3);
        assertThat(names("?limit=0")).isEmpty();
        assertThat(account.get("/models?limit=0&start=7&centre=" + centre).with(200).at("/total").asInt()).isEqualTo(3);
        account.get("/models?sort=parameters").problem(400, "INVALID_REQUEST");
        account.get("/models?latest=perhaps").problem(400, "INVALID_REQUEST");
        account.get("/models?limit=1001").problem(400, "INVALID_REQUEST");
    }

    @Test
    void anotherAccountSeesOnlyWhatIsShared() {
        String own = add("own", "1.0.0", "BertModel", null);
        String shared = add("shared", "1.0.0", "BertModel", "Public");
        ApiClient other = ApiClient.ordinary(node);
        for (String path : List.of("", "/derivation", "/files", "/files/config.json")) {
            other.get("/models/" + own + path).problem(404, "NOT_FOUND");
        }
        for (String path : List.of("", "/derivation", "/files")) {
            other.get("/models/" + shared + path).with(200);
            ApiClient.admin(node).get("/models/" + own + path).with(200);
        }
        assertThat(uuids(other)).contains(shared).doesNotContain(own);
        assertThat(uuids(ApiClient.admin(node))).contains(shared, own);
        ApiClient.anonymous(node).get("/models").problem(401, "NOT_AUTHENTICATED");
        ApiClient.anonymous(node).get("/models/" + shared + "/derivation").problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of("", "/derivation", "/files", "/files/x")) {
            account.get("/models/" + ResourceUuid.random() + path).problem(404, "NOT_FOUND");
        }
        account.get("/models/x").problem(404, "NOT_FOUND");
        account.post("/models").problem(405, "INVALID_REQUEST");
    }

    /** Of those in this test's centre: other tests share theirs with all. */
    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        String own = query.contains("centre=") ? query : (query.isEmpty() ? "?" : query + "&") + "centre=" + centre;
        account.get("/models" + own).with(200).at("/items").forEach(item -> names.add(item.at("/name").asString()));
        return names;
    }

    private List<String> uuids(ApiClient client) {
        List<String> uuids = new ArrayList<>();
        client.get("/models?limit=1000&centre=" + centre).with(200).at("/items").forEach(item -> uuids.add(item.at("/uuid").asString()));
        return uuids;
    }

    /** A model of this test's account in this test's centre, as the pipeline enters it. */
    private String add(String name, String version, String architecture, @Nullable String shareMode) {
        return add(name, version, architecture, shareMode, 100);
    }

    private String add(String name, String version, String architecture, @Nullable String shareMode, long bytes) {
        var given = new GivenFields(name, "https://hub.example/" + name + "?token=hush", centre, null, null, null, null, "At length.", null,
                version, null, "1,2", null, null, shareMode, null, null, null, null, null, null);
        List<Derivation> derived = List.of(new Derivation("architectureType", architecture, "written here", null),
                new Derivation("pipelineTag", "text-generation", "written here", null),
                new Derivation("licence", "apache-2.0", "written here", null),
                new Derivation("minGpuMemory", "8589934592", "written here", null));
        var weighed = new WeighedModel("ab".repeat(32), bytes, version, Instant.parse("2026-01-02T03:04:05Z"), derived, List.of(),
                List.of());
        String uuid = ResourceUuid.random();
        return node.inTransaction(
                () -> node.bean(Inventory.class).add(new NewModel(uuid, account.account(), "Custom", given, weighed, List.of()))
                        .getUuid());
    }
}
