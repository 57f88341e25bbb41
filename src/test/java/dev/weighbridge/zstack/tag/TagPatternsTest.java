package dev.weighbridge.zstack.tag;

import static dev.weighbridge.zstack.Shelf.CENTERS;
import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import dev.weighbridge.zstack.Shelf.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ZStack's tag2: CreateTag, QueryTag, UpdateTag, AttachTagToResources, DetachTagFromResources, DeleteTag, and tagUuids. */
@ParameterizedClass
@EnumSource
class TagPatternsTest {

    private static final String TAGS = "/zstack/v1/tags";

    private final TestNode node;

    private final Shelf shelf;

    private final DoorClient admin;

    private final String centre;

    TagPatternsTest(TestDatabase database) {
        node = TestNode.shared(database);
        shelf = Shelf.on(node);
        admin = shelf.admin();
        centre = shelf.centre(Shelf.name("patterns"));
    }

    private static String params(String fields) {
        return "{\"params\":{" + fields + "}}";
    }

    private String pattern(String fields) {
        return admin.post(TAGS, params(fields)).ok().text("/inventory/uuid");
    }

    private DoorClient.Reply attach(String pattern, String resources, String more) {
        return admin.post(TAGS + "/" + pattern + "/resources", params("\"resourceUuids\":[" + resources + "]" + more));
    }

    private List<String> userTags(String resource) {
        return admin.get("/zstack/v1/user-tags?sort=tag&" + Shelf.query("resourceUuid=" + resource)).ok().at("/inventories").valueStream()
                .map(tag -> tag.get("tag").asString()).toList();
    }

    @Test
    void aPatternHasEveryFieldOfItsInventory() {
        String uuid = ResourceUuid.random();
        var reply = admin
                .post(TAGS, params("\"name\":\"SSD\",\"value\":\"SSD\",\"description\":\"d\",\"color\":\"#FFffFF\",\"resourceUuid\":\""
                        + uuid + "\""), "X-JSON-Schema", "true")
                .ok();
        var pattern = reply.at("/inventory");
        assertThat(pattern.propertyNames()).containsExactly("uuid", "name", "value", "description", "color", "type", "createDate",
                "lastOpDate");
        assertThat(pattern.get("uuid").asString()).isEqualTo(uuid);
        assertThat(pattern.get("type").asString()).isEqualTo("simple");
        assertThat(reply.json().get("schema").toString()).isEqualTo("{\"inventory\":\"org.zstack.header.tag.TagPatternInventory\"}");
        assertThat(admin.get(TAGS + "/" + uuid).ok().at("/inventories/0")).isEqualTo(pattern);
        assertThat(Shelf.names(admin, TAGS, "uuid=" + uuid, "value=ssd", "type=simple")).containsExactly("SSD");
        admin.post(TAGS, params("\"name\":\"SSD\",\"value\":\"SSD\",\"resourceUuid\":\"" + uuid + "\"")).failedWith("SYS.1007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"value\":\"v\"", "\"name\":\"n\"", "\"name\":\"n\",\"value\":\"v\",\"color\":\"red\"",
            "\"name\":\"n\",\"value\":\"v\",\"type\":\"other\"", "\"name\":\"n\",\"value\":\"no form\",\"type\":\"withToken\"",
            "\"name\":\"n\",\"value\":\"v\",\"resourceUuid\":\"x\""})
    void aPatternThatIsMadeWrongIsAnInvalidArgument(String fields) {
        admin.post(TAGS, params(fields)).failedWith("SYS.1007");
        admin.post(TAGS, params("\"name\":\"" + "n".repeat(129) + "\",\"value\":\"v\"")).failedWith("SYS.1007");
    }

