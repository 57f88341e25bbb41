package dev.weighbridge.zstack.tag;

import static dev.weighbridge.zstack.Shelf.CENTERS;
import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import dev.weighbridge.zstack.Shelf.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** CreateSystemTag, CreateSystemTags, CreateUserTag, their queries, UpdateSystemTag and DeleteTag. */
@ParameterizedClass
@EnumSource
class TagsTest {

    private static final String USER = "/zstack/v1/user-tags";

    private static final String SYSTEM = "/zstack/v1/system-tags";

    private final TestNode node;

    private final Shelf shelf;

    private final DoorClient admin;

    private final String centre;

    private final String model;

    TagsTest(TestDatabase database) {
        node = TestNode.shared(database);
        shelf = Shelf.on(node);
        admin = shelf.admin();
        centre = shelf.centre(Shelf.name("tags"));
        model = shelf.put(centre, Item.of("tagged").tagged(List.of("given::one"), List.of("mine")),
                new Derivation("systemTag", "AI::Text-Generation", "by the table", null));
    }

    private static String body(String type, String uuid, String tag) {
        return "{\"params\":{\"resourceType\":\"" + type + "\",\"resourceUuid\":\"" + uuid + "\",\"tag\":\"" + tag + "\"}}";
    }

    private List<String> tags(DoorClient client, String path, String resource) {
        return client.get(path + "?sort=tag&" + Shelf.query("resourceUuid=" + resource)).ok().at("/inventories").valueStream()
                .map(tag -> tag.get("tag").asString()).toList();
    }

    @Test
    void whatAModelIsAddedWithAndWhatWasDerivedAreItsTags() {
        assertThat(tags(admin, SYSTEM, model)).containsExactly("AI::Text-Generation", "given::one");
        assertThat(tags(admin, USER, model)).containsExactly("mine");
        assertThat(Shelf.names(admin, MODELS, "__systemTag__=AI::Text-Generation", "uuid=" + model)).containsExactly("tagged");
    }

    @Test
    void aUserTagHasEveryFieldOfItsInventory() {
        var reply = admin.post(USER, body("ModelVO", model, "for-large-DB"), "X-JSON-Schema", "true").ok();
        var tag = reply.at("/inventory");
        assertThat(tag.propertyNames()).containsExactly("uuid", "resourceUuid", "resourceType", "tag", "type", "createDate", "lastOpDate");
        assertThat(tag.get("type").asString()).isEqualTo("User");
        assertThat(reply.json().get("schema").toString()).isEqualTo("{\"inventory\":\"org.zstack.header.tag.UserTagInventory\"}");
        assertThat(admin.get(USER + "/" + tag.get("uuid").asString()).ok().at("/inventories/0")).isEqualTo(tag);
    }

    @Test
    void aSystemTagHasEveryFieldOfItsInventory() {
        var reply = admin.post(SYSTEM, body("ModelCenterVO", centre, "zone::a"), "X-JSON-Schema", "true").ok();
        var tag = reply.at("/inventory");
        assertThat(tag.propertyNames()).containsExactly("inherent", "uuid", "resourceUuid", "resourceType", "tag", "type", "createDate",
                "lastOpDate");
        assertThat(tag.get("inherent").booleanValue()).isFalse();
        assertThat(tag.get("type").asString()).isEqualTo("System");
        assertThat(reply.json().get("schema").toString()).isEqualTo("{\"inventory\":\"org.zstack.header.tag.SystemTagInventory\"}");
        assertThat(admin.get(SYSTEM + "/" + tag.get("uuid").asString()).ok().at("/inventories/0")).isEqualTo(tag);
    }

    @Test
    void aTagIsInTheManifestOfItsModelUntilItIsDeleted() {
        String tag = admin.post(USER, body("ModelVO", model, "also-outside")).ok().text("/inventory/uuid");
        await().untilAsserted(() -> assertThat(manifest()).contains("also-outside"));
        admin.delete("/zstack/v1/tags/" + tag).ok();
        await().untilAsserted(() -> assertThat(manifest()).contains("mine").doesNotContain("also-outside"));
    }

