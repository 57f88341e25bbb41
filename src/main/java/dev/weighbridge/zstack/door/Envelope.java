package dev.weighbridge.zstack.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a POST or PUT, whose types a {@link Shape} has checked. Texts are stripped of white space at both ends. */
public final class Envelope {

    private static final Shape TAGS = new Shape().lists("systemTags", "userTags");

    private final String name;

    private final ObjectNode fields;

    private final ObjectNode beside;

    private Envelope(String name, ObjectNode fields, ObjectNode beside) {
        this.name = name;
        this.fields = fields;
        this.beside = beside;
    }

    /**
     * Finds the first object of these names in a body.
     *
     * @param refusal how the answer's text begins when the body has none of them
     */
    static Envelope in(ObjectNode body, Shape shape, String refusal, List<String> names) {
        for (String name : names) {
            JsonNode found = body.get(name);
            if (found instanceof ObjectNode fields) {
                shape.check(fields);
                TAGS.check(fields);
                TAGS.check(body);
                return new Envelope(name, fields, body);
            }
            if (found != null && !found.isNull()) {
                throw Refusal.badRequest("invalid field[" + name + "], it must be an object");
            }
        }
        throw Refusal.badRequest(refusal + ": expected the object '" + String.join("' or '", names) + "'");
    }

    /** Under which of its names it was found. */
    public String name() {
        return name;
    }

    /** Whether the field was given, and is neither null nor a blank text nor an empty list or object. */
    public boolean has(String field) {
        JsonNode value = fields.get(field);
        return value != null && !value.isNull() && !(value.isContainer() ? value.isEmpty() : value.asString().isBlank());
    }

    /** Null if it was not given, is null or blank: Go's SDK sends {@code ""} for what nobody set. */
    @Nullable
    public String text(String field) {
        JsonNode value = fields.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        String text = (value.isArray() ? value.toString() : value.asString()).strip();
        return text.isEmpty() ? null : text;
    }

    /** @throws IngestionException INVALID_REQUEST if it was not given, or is blank */
    public String mandatory(String field) {
        String value = text(field);
        if (value == null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not run the call: the mandatory field[" + field
                    + "] is missing or blank. Give it a value and call again.");
        }
        return value;
    }

    @Nullable
    public Long longNumber(String field) {
        String value = text(field);
        return value == null ? null : Long.valueOf(value);
    }

    @Nullable
    public Integer integer(String field) {
        String value = text(field);
        return value == null ? null : Integer.valueOf(value);
    }

    @Nullable
    public Boolean flag(String field) {
        String value = text(field);
        return value == null ? null : Boolean.valueOf(value);
    }

    /** A field that is a JSON object, or a list of such. */
    @Nullable
    public JsonNode json(String field) {
        JsonNode value = fields.get(field);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    public List<String> texts(String field) {
        return texts(fields.get(field));
    }

    /** @throws IngestionException INVALID_REQUEST if it was not given, or is empty */
    public List<String> some(String field) {
        List<String> values = texts(field);
        if (values == null || values.isEmpty()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not run the call: the mandatory list field[" + field
                    + "] is missing or empty. Name one at least and call again.");
        }
        return values;
    }

    /** An object of texts; empty if it was not given, or is null. */
    public Map<String, String> map(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        if (fields.get(field) instanceof ObjectNode object) {
            object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asString().strip()));
        }
        return map;
    }

    /** System or user tags, which Java's SDK puts inside the envelope and everyone else beside it; beside wins, as at ZStack's server. */
    @Nullable
    public List<String> tags(String field) {
        List<String> outer = texts(beside.get(field));
        return outer == null ? texts(field) : outer;
    }

    private static @Nullable List<String> texts(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value.valueStream().map(element -> element.asString().strip()).toList();
    }
}
