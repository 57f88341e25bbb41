package dev.weighbridge.zstack;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the {@code schema} map calls the objects in an answer. Java's SDK makes typed objects only of the paths it finds there, and throws a
 * NullPointerException for a path that is in the map but not in the answer.
 */
enum InventoryType {
    MODEL("org.zstack.ai.entity.ModelInventory"),
    MODEL_CENTER("org.zstack.ai.entity.ModelCenterInventory"),
    SESSION("org.zstack.header.identity.SessionInventory");

    private final String serverClass;

    InventoryType(String serverClass) {
        this.serverClass = serverClass;
    }

    String serverClass() {
        return serverClass;
    }

    /** Adds the map to an answer that has an {@code inventory}, {@code inventories}, or neither. */
    ObjectNode describe(ObjectNode answer) {
        ObjectNode schema = Json.object();
        JsonNode single = answer.get("inventory");
        if (single != null) {
            schema.put("inventory", serverClass);
        }
        JsonNode many = answer.get("inventories");
        for (int i = 0; many != null && i < many.size(); i++) {
            schema.put("inventories[" + i + "]", serverClass);
        }
        return answer.set("schema", schema);
    }
}
