package dev.weighbridge.bulk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A YAML document as it was written: a tree whose scalars are all texts, so that a version {@code 1.10} does not become the number 1.1, and the line of
 * every place in it.
 */
final class WrittenYaml {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<JsonPointer, Integer> lines = new HashMap<>();

    private final JsonNode tree;

    /** Reads the document that the parser stands before. */
    WrittenYaml(JsonParser parser) {
        this.tree = parser.nextToken() == null ? NODES.nullNode() : read(parser, JsonPointer.empty());
    }

    JsonNode tree() {
        return tree;
    }

    /** The line, counted from 1, of the innermost place on this path that was written: of a key that is missing, its mapping's. */
    int line(List<JacksonException.Reference> path) {
        JsonPointer at = JsonPointer.empty();
        int line = lines.getOrDefault(at, 1);
        for (JacksonException.Reference step : path) {
            String key = step.getPropertyName();
            at = key == null ? at.appendIndex(step.getIndex()) : at.appendProperty(key);
            line = lines.getOrDefault(at, line);
        }
        return line;
    }

    /** As {@link #line(List)}, of a pointer such as {@code /models/0}. */
    int line(String pointer) {
        return lines.getOrDefault(JsonPointer.compile(pointer), 1);
    }

    private JsonNode read(JsonParser parser, JsonPointer at) {
        lines.putIfAbsent(at, parser.currentTokenLocation().getLineNr());
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at);
            case START_ARRAY -> sequence(parser, at);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.stringNode(parser.getString());
        };
    }

    private JsonNode mapping(JsonParser parser, JsonPointer at) {
        var mapping = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            JsonPointer key = at.appendProperty(parser.currentName());
            lines.put(key, parser.currentTokenLocation().getLineNr());
            String name = parser.currentName();
            parser.nextToken();
            mapping.set(name, read(parser, key));
        }
        return mapping;
    }

    private JsonNode sequence(JsonParser parser, JsonPointer at) {
        var sequence = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sequence.add(read(parser, at.appendIndex(sequence.size())));
        }
        return sequence;
    }
}
