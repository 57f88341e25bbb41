package dev.weighbridge.cli.server;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a server has answered; what is missing or null is nothing. */
public final class Fields {

    private Fields() {}

    /** @return the empty text if it is not there */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    /** @return null if it is not there */
    public static @Nullable Long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? (Long) value.asLong() : null;
    }

    /** @return 0 if it is not there */
    public static long count(JsonNode node, String field) {
        return node.path(field).asLong(0);
    }

    /** The reason of a failure {kind, message}; the empty text if it has not failed. */
    public static String failure(JsonNode node) {
        return text(node.path("failure"), "message");
    }
}
