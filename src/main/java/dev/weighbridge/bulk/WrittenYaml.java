package dev.weighbridge.bulk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * YAML or JSON as it was written: a tree whose scalars are all texts, so that a version {@code 1.10} does not become the number 1.1, and the line of
 * every place in it. What is wrong with it does not keep the parser from going on behind it.
 */
public final class WrittenYaml {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Characters of all keys and values, each with 16 for itself; more is no model. */
    private static final int LARGEST = 4 * RowForm.LONGEST;

    private final Map<JsonPointer, Integer> lines = new HashMap<>();

    private final JsonNode tree;

    private @Nullable BulkFileException wrong;

    private int size;

    /** Reads the document that the parser stands before. */
    public WrittenYaml(JsonParser parser) {
        this(parser, parser.nextToken());
    }

    private WrittenYaml(JsonParser parser, @Nullable JsonToken first) {
        this.tree = first == null ? NODES.nullNode() : read(parser, JsonPointer.empty());
    }

    /** Reads the value that the parser stands on. */
    static WrittenYaml here(JsonParser parser) {
        return new WrittenYaml(parser, parser.currentToken());
    }

    public JsonNode tree() {
        return tree;
    }

    /** @throws BulkFileException if a key stands twice in a mapping, or something refers to what stands elsewhere */
    WrittenYaml sound() throws BulkFileException {
        if (wrong != null) {
            throw wrong;
        }
        return this;
    }

    /** What {@link #sound()} would throw, with its line; null if nothing is wrong. */
    public @Nullable String fault() {
        return wrong == null ? null : wrong.getMessage();
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
    public int line(String pointer) {
        return lines.getOrDefault(JsonPointer.compile(pointer), 1);
    }

    private JsonNode read(JsonParser parser, JsonPointer at) {
        lines.putIfAbsent(at, line(parser));
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at);
            case START_ARRAY -> sequence(parser, at);
            case VALUE_NULL -> NODES.nullNode();
            default -> scalar(parser);
        };
    }

    private JsonNode scalar(JsonParser parser) {
        if (YamlParsers.isAlias(parser)) {
            isWrong(line(parser), "an alias is not read here; write the value itself");
        }
        String text = parser.getString();
        count(parser, text);
        return NODES.stringNode(text);
    }

    private JsonNode mapping(JsonParser parser, JsonPointer at) {
        var mapping = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonPointer key = at.appendProperty(name);
            int line = line(parser);
            if (lines.put(key, line) != null) {
                isWrong(line, "the key '" + name + "' stands there twice (Duplicate)");
            }
            count(parser, name);
            parser.nextToken();
            mapping.set(name, read(parser, key));
        }
        return mapping;
    }

    private JsonNode sequence(JsonParser parser, JsonPointer at) {
        var sequence = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count(parser, "");
            sequence.add(read(parser, at.appendIndex(sequence.size())));
        }
        return sequence;
    }

    private void isWrong(int line, String why) {
        if (wrong == null) {
            wrong = BulkFileException.at(line, why);
        }
    }

    private void count(JsonParser parser, String text) {
        size += text.length() + 16;
        if (size > LARGEST) {
            throw new StreamReadException(parser, "one value has more than " + LARGEST + " characters");
        }
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
