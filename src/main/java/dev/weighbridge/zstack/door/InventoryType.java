package dev.weighbridge.zstack.door;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the {@code schema} map calls the objects in an answer. Java's SDK makes typed objects only of the paths it finds there, and throws a
 * NullPointerException for a path that is in the map but not in the answer.
 */
public enum InventoryType {
    MODEL_SERVICE_REF("org.zstack.ai.entity.ModelServiceRefInventory"),
    MODEL("org.zstack.ai.entity.ModelInventory", Map.of("modelServiceRefs", MODEL_SERVICE_REF)),
    MODEL_SERVICE_IMAGE("org.zstack.ai.entity.ModelServiceTemplateInventory"),
    MODEL_SERVICE("org.zstack.ai.entity.ModelServiceInventory",
            Map.of("modelServiceRefs", MODEL_SERVICE_REF, "modelServiceImages", MODEL_SERVICE_IMAGE)),
    MODEL_CENTER_SERVICE("org.zstack.ai.entity.ModelCenterServiceInventory"),
    MODEL_CENTER_CAPACITY("org.zstack.ai.entity.ModelCenterCapacityInventory"),
    MODEL_CENTER("org.zstack.ai.entity.ModelCenterInventory", Map.of("capacity", MODEL_CENTER_CAPACITY)),
    DATASET("org.zstack.ai.entity.DatasetInventory"),
    SYSTEM_TAG("org.zstack.header.tag.SystemTagInventory"),
    TAG_PATTERN("org.zstack.header.tag.TagPatternInventory"),
    USER_TAG("org.zstack.header.tag.UserTagInventory", Map.of("tagPattern", TAG_PATTERN)),
    ATTACH_TAG_RESULT("org.zstack.tag2.AttachTagResult", Map.of("inventory", USER_TAG)),
    SESSION("org.zstack.header.identity.SessionInventory"),
    ACCOUNT("org.zstack.header.identity.AccountInventory"),
    USER("org.zstack.header.identity.UserInventory"),
    QUOTA("org.zstack.header.identity.QuotaInventory"),
    QUOTA_USAGE("org.zstack.header.identity.Quota$QuotaUsage"),
    ACCESS_KEY("org.zstack.accessKey.AccessKeyInventory");

    private final String serverClass;

    @SuppressWarnings("ImmutableEnumChecker") // it is one of Map.of
    private final Map<String, InventoryType> inside;

    InventoryType(String serverClass) {
        this(serverClass, Map.of());
    }

    /** @param inside the fields that hold an inventory, or a list of such */
    InventoryType(String serverClass, Map<String, InventoryType> inside) {
        this.serverClass = serverClass;
        this.inside = inside;
    }

    public String serverClass() {
        return serverClass;
    }

    /** Adds the map to an answer that has an {@code inventory}, {@code inventories}, {@code results}, {@code usages}, or none of them. */
    ObjectNode describe(ObjectNode answer) {
        return describe(answer, "inventory", "inventories", "results", "usages");
    }

    /** Adds the map to an answer whose inventories are in these fields. */
    public ObjectNode describe(ObjectNode answer, String... fields) {
        ObjectNode schema = Json.object();
        for (String field : fields) {
            describe(field, answer.get(field), schema);
        }
        return answer.set("schema", schema);
    }

    /** Parents before what is in them, and nothing that is not there. */
    private void describe(String path, @Nullable JsonNode found, ObjectNode schema) {
        if (found instanceof ArrayNode many) {
            for (int i = 0; i < many.size(); i++) {
                describe(path + "[" + i + "]", many.get(i), schema);
            }
        } else if (found instanceof ObjectNode single) {
            schema.put(path, serverClass);
            inside.forEach((field, type) -> type.describe(path + "." + field, single.get(field), schema));
        }
    }
}