    @Test
    void aPatternChangesButNotWhatTagsWereMadeOf() {
        String simple = pattern("\"name\":\"a\",\"value\":\"v\"");
        var changed = admin.put(TAGS + "/" + simple + "/actions", "{\"updateTag\":{\"name\":\"b\",\"color\":\"#000000\"}}").ok();
        assertThat(changed.text("/inventory/name")).isEqualTo("b");
        assertThat(changed.text("/inventory/value")).isEqualTo("v");
        admin.put(TAGS + "/" + simple + "/actions", "{\"updateTag\":{\"value\":\"w\"}}").failedWith("SYS.1007");
        String form = pattern("\"name\":\"f\",\"value\":\"price::{amount}\",\"type\":\"withToken\"");
        admin.put(TAGS + "/" + form + "/actions", "{\"updateTag\":{\"value\":\"price::{euros}\"}}").ok();
        admin.put(TAGS + "/" + form + "/actions", "{\"updateTag\":{\"value\":\"cost::{euros}\"}}").failedWith("SYS.1007");
        admin.put(TAGS + "/" + DoorClient.jobUuid() + "/actions", "{\"updateTag\":{\"name\":\"b\"}}").failedWith("SYS.1003");
    }

    @Test
    void aPatternIsAttachedToModelsAndCentresAndTakenOffAgain() {
        String pattern = pattern("\"name\":\"gpu\",\"value\":\"needs-gpu\"");
        String model = shelf.put(centre, Item.of("attached"));
        var reply = admin.post(TAGS + "/" + pattern + "/resources",
                params("\"resourceUuids\":[\"" + model + "\",\"" + centre + "\",\"" + model + "\"]"), "X-JSON-Schema", "true").ok();
        assertThat(reply.at("/results").size()).isEqualTo(2);
        assertThat(reply.at("/results/0/success").asBoolean()).isTrue();
        assertThat(reply.text("/results/0/inventory/resourceUuid")).isEqualTo(model);
        assertThat(reply.text("/results/0/inventory/tagPattern/name")).isEqualTo("gpu");
        assertThat(reply.text("/results/1/inventory/resourceType")).isEqualTo("ModelCenterVO");
        assertThat(reply.json().get("schema").propertyNames()).startsWith("results[0]", "results[0].inventory",
                "results[0].inventory.tagPattern");
        assertThat(attach(pattern, "\"" + model + "\"", "").ok().at("/results/0/inventory/uuid"))
                .isEqualTo(reply.at("/results/0/inventory/uuid"));

        assertThat(Shelf.names(admin, MODELS, "tagPattern.uuid=" + pattern)).containsExactly("attached");
        assertThat(Shelf.names(admin, MODELS, "uuid=" + model, "__userTag__=needs-gpu")).containsExactly("attached");
        assertThat(Shelf.names(admin, TAGS, "tag.resourceUuid=" + model)).containsExactly("gpu");
        assertThat(admin.get("/zstack/v1/user-tags?count=true&" + Shelf.query("tagPattern.name=gpu", "tagPatternUuid=" + pattern))
                .at("/total").asInt()).isEqualTo(2);

        assertThat(admin.delete(TAGS + "/" + pattern + "/resources?resourceUuids=" + model).ok().body()).isEqualTo("{}");
        assertThat(userTags(model)).isEmpty();
        assertThat(admin.delete(TAGS + "/" + pattern + "/resources?resourceUuids.0=" + centre).ok().body()).isEqualTo("{}");
        assertThat(userTags(centre)).isEmpty();
    }

    @Test
    void tokensAreFilledInForEachAttachment() {
        String form = pattern("\"name\":\"f\",\"value\":\"price::{amount}::{unit}\",\"type\":\"withToken\"");
        String model = shelf.put(centre, Item.of("priced"));
        attach(form, "\"" + model + "\"", ",\"tokens\":{\"amount\":\"5\",\"unit\":\"EUR\"}").ok();
        assertThat(userTags(model)).containsExactly("price::5::EUR");
        assertThat(attach(form, "\"" + centre + "\"", ",\"tokens\":{\"amount\":\"5\"}").failedWith("SYS.1007").text("/error/details"))
                .contains("unit");
        attach(form, "\"" + centre + "\"", ",\"tokens\":{\"amount\":5}").refusedWith(400);
        String simple = pattern("\"name\":\"s\",\"value\":\"v\"");
        attach(simple, "\"" + model + "\"", ",\"tokens\":{\"a\":\"b\"}").failedWith("SYS.1007");
    }

