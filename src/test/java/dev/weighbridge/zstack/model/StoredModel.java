package dev.weighbridge.zstack.model;

import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestNode;
import org.jspecify.annotations.Nullable;

/** Models that are in the inventory without having been imported. */
final class StoredModel {

    private StoredModel() {}

    static String of(TestNode node, String account, String centre, String name, String version) {
        return of(node, account, centre, name, version, null);
    }

    static String of(TestNode node, String account, String centre, String name, String version, @Nullable String shareMode) {
        var given = new GivenFields(name, "/stored/" + name, centre, null, null, null, null, null, null, version, null, null, null, null,
                shareMode, null, null, null, null, null, null);
        var derived = List.of(new Derivation("vendor", "Somebody", "the card says so", "README.md"));
        var weighed = new WeighedModel("ab".repeat(32), 1000, version, null, derived, List.of(), List.of());
        String uuid = ResourceUuid.random();
        node.inTransaction(
                () -> node.bean(Inventory.class).add(new NewModel(uuid, account, "Custom", given, weighed, List.of())));
        return uuid;
    }
}
