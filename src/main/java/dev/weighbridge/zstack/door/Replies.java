package dev.weighbridge.zstack.door;

import java.util.List;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON bodies of answers. Those of APIs carry their schema map, which {@link #shown} takes out again for who did not ask for it. */
public final class Replies {

    private Replies() {}

    public static ObjectNode nothing() {
        return Json.object();
    }

    public static ObjectNode inventory(InventoryType type, Object inventory) {
        ObjectNode reply = Json.object();
        reply.set("inventory", Json.tree(inventory));
        return type.describe(reply);
    }

    /** Several, under the name that the API gives them: {@code inventories} or {@code results}. */
    public static ObjectNode all(String name, InventoryType type, List<?> records) {
        ObjectNode reply = Json.object();
        ArrayNode all = reply.putArray(name);
        records.forEach(each -> all.add(Json.tree(each)));
        return type.describe(reply);
    }

    static ObjectNode error(ErrorCode code, String details) {
        ObjectNode reply = Json.object();
        reply.putObject("error").put("code", code.code()).put("description", code.description()).put("details", details);
        return reply;
    }

    public static ObjectNode shown(ObjectNode reply, Call to) {
        if (!to.wantsSchema()) {
            reply.remove("schema");
        }
        return reply;
    }
}