    @Test
    void allAreAttachedOrNone() {
        String pattern = pattern("\"name\":\"gpu\",\"value\":\"v\"");
        String model = shelf.put(centre, Item.of("alone"));
        attach(pattern, "\"" + model + "\",\"" + DoorClient.jobUuid() + "\"", "").failedWith("SYS.1003");
        assertThat(userTags(model)).isEmpty();
        attach(pattern, "", "").failedWith("SYS.1007");
        admin.delete(TAGS + "/" + pattern + "/resources").failedWith("SYS.1007");
    }

    @Test
    void aDeletedPatternTakesItsTagsWithIt() {
        String pattern = pattern("\"name\":\"gone\",\"value\":\"gone\"");
        String model = shelf.put(centre, Item.of("left").tagged(List.of(), List.of("stays")));
        attach(pattern, "\"" + model + "\"", "").ok();
        assertThat(userTags(model)).containsExactly("gone", "stays");
        assertThat(admin.delete(TAGS + "/" + pattern).ok().body()).isEqualTo("{}");
        assertThat(userTags(model)).containsExactly("stays");
        assertThat(admin.get(TAGS + "/" + pattern).ok().at("/inventories").isEmpty()).isTrue();
    }

    @Test
    void patternsAreTheirAccountsOwn() {
        var stranger = shelf.ordinary();
        String pattern = pattern("\"name\":\"secret\",\"value\":\"v\"");
        String own = shelf.put(centre, Item.of("own").by(stranger.uuid()));
        assertThat(Shelf.names(stranger.client(), TAGS, "uuid=" + pattern)).isEmpty();
        stranger.client().put(TAGS + "/" + pattern + "/actions", "{\"updateTag\":{\"name\":\"b\"}}").failedWith("SYS.1003");
        stranger.client().post(TAGS + "/" + pattern + "/resources", params("\"resourceUuids\":[\"" + own + "\"]")).failedWith("SYS.1003");
        assertThat(stranger.client().delete(TAGS + "/" + pattern).ok().body()).isEqualTo("{}");
        assertThat(Shelf.names(admin, TAGS, "uuid=" + pattern)).containsExactly("secret");
        attach(pattern, "\"" + own + "\"", "").ok();
        assertThat(Shelf.names(stranger.client(), MODELS, "uuid=" + own, "tagPattern.name=secret")).isEmpty();
    }

    @Test
    void whatIsAddedGetsTheTagsOfItsTagUuids() {
        String pattern = pattern("\"name\":\"p\",\"value\":\"from-pattern\"");
        String added = admin.post(CENTERS, DoorClient.centreBody(Shelf.name("c"), "/a").replace("{\"param\":{",
                "{\"param\":{\"tagUuids\":[\"" + pattern + "\"],\"userTags\":[\"inside\"],")).ok().text("/inventory/uuid");
        assertThat(userTags(added)).containsExactly("from-pattern", "inside");
        assertThat(userTags(shelf.put(centre, Item.of("m").patterned(pattern)))).containsExactly("from-pattern");
        assertThat(admin.post(CENTERS, DoorClient.centreBody(Shelf.name("c"), "/a").replace("{\"param\":{",
                "{\"param\":{\"tagUuids\":[\"" + pattern + "\",\"" + DoorClient.jobUuid() + "\"],")).failedWith("SYS.1003")
                .text("/error/details")).contains("field[tagUuids]", "TagPatternVO");
    }

    @Test
    void aPatternThatIsGoneWhenTheModelComesInIsSaidAndNoFailure() {
        String gone = ResourceUuid.random();
        String model = shelf.put(centre, Item.of("late").patterned(gone));
        assertThat(userTags(model)).isEmpty();
        assertThat(node.bean(Inventory.class).findings(model)).extracting(Found::sentence).singleElement().asString().contains(gone);
    }

    @Test
    void tagsBesideTheEnvelopeWinOverThoseInside() {
        String added = admin.post(CENTERS, DoorClient.centreBody(Shelf.name("c"), "/a").replace("{\"param\":{",
                "{\"userTags\":[\"beside\"],\"param\":{\"userTags\":[\"inside\"],")).ok().text("/inventory/uuid");
        assertThat(userTags(added)).containsExactly("beside");
    }
}
