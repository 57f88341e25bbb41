package dev.weighbridge.zstack.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import jakarta.persistence.EntityManagerFactory;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** BindModelToService, UnbindModelFromService, what models and services show of each other, and GetModelCenterServices. */
@ParameterizedClass
@EnumSource
class ServiceBindingDoorTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final String CENTRE_SERVICES = "/zstack/v1/ai/model-centers/services";

    private final TestNode node;

    private final DoorClient admin;

    private final String centre;

    private final Path folder;

    ServiceBindingDoorTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        centre = admin.centre("/bindings");
        folder = node.models().resolve("bound-" + ResourceUuid.random());
        try {
            Files.writeString(Files.createDirectories(folder).resolve("vocab.txt"), "hello\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private DoorClient.Reply added(DoorClient client, String more, String... headers) {
        return client.post(MODELS, "{\"param\":{\"name\":\"" + ResourceUuid.random() + "\",\"installPath\":\"" + folder
                + "\",\"modelCenterUuid\":\"" + centre + "\"" + more + "}}", headers);
    }

    private String model(DoorClient client, String more) {
        return added(client, more).ok().text("/inventory/uuid");
    }

    private static String path(String model, String service) {
        return MODELS + "/" + model + "/model-services/" + service;
    }

    @Test
    void anAddedModelIsBoundToTheServicesThatItNamesAndItsJobDescribesThem() {
        String one = Services.add(admin, centre, "");
        String two = Services.add(admin, centre, "");
        var reply = added(admin, ",\"modelServiceUuids\":[\"" + one + "\"],\"defaultModelServiceUuid\":\"" + two + "\"", "X-JSON-Schema",
                "true").ok();
        JsonNode refs = reply.at("/inventory/modelServiceRefs");
        assertThat(refs.valueStream().map(ref -> ref.get("modelServiceUuid").asString() + ref.get("isDefault"))).containsExactly(
                two + "true",
                one + "false");
        assertThat(refs.valueStream()).allSatisfy(ref -> assertThat(ref.propertyNames()).containsExactly("uuid", "modelUuid",
                "modelServiceUuid", "isDefault"));
        assertThat(reply.json().get("schema").toString()).isEqualTo("{\"inventory\":\"org.zstack.ai.entity.ModelInventory\","
                + "\"inventory.modelServiceRefs[0]\":\"org.zstack.ai.entity.ModelServiceRefInventory\","
                + "\"inventory.modelServiceRefs[1]\":\"org.zstack.ai.entity.ModelServiceRefInventory\"}");
        String uuid = reply.text("/inventory/uuid");
        var found = admin.get(MODELS + "?q=uuid=" + uuid).ok();
        assertThat(found.at("/inventories/0/modelServiceRefs")).isEqualTo(refs);
        assertThat(found.json().get("schema").propertyNames()).contains("inventories[0].modelServiceRefs[1]");
    }

    @Test
    void aServiceThatIsNotThereIsRefusedBeforeTheFirstByte() {
        String unknown = ResourceUuid.random();
        assertThat(added(admin, ",\"modelServiceUuids\":[\"" + unknown + "\"]").failedWith("SYS.1003").text("/error/details"))
                .contains("field[modelServiceUuids]", unknown);
        assertThat(added(admin, ",\"defaultModelServiceUuid\":\"" + unknown + "\"").failedWith("SYS.1003").text("/error/details"))
                .contains("field[defaultModelServiceUuid]", unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"param\":{}}", "{\"param\":null,\"systemTags\":[]}"})
    void aModelIsBoundWhateverTheBodyAndAsOftenAsIsAsked(String body) {
        String model = model(admin, "");
        String service = Services.add(admin, centre, "");
        var reply = admin.post(path(model, service), body, "X-JSON-Schema", "true").ok();
        assertThat(reply.text("/inventory/uuid")).isEqualTo(service);
        assertThat(reply.text("/inventory/modelServiceRefs/0/modelUuid")).isEqualTo(model);
        assertThat(reply.json().get("schema").propertyNames()).containsExactly("inventory", "inventory.modelServiceRefs[0]");
        assertThat(admin.awaitJob(admin.asGoSdk().post(path(model, service), body)).ok().at("/inventory"))
                .isEqualTo(reply.at("/inventory"));
        assertThat(refs(model)).containsExactly(service);
        for (int i = 0; i < 2; i++) {
            assertThat(admin.delete(path(model, service)).ok().body()).isEqualTo("{}");
            assertThat(refs(model)).isEmpty();
        }
    }

    @Test
    void whatCannotBeBoundIsSaid() {
        String model = model(admin, "");
        String service = Services.add(admin, centre, "");
        String unknown = ResourceUuid.random();
        assertThat(admin.post(path(unknown, service), "").failedWith("SYS.1003").text("/error/details")).contains("field[modelUuid]",
                unknown);
        assertThat(admin.post(path(model, unknown), "").failedWith("SYS.1003").text("/error/details")).contains("field[modelServiceUuid]",
                unknown);
        admin.post(path(model, service), "nonsense").refusedWith(400);
        assertThat(admin.delete(path(unknown, service)).ok().body()).isEqualTo("{}");
        admin.delete(path("nonsense", service)).failedWith("SYS.1003");
        admin.delete(path(model, "nonsense")).failedWith("SYS.1003");
    }

    @Test
    void anOrdinaryAccountBindsItsOwnModelsToWhatItSees() {
        DoorClient ordinary = OrdinaryAccount.on(node).client();
        String own = model(ordinary, "");
        String open = model(admin, ",\"shareMode\":\"Public\"");
        String hidden = model(admin, "");
        String everybodys = Services.add(admin, centre, ",\"system\":true,\"modelUuids\":[\"" + hidden + "\",\"" + open + "\"]");
        String admins = Services.add(admin, centre, "");
        ordinary.post(path(own, admins), "").failedWith("SYS.1003");
        ordinary.post(path(open, everybodys), "").failedWith("ID.1002");
        ordinary.post(path(hidden, everybodys), "").failedWith("SYS.1003");
        ordinary.delete(path(open, everybodys)).failedWith("ID.1002");
        assertThat(ordinary.delete(path(hidden, everybodys)).ok().body()).isEqualTo("{}");
        assertThat(refs(hidden)).containsExactly(everybodys);
        ordinary.post(Services.PATH, Services.body(centre, ",\"modelUuids\":[\"" + open + "\"]")).failedWith("ID.1002");
        JsonNode seen = ordinary.post(path(own, everybodys), "").ok().at("/inventory/modelServiceRefs");
        assertThat(seen.valueStream().map(ref -> ref.get("modelUuid").asString())).containsExactlyInAnyOrder(own, open);
        JsonNode all = admin.get(Services.PATH + "/" + everybodys).at("/inventories/0/modelServiceRefs");
        assertThat(all.valueStream().map(ref -> ref.get("modelUuid").asString())).containsExactlyInAnyOrder(own, open, hidden);
    }

    @Test
    void manyModelsAndServicesAreAnsweredInAsManyStatementsAsOne() {
        String first = model(admin, "");
        List<String> models = List.of(first, model(admin, ""), model(admin, ""));
        String named = ",\"modelUuids\":[\"" + String.join("\",\"", models) + "\"]";
        String service = Services.add(admin, centre, named);
        Services.add(admin, centre, named);
        String here = "?q=modelCenterUuid=" + centre;
        assertThat(admin.get(MODELS + here).at("/inventories").valueStream().map(model -> model.get("modelServiceRefs").size()))
                .containsExactly(2, 2, 2);
        assertThat(statements(MODELS + here)).isEqualTo(statements(MODELS + "/" + first));
        assertThat(statements(Services.PATH + here)).isEqualTo(statements(Services.PATH + "/" + service));
    }

    @Test
    void theServicesOfCentresAreListedByCentre() {
        String service = Services.add(admin, centre, ",\"type\":\"App\"");
        String empty = admin.centre("/empty");
        var reply = admin.get(CENTRE_SERVICES + "?modelCenterUuids=" + centre + "&modelCenterUuids.1=" + empty).ok();
        assertThat(reply.at("/services").valueStream().map(found -> found.get("uuid").asString())).containsExactly(centre, empty);
        assertThat(reply.at("/services/0/modelServices").toString())
                .isEqualTo("[{\"uuid\":\"" + service + "\",\"name\":\"vllm\",\"type\":\"App\"}]");
        assertThat(reply.text("/services/0/serviceStatuses/0/status")).isEqualTo(
                admin.get("/zstack/v1/ai/model-centers/" + centre).text("/inventories/0/status"));
        assertThat(reply.at("/services/1/modelServices").isEmpty()).isTrue();
        assertThat(reply.text("/schema/services[1]")).isEqualTo("org.zstack.ai.entity.ModelCenterServiceInventory");
        DoorClient ordinary = OrdinaryAccount.on(node).client();
        assertThat(ordinary.get(CENTRE_SERVICES).ok().body()).isEqualTo("{\"services\":[],\"schema\":{}}");
        ordinary.get(CENTRE_SERVICES + "?modelCenterUuids=" + centre).failedWith("SYS.1003");
    }

    private List<String> refs(String model) {
        return admin.get(MODELS + "/" + model).ok().at("/inventories/0/modelServiceRefs").valueStream()
                .map(ref -> ref.get("modelServiceUuid").asString()).toList();
    }

    /** The fewest of several times: the node may do other things meanwhile. */
    private long statements(String path) {
        return LongStream.generate(() -> statementsOnce(path)).limit(3).min().orElseThrow();
    }

    private long statementsOnce(String path) {
        var statistics = node.bean(EntityManagerFactory.class).unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = statistics.getPrepareStatementCount();
        admin.get(path).ok();
        long sent = statistics.getPrepareStatementCount() - before;
        statistics.setStatisticsEnabled(false);
        return sent;
    }
}
