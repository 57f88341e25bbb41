package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.NewService;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The model services as the door shows them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ModelServicesApiTest {

    private final TestNode node;

    private final ApiClient account;

    private final ApiClient other;

    private final String centre;

    ModelServicesApiTest(TestDatabase database) {
        node = TestNode.shared(database);
        account = ApiClient.ordinary(node);
        other = ApiClient.ordinary(node);
        centre = Imports.center(node, node.models().toString());
    }

    @Test
    void aServiceIsShownWithTheModelsThatItIsFor() {
        String second = model("b", null);
        String first = model("a", null);
        String service = service(account, "vllm", false, second, first);
        node.bean(ServiceBindings.class).setDefault(second, service);

        JsonNode shown = account.get("/model-services?limit=1&sort=-createdAt").with(200).at("/items/0");

        assertThat(shown.propertyNames()).containsExactly("uuid", "accountUuid", "modelCenterUuid", "name", "description", "type",
                "framework", "source", "system", "requestCpu", "requestMemory", "models", "modelCount", "createdAt", "changedAt");
        assertThat(shown.get("uuid").asString()).isEqualTo(service);
        assertThat(shown.get("framework").asString()).isEqualTo("vLLM");
        assertThat(shown.get("type").asString()).isEqualTo("Endpoint");
        assertThat(shown.get("requestMemory").asLong()).isEqualTo(1L << 34);
        assertThat(shown.get("models").toString()).isEqualTo("[{\"uuid\":\"" + first
                + "\",\"name\":\"a\",\"versionSemver\":\"1.0.0\",\"isDefault\":false},{\"uuid\":\"" + second
                + "\",\"name\":\"b\",\"versionSemver\":\"1.0.0\",\"isDefault\":true}]");
        assertThat(shown.get("modelCount").asLong()).isEqualTo(2);
    }

    @Test
    void onlyAHundredModelsOfAServiceAreShown() {
        String[] models = new String[101];
        for (int i = 0; i < models.length; i++) {
            models[i] = model("of many", null);
        }
        String service = service(account, "for many", false, models);
        JsonNode shown = of(account, "?sort=-createdAt", service);
        assertThat(shown.get("models")).hasSize(100);
        assertThat(shown.get("modelCount").asInt()).isEqualTo(101);
    }

    @Test
    void theServicesOfAModelAreFoundAndSayWhetherTheyAreItsDefault() {
        String model = model("served", null);
        String another = model("another", null);
        String byDefault = service(account, "x", false, another, model);
        String bound = service(account, "y", false, model);
        service(account, "z", false, another);
        node.bean(ServiceBindings.class).setDefault(model, byDefault);

        JsonNode found = account.get("/model-services?sort=name&model=" + model).with(200).json();
        assertThat(found.get("total").asInt()).isEqualTo(2);
        assertThat(found.at("/items/0/uuid").asString()).isEqualTo(byDefault);
        assertThat(found.at("/items/0/models")).hasSize(1);
        assertThat(found.at("/items/0/models/0/uuid").asString()).isEqualTo(model);
        assertThat(found.at("/items/0/models/0/isDefault").asBoolean()).isTrue();
        assertThat(found.at("/items/0/modelCount").asInt()).isEqualTo(2);
        assertThat(found.at("/items/1/uuid").asString()).isEqualTo(bound);
        assertThat(found.at("/items/1/models/0/isDefault").asBoolean()).isFalse();
        for (String unknown : List.of(ResourceUuid.random(), "x")) {
            assertThat(account.get("/model-services?model=" + unknown).with(200).at("/total").asInt()).isZero();
        }
    }

    @Test
    void anotherAccountSeesTheServicesOfTheSystemAndTheModelsThatAreShared() {
        String own = model("own", null);
        String shared = model("shared", "Public");
        String system = service(account, "system", true, own, shared);
        String hidden = service(account, "hidden", false, own, shared);
        assertThat(uuids(other, "")).contains(system).doesNotContain(hidden);
        assertThat(uuids(account, "")).contains(system, hidden);
        assertThat(uuids(ApiClient.admin(node), "")).contains(system, hidden);
        JsonNode seen = of(other, "?limit=1000", system);
        assertThat(seen.get("models")).hasSize(1);
        assertThat(seen.at("/models/0/uuid").asString()).isEqualTo(shared);
        assertThat(seen.get("modelCount").asInt()).isEqualTo(1);
        assertThat(uuids(other, "&model=" + own)).as("a model that it may not see").isEmpty();
        assertThat(uuids(other, "&model=" + shared)).containsExactly(system);
        ApiClient.anonymous(node).get("/model-services").problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void aListComesInStretchesInTheOrderThatIsAskedFor() {
        String model = model("of all", null);
        for (String name : List.of("b", "c", "a")) {
            service(account, name, false, model);
        }
        assertThat(names("")).as("the newest first").containsExactly("a", "c", "b");
        assertThat(names("&sort=createdAt&limit=2")).containsExactly("b", "c");
        assertThat(names("&sort=-name&start=1&limit=1")).containsExactly("b");
        assertThat(names("&limit=0")).isEmpty();
        String list = "/model-services?model=" + model;
        assertThat(account.get(list + "&limit=1").with(200).at("/total").asInt()).isEqualTo(3);
        for (String bad : List.of("sort=yaml", "limit=1001", "start=-1")) {
            account.get("/model-services?" + bad).problem(400, "INVALID_REQUEST");
        }
    }

    private List<String> names(String query) {
        String newest = account.get("/models?name=of%20all&limit=1").with(200).text("/items/0/uuid");
        return values(account.get("/model-services?model=" + newest + query).with(200).at("/items"), "name");
    }

    private static List<String> uuids(ApiClient client, String query) {
        return values(client.get("/model-services?limit=1000" + query).with(200).at("/items"), "uuid");
    }

    private static List<String> values(JsonNode items, String field) {
        List<String> values = new ArrayList<>();
        items.forEach(item -> values.add(item.get(field).asString()));
        return values;
    }

    private static JsonNode of(ApiClient client, String query, String uuid) {
        for (JsonNode item : client.get("/model-services" + query).with(200).at("/items")) {
            if (item.get("uuid").asString().equals(uuid)) {
                return item;
            }
        }
        throw new AssertionError("the service " + uuid + " is not shown");
    }

    private String service(ApiClient owner, String name, boolean system, String... models) {
        var fields = new ServiceFields(name, null, null, "port: 8000", centre, 8, 1L << 34, null, null, "/services/x", "serve", null, null,
                null, null, null, system, null, null, "vLLM", null, null, null, null);
        return node.bean(ModelServices.class).add(new NewService(null, owner.account(), fields, List.of(models))).getUuid();
    }

    private String model(String name, @Nullable String shareMode) {
        var given = new GivenFields(name, "/models/" + name, centre, null, null, null, null, null, null, "1.0.0", null, null, null, null,
                shareMode, null, null, null, null, null, null);
        var weighed = new WeighedModel("ab".repeat(32), 100, "1.0.0", null, List.<Derivation>of(), List.of(), List.of());
        return node.inTransaction(() -> node.bean(Inventory.class)
                .add(new NewModel(ResourceUuid.random(), account.account(), "Custom", given, weighed, List.of())).getUuid());
    }
}
