package dev.weighbridge.zstack.door;

import java.util.List;
import java.util.Optional;

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

    /** An answer that is a list under a name of its own. */
    public static ObjectNode list(InventoryType type, String name, List<?> elements) {
        ObjectNode reply = Json.object();
        elements.forEach(element -> reply.withArray(name).add(Json.tree(element)));
        return type.describe(reply);
    }

    /** The uuid of the inventory in an answer, if there is one. */
    static Optional<String> uuid(ObjectNode reply) {
        return reply.at("/inventory/uuid").asStringOpt();
    }

    /** The code of an error that this door wrote. */
    static String code(ObjectNode error) {
        return error.at("/error/code").asString();
    }

    public static ObjectNode shown(ObjectNode reply, Call to) {
        if (!to.wantsSchema()) {
            reply.remove("schema");
        }
        return reply;
    }
}
