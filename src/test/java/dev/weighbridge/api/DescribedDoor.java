package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as a judge of answers. It is stricter than the document is with clients: a field that the document does not know is a fault here.
 */
final class DescribedDoor {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");

    private final JsonNode document;

    private final JsonNode strict;

    /** By method and path, as {@code GET /api/v1/models/{uuid}}. */
    private final Map<String, Operation> operations = new TreeMap<>();

    private DescribedDoor(JsonNode document) {
        this.document = document;
        this.strict = strict(document);
        document.at("/paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            String name = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
            operations.put(name, new Operation(name, method.getValue()));
        }));
    }

    /** An operation as it is described. */
    record Operation(String name, JsonNode described) {

        String method() {
            return name.substring(0, name.indexOf(' '));
        }

        /** With placeholders, from the root. */
        String path() {
            return name.substring(name.indexOf(' ') + 1);
        }

        /** The path may have slashes where it ends. */
        boolean serves(String method, String path) {
            String text = PLACEHOLDER.matcher(path()).replaceAll(found -> found.group(1).equals("path") ? ".+" : "[^/]+");
            return (method.equals("HEAD") ? "GET" : method).equals(method()) && path.matches(text);
        }
    }

    static DescribedDoor ours() {
        return Ours.DOOR;
    }

    private static final class Ours {

        private static final DescribedDoor DOOR = new DescribedDoor(
                JsonMapper.shared().readTree(new OpenApiDocument(JsonMapper.shared()).json()));
    }

    Map<String, Operation> operations() {
        return operations;
    }

    JsonNode document() {
        return document;
    }

    /** What is not described may only be refused; what is described is answered as it is described. */
    void check(String method, String pathAndQuery, ApiClient.Reply reply) {
        String path = pathAndQuery.replaceAll("\\?.*", "");
        Optional<Operation> operation = operations.values().stream().filter(one -> one.serves(method, path))
                .min(Comparator.comparingLong(one -> PLACEHOLDER.matcher(one.path()).results().count()));
        String call = method + " " + path + " " + reply.status();
        if (operation.isEmpty()) {
            assertThat(reply.status()).as(call + " is not in the OpenAPI document").isGreaterThanOrEqualTo(400);
            return;
        }
        JsonNode responses = operation.get().described().at("/responses");
        JsonNode response = resolved(responses.path(responses.has("" + reply.status()) ? "" + reply.status() : "default"));
        assertThat(reply.status() < 400 && !responses.has("" + reply.status())).as(call + " is no answer of the OpenAPI document")
                .isFalse();
        if (!reply.body().isEmpty() && !method.equals("HEAD")) {
            checkBody(call, response, reply);
        }
    }

    private void checkBody(String call, JsonNode response, ApiClient.Reply reply) {
        String type = reply.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode media = response.path("content").path(type);
        assertThat(media.isObject()).as(call + " is answered as " + type).isTrue();
        if (type.endsWith("json")) {
            assertThat(faults(media.path("schema"), reply.json())).as(call + " " + reply.body()).isEmpty();
        }
    }

    /** What of the value is not as the schema says. */
    String faults(JsonNode schema, JsonNode value) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.set("components", strict.path("components"));
        root.set("$ref", schema.path("$ref"));
        Schema judge = SCHEMAS.getSchema(root);
        return String.join("\n", judge.validate(value).stream().map(String::valueOf).toList());
    }

    /** Follows a reference within the document. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static JsonNode strict(JsonNode document) {
        JsonNode copy = document.deepCopy();
        copy.at("/components/schemas").forEach(schema -> {
            if (schema.has("properties") && schema instanceof ObjectNode object && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        });
        return copy;
    }
}
