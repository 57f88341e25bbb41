package dev.weighbridge.zstack.query;

import static dev.weighbridge.zstack.Shelf.CENTERS;
import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import dev.weighbridge.zstack.Shelf.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code __systemTag__} and {@code __userTag__} with every operator, over four models. */
@ParameterizedClass
@EnumSource
class TagConditionsTest {

    private static final Map<TestDatabase, String> CENTRES = new EnumMap<>(TestDatabase.class);

    private final Shelf shelf;

    private final DoorClient admin;

    private final String centre;

    TagConditionsTest(TestDatabase database) {
        shelf = Shelf.on(TestNode.shared(database));
        admin = shelf.admin();
        centre = CENTRES.computeIfAbsent(database, any -> fill());
    }

    private String fill() {
        String filled = shelf.centre(Shelf.name("tagged"));
        shelf.put(filled, Item.of("text").tagged(List.of("AI::Text-Generation", "owner::Ann"), List.of("fast")));
        shelf.put(filled, Item.of("image").tagged(List.of("AI::Image-Generation"), List.of("slow", "100%")));
        shelf.put(filled, Item.of("both").tagged(List.of("AI::Text-Generation", "AI::Image-Generation"), List.of()));
        shelf.put(filled, Item.of("none"));
        return filled;
    }

    private List<String> models(String... conditions) {
        List<String> all = new ArrayList<>(List.of(conditions));
        all.add("modelCenterUuid=" + centre);
        return Shelf.names(admin, MODELS, all.toArray(String[]::new));
    }

    @Test
    void equalityAndListsAskForOneTagOfManyWithoutRegardToCase() {
        assertThat(models("__systemTag__=ai::text-generation")).containsExactly("text", "both");
        assertThat(models("__systemTag__?=owner::ann,AI::Image-Generation")).containsExactly("text", "image", "both");
        assertThat(models("__userTag__=fast")).containsExactly("text");
        assertThat(models("__userTag__=AI::Text-Generation")).isEmpty();
    }

    @Test
    void likeLooksInEachTag() {
        assertThat(models("__systemTag__~=AI::%")).containsExactly("text", "image", "both");
        assertThat(models("__systemTag__~=owner::_nn")).containsExactly("text");
        assertThat(models("__userTag__~=%\\%")).containsExactly("image");
    }

    @Test
    void whatSaysNoFindsThoseThatHaveNoSuchTag() {
        assertThat(models("__systemTag__!=AI::Text-Generation")).containsExactly("image", "none");
        assertThat(models("__systemTag__!?=AI::Text-Generation,AI::Image-Generation")).containsExactly("none");
        assertThat(models("__systemTag__!~=owner::%")).containsExactly("image", "both", "none");
        assertThat(models("__userTag__!=fast")).containsExactly("image", "both", "none");
    }

    @Test
    void nullTestsAskWhetherThereIsAnyTag() {
        assertThat(models("__systemTag__ is null")).containsExactly("none");
        assertThat(models("__systemTag__ not null")).containsExactly("text", "image", "both");
        assertThat(models("__userTag__ is null")).containsExactly("both", "none");
    }

    @Test
    void orderComparesTexts() {
        assertThat(models("__userTag__>=slow")).containsExactly("image");
        assertThat(models("__userTag__<a")).containsExactly("image");
        assertThat(models("__userTag__<=fast")).containsExactly("text", "image");
        assertThat(models("__userTag__>fast")).containsExactly("image");
        assertThat(models("__userTag__>z")).isEmpty();
    }

    @Test
    void severalConditionsMayBeMetByDifferentTags() {
        assertThat(models("__systemTag__=AI::Text-Generation", "__systemTag__=AI::Image-Generation")).containsExactly("both");
        assertThat(models("__systemTag__~=AI::%", "__userTag__~=%")).containsExactly("text", "image");
    }

    @Test
    void centresHaveTagsTooAndTagsGoThroughJoins() {
        String name = Shelf.name("centre");
        admin.post(CENTERS, DoorClient.centreBody(name, "/a").replace("{\"param\":{", "{\"systemTags\":[\"zone::a\"],\"param\":{")).ok();
        assertThat(Shelf.names(admin, CENTERS, "name=" + name, "__systemTag__=zone::a")).containsExactly(name);
        assertThat(Shelf.names(admin, CENTERS, "name=" + name, "__systemTag__!=zone::a")).isEmpty();
        assertThat(Shelf.names(admin, CENTERS, "uuid=" + centre, "models.__systemTag__=owner::ann")).hasSize(1);
        assertThat(Shelf.names(admin, CENTERS, "uuid=" + centre, "models.__systemTag__=owner::bob")).isEmpty();
    }

    @Test
    void aTagIsNeverSql() {
        assertThat(models("__systemTag__=' or '1'='1")).isEmpty();
        assertThat(models("__systemTag__~=%'); delete from tag; --")).isEmpty();
        assertThat(models("__systemTag__ not null")).hasSize(3);
    }
}