    private String manifest() {
        return new String(node.bean(BlobStore.class).manifest(model).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void theSameTagTwiceIsOneTag() {
        String first = admin.post(USER, body("ModelVO", model, "twice")).ok().text("/inventory/uuid");
        assertThat(admin.post(USER, body("ModelVO", model, "twice")).ok().text("/inventory/uuid")).isEqualTo(first);
        admin.post(SYSTEM, body("ModelVO", model, "given::one")).ok();
        assertThat(tags(admin, SYSTEM, model)).containsExactly("AI::Text-Generation", "given::one");
    }

    @Test
    void theSameTagAtTheSameTimeIsOneTag() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = IntStream.range(0, 8).<Callable<String>>mapToObj(
                    i -> () -> admin.post(USER, body("ModelVO", model, "at once")).ok().text("/inventory/uuid")).toList();
            assertThat(threads.invokeAll(calls)).extracting(future -> future.get()).containsOnly(
                    admin.get(USER + "?" + Shelf.query("tag=at once", "resourceUuid=" + model)).text("/inventories/0/uuid"));
        }
    }

    @Test
    void manySystemTagsAreMadeAtOnce() {
        var reply = admin.post(SYSTEM + "/" + model + "/tags", "{\"params\":{\"resourceType\":\"ModelVO\",\"tags\":[\"a::1\",\"b::2\"]}}")
                .ok();
        assertThat(reply.at("/inventories").valueStream().map(tag -> tag.get("tag").asString())).containsExactly("a::1", "b::2");
        admin.post(SYSTEM + "/" + model + "/tags", "{\"params\":{\"resourceType\":\"ModelVO\",\"tags\":[]}}").failedWith("SYS.1007");
    }

    @Test
    void theSdksMakeTagsByJobs() {
        var accepted = admin.asGoSdk().post(USER, body("ModelVO", model, "by-go"));
        assertThat(admin.awaitJob(accepted).ok().text("/inventory/tag")).isEqualTo("by-go");
    }

    @Test
    void tagsAreAskedForByTheirFields() {
        assertThat(admin.get(SYSTEM + "?" + Shelf.query("resourceUuid=" + model, "inherent=true")).at("/inventories/0/tag").asString())
                .isEqualTo("AI::Text-Generation");
        assertThat(admin.get(SYSTEM + "?count=true&" + Shelf.query("resourceUuid=" + model, "resourceType=ModelVO", "tag~=given::%"))
                .at("/total").asInt()).isEqualTo(1);
        assertThat(admin.get(SYSTEM + "?" + Shelf.query("accountUuid=x")).failedWith("SYS.1000").text("/error/details"))
                .isEqualTo("inventory class[org.zstack.header.tag.SystemTagInventory] not having field[accountUuid]");
    }

    @Test
    void aSystemTagChangesAndAnInherentOneDoesNot() {
        String given = uuid("given::one");
        var changed = admin.put(SYSTEM + "/" + given + "/actions", "{\"updateSystemTag\":{\"tag\":\"given::two\"}}").ok();
        assertThat(changed.text("/inventory/tag")).isEqualTo("given::two");
        assertThat(tags(admin, SYSTEM, model)).contains("given::two").doesNotContain("given::one");
        admin.put(SYSTEM + "/" + given + "/actions", "{\"updateSystemTag\":{\"tag\":\"AI::Text-Generation\"}}").failedWith("SYS.1007");
        String derived = uuid("AI::Text-Generation");
        admin.put(SYSTEM + "/" + derived + "/actions", "{\"updateSystemTag\":{\"tag\":\"x\"}}").failedWith("SYS.1007");
        assertThat(admin.delete("/zstack/v1/tags/" + derived).failedWith("SYS.1007").text("/error/details")).contains("inherent");
        admin.put(SYSTEM + "/" + DoorClient.jobUuid() + "/actions", "{\"updateSystemTag\":{\"tag\":\"x\"}}").failedWith("SYS.1003");
        admin.put(SYSTEM + "/" + given + "/actions", "{\"other\":{}}").refusedWith(400);
    }

    private String uuid(String systemTag) {
        return admin.get(SYSTEM + "?" + Shelf.query("resourceUuid=" + model, "tag=" + systemTag)).text("/inventories/0/uuid");
    }

