package dev.weighbridge.zstack.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** DeleteModel and DeleteModels. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeleteModelsTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private final TestNode node;

    private final DoorClient admin;

    private final String centre;

    DeleteModelsTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        centre = admin.centre("/stored");
    }

    private String model() {
        return StoredModel.of(node, DoorClient.ADMIN_UUID, centre, "doomed", "1.0.0");
    }

    private boolean isThere(String uuid) {
        return !admin.get(MODELS + "/" + uuid).ok().at("/inventories").isEmpty();
    }

    private static String query(List<String> uuids) {
        return "?" + uuids.stream().map(uuid -> "uuids=" + uuid).collect(Collectors.joining("&"));
    }

    @Test
    void eachIsDeletedByItselfAndAnsweredInTheOrderOfTheCall() {
        String first = model();
        String last = model();
        String kept = model();
        String gone = ResourceUuid.random();
        JsonNode results = admin.delete(MODELS + query(List.of(last, "nonsense", gone, first, last))).ok().json().get("results");
        assertThat(results.valueStream().map(result -> result.get("uuid").asString())).containsExactly(last, "nonsense", gone, first);
        assertThat(results.valueStream().map(result -> result.get("success").asBoolean())).containsExactly(true, false, true, true);
        assertThat(results.get(1).at("/error/code").asString()).isEqualTo("SYS.1003");
        assertThat(results.get(1).at("/error/details").asString()).startsWith("Could not delete the model nonsense: ");
        assertThat(results.get(0).has("error")).isFalse();
        assertThat(List.of(isThere(first), isThere(last), isThere(kept))).containsExactly(false, false, true);
    }

    @Test
    void aListWithNumberedNamesIsTaken() {
        String first = model();
        String second = model();
        var accepted = admin.asGoSdk().delete(MODELS + "?uuids.0=" + first + "&uuids.1=" + second + "&deleteMode=Permissive");
        assertThat(admin.awaitJob(accepted).ok().json().get("results").size()).isEqualTo(2);
        assertThat(List.of(isThere(first), isThere(second))).containsExactly(false, false);
    }

    @Test
    void whatIsAnothersIsNotDeleted() {
        OrdinaryAccount stranger = OrdinaryAccount.on(node);
        String hidden = model();
        String shared = StoredModel.of(node, DoorClient.ADMIN_UUID, centre, "shared", "1.0.0", "Public");
        String own = StoredModel.of(node, stranger.uuid(), centre, "own", "1.0.0");
        JsonNode results = stranger.client().delete(MODELS + query(List.of(hidden, shared, own))).ok().json().get("results");
        assertThat(results.valueStream().map(result -> result.get("success").asBoolean())).as("what is hidden is as if it were not there")
                .containsExactly(true, false, true);
        assertThat(results.get(1).at("/error/code").asString()).isEqualTo("ID.1002");
        assertThat(List.of(isThere(hidden), isThere(shared), isThere(own))).containsExactly(true, true, false);
    }

    @Test
    void noneAndMoreThanAThousandAreRefused() {
        admin.delete(MODELS).failedWith("SYS.1007");
        String many = query(Collections.nCopies(1001, "a"));
        assertThat(admin.delete(MODELS + many).failedWith("SYS.1007").text("/error/details")).contains("field[uuids] has 1001 elements");
        admin.delete(MODELS + query(List.of(ResourceUuid.random())) + "&deleteMode=Gently").failedWith("SYS.1007");
    }

    @Test
    void aHundredThatAreGoneNeedNoWorker() {
        List<String> uuids = Stream.generate(ResourceUuid::random).limit(100).toList();
        assertThat(admin.delete(MODELS + query(uuids)).ok().json().get("results").size()).isEqualTo(100);
    }

    @Test
    void aUuidThatNamesNothingSucceedsIfItHasTheFormOfOne() {
        assertThat(admin.delete(MODELS + "/" + ResourceUuid.random()).ok().body()).isEqualTo("{}");
        admin.delete(MODELS + "/nonsense").failedWith("SYS.1003");
        admin.delete(MODELS + "/" + ResourceUuid.random() + "?deleteMode=Gently").failedWith("SYS.1007");
        String uuid = model();
        admin.delete(MODELS + "/" + uuid + "?deleteMode=Enforcing").ok();
        assertThat(isThere(uuid)).isFalse();
    }
}
