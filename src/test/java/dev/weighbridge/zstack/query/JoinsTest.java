package dev.weighbridge.zstack.query;

import static dev.weighbridge.zstack.Shelf.CENTERS;
import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

import jakarta.persistence.EntityManager;

import dev.weighbridge.account.Caller;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import dev.weighbridge.zstack.Shelf.Item;
import dev.weighbridge.zstack.queryable.QueryableModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions over what an inventory has to do with: {@code a.b.field}. */
@ParameterizedClass
@EnumSource
class JoinsTest {

    private final TestNode node;

    private final Shelf shelf;

    private final DoorClient admin;

    private final String left = Shelf.name("Left");

    private final String right = Shelf.name("right");

    private final String leftCentre;

    JoinsTest(TestDatabase database) {
        node = TestNode.shared(database);
        shelf = Shelf.on(node);
        admin = shelf.admin();
        leftCentre = shelf.centre(left);
        String rightCentre = shelf.centre(right);
        shelf.put(leftCentre, Item.of("one"));
        shelf.put(leftCentre, Item.of("two"));
        shelf.put(rightCentre, Item.of("three"));
    }

    @Test
    void modelsAreFoundByTheirCentre() {
        assertThat(Shelf.names(admin, MODELS, "modelCenter.name=" + left.toUpperCase(Locale.ROOT))).containsExactly("one", "two");
        assertThat(Shelf.names(admin, MODELS, "modelCenter.uuid=" + leftCentre, "name!=one")).containsExactly("two");
        assertThat(Shelf.names(admin, MODELS, "modelCenter.name?=" + left + "," + right)).containsExactly("one", "two", "three");
        assertThat(Shelf.names(admin, MODELS, "modelCenter.name~=" + right + "%", "modelCenter.managementPort=5000"))
                .containsExactly("three");
        assertThat(Shelf.names(admin, MODELS, "modelCenter.name=" + left, "modelCenter.description not null")).isEmpty();
        assertThat(Shelf.names(admin, MODELS, "modelCenter.name=" + left, "modelCenter.description is null")).containsExactly("one", "two");
    }

    @Test
    void aCentreWithManyMatchingModelsIsThereOnce() {
        assertThat(Shelf.names(admin, CENTERS, "models.name~=%", "name=" + left)).containsExactly(left);
        assertThat(admin.get(CENTERS + "?count=true&" + Shelf.query("models.type=Custom", "name=" + left)).at("/total").asInt())
                .isEqualTo(1);
        assertThat(Shelf.names(admin, CENTERS, "models.name=three", "name?=" + left + "," + right)).containsExactly(right);
        assertThat(Shelf.names(admin, CENTERS, "models.name=nothing", "name=" + left)).isEmpty();
    }

    @Test
    void aNegativeConditionAsksForOneThatIsDifferent() {
        assertThat(Shelf.names(admin, CENTERS, "models.name!=one", "name?=" + left + "," + right)).containsExactly(left, right);
        assertThat(Shelf.names(admin, CENTERS, "models.name!=three", "name?=" + left + "," + right)).containsExactly(left);
    }

    @Test
    void joinsMayFollowOneAnother() {
        assertThat(Shelf.names(admin, MODELS, "modelCenter.models.name=one")).contains("one", "two").doesNotContain("three");
        assertThat(Shelf.names(admin, CENTERS, "models.modelCenter.name=" + left)).containsExactly(left);
    }

    @Test
    void whatTheCallerMayNotSeeCannotBeProbedThroughAJoin() {
        var stranger = shelf.ordinary();
        shelf.put(leftCentre, Item.of("public-one").shared());
        assertThat(Shelf.names(stranger.client(), MODELS, "modelCenterUuid=" + leftCentre)).containsExactly("public-one");
        assertThat(Shelf.names(stranger.client(), MODELS, "name=public-one", "modelCenter.name~=L%")).isEmpty();
        assertThat(Shelf.names(stranger.client(), MODELS, "name=public-one", "modelCenter.uuid=" + leftCentre)).isEmpty();
        assertThat(Shelf.names(stranger.client(), MODELS, "name=public-one", "modelCenter.models.name=one")).isEmpty();
        assertThat(Shelf.names(admin, MODELS, "name=public-one", "modelCenter.uuid=" + leftCentre)).containsExactly("public-one");
    }

    @Test
    void everythingIsOneStatementHoweverManyConditions() {
        var models = new Selection<>(node.bean(EntityManager.class), QueryableModels.MODELS);
        var where = QueryableModels.MODELS.fields().matching(List.of("modelCenter.name=" + left, "__systemTag__!=AI::None",
                "modelCenter.models.name~=o%", "tagPattern.name!=x", "name?=one,two"),
                new Caller(DoorClient.ADMIN_UUID, true, DoorClient.ADMIN_UUID));
        var visible = QueryableModels.MODELS.visibleTo(new Caller(DoorClient.ADMIN_UUID, false, DoorClient.ADMIN_UUID));
        var order = QueryableModels.MODELS.fields().order("-size");
        assertThat(shelf.statements(() -> models.rows(where.and(visible), order, 0, 10))).isEqualTo(1);
        assertThat(shelf.statements(() -> models.count(where.and(visible)))).isEqualTo(1);
    }
}