    @Test
    void deleteTagDeletesSystemAndUserTags() {
        String user = admin.get(USER + "?" + Shelf.query("resourceUuid=" + model)).text("/inventories/0/uuid");
        assertThat(admin.delete("/zstack/v1/tags/" + user + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
        assertThat(admin.delete("/zstack/v1/tags/" + uuid("given::one")).ok().body()).isEqualTo("{}");
        assertThat(tags(admin, USER, model)).isEmpty();
        assertThat(tags(admin, SYSTEM, model)).containsExactly("AI::Text-Generation");
        assertThat(admin.delete("/zstack/v1/tags/" + user).ok().body()).as("again").isEqualTo("{}");
        admin.delete("/zstack/v1/tags/nonsense").failedWith("SYS.1003");
    }

    @ParameterizedTest
    @CsvSource({"ModelVO, 00000000000040008000000000000000, x, SYS.1003", "ModelCenterVO, {model}, x, SYS.1003",
            "VmInstanceVO, {model}, x, SYS.1007", "ModelVO, {model}, '', SYS.1007", "'', {model}, x, SYS.1007"})
    void whatCannotBeTaggedIsRefused(String type, String uuid, String tag, String code) {
        admin.post(USER, body(type, uuid.replace("{model}", model), tag)).failedWith(code);
        admin.post(SYSTEM, body(type, uuid.replace("{model}", model), tag)).failedWith(code);
    }

    @Test
    void aTagHasAtMost512Characters() {
        admin.post(USER, body("ModelVO", model, "\u4e2d".repeat(512))).ok();
        admin.post(USER, body("ModelVO", model, "x".repeat(513))).failedWith("SYS.1007");
        assertThat(admin.post(CENTERS, DoorClient.centreBody(Shelf.name("long"), "/a").replace("{\"param\"",
                "{\"userTags\":[\"" + "x".repeat(513) + "\"],\"param\"")).failedWith("SYS.1007").text("/error/details"))
                .contains("userTags");
    }

    @Test
    void aStrangerSeesTheTagsOfWhatIsPublicAndChangesNone() {
        var stranger = shelf.ordinary();
        String shared = shelf.put(centre, Item.of("shared").shared().tagged(List.of("seen::by-all"), List.of()));
        assertThat(tags(stranger.client(), SYSTEM, shared)).containsExactly("seen::by-all");
        assertThat(tags(stranger.client(), SYSTEM, model)).isEmpty();
        assertThat(stranger.client().get(SYSTEM + "/" + uuid("given::one")).ok().at("/inventories").isEmpty()).isTrue();
        stranger.client().post(USER, body("ModelVO", shared, "x")).failedWith("ID.1002");
        stranger.client().post(USER, body("ModelVO", model, "x")).failedWith("SYS.1003");
        stranger.client().post(USER, body("ModelCenterVO", centre, "x")).failedWith("SYS.1003");
        String tag = admin.get(SYSTEM + "?" + Shelf.query("resourceUuid=" + shared)).text("/inventories/0/uuid");
        stranger.client().put(SYSTEM + "/" + tag + "/actions", "{\"updateSystemTag\":{\"tag\":\"y\"}}").failedWith("ID.1002");
        stranger.client().delete("/zstack/v1/tags/" + tag).failedWith("ID.1002");
        String own = shelf.put(centre, Item.of("own").by(stranger.uuid()));
        stranger.client().post(USER, body("ModelVO", own, "x")).ok();
        assertThat(tags(admin, USER, own)).containsExactly("x");
    }

    @Test
    void tagsGoWithWhatTheyHangOn() {
        admin.delete(MODELS + "/" + model).ok();
        assertThat(tags(admin, SYSTEM, model)).isEmpty();
        String inside = shelf.put(centre, Item.of("inside").tagged(List.of("a::b"), List.of("c")));
        admin.post(USER, body("ModelCenterVO", centre, "of the centre")).ok();
        admin.delete(CENTERS + "/" + centre).ok();
        for (String gone : List.of(inside, centre)) {
            assertThat(tags(admin, SYSTEM, gone)).isEmpty();
            assertThat(tags(admin, USER, gone)).isEmpty();
        }
    }
}
