package dev.weighbridge.zstack.door;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields of an envelope have which type. ZStack checks types before anything else and answers a wrong one with 400 and the field's name; fields
 * that are not listed are ignored, and a field that is null counts as absent.
 */
public final class Shape {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    /** Blank is what Go's SDK sends for what nobody set. */
    private static final Pattern FLAG = Pattern.compile("(?i)true|false|");

    private final Map<String, Type> types = new LinkedHashMap<>();

    private enum Type {
        TEXT, LONG, INTEGER, FLAG, TEXTS, TEXT_OR_LIST, MAP, OBJECT, OBJECTS
    }

    /** Text; numbers and booleans are taken as what they look like. */
    public Shape texts(String... fields) {
        return with(Type.TEXT, fields);
    }

    /** A whole number of 64 bits, or text that looks like one. */
    public Shape longs(String... fields) {
        return with(Type.LONG, fields);
    }

    /** A whole number of 32 bits, or text that looks like one. */
    public Shape integers(String... fields) {
        return with(Type.INTEGER, fields);
    }

    /** True or false, or text that says so. */
    public Shape flags(String... fields) {
        return with(Type.FLAG, fields);
    }

    /** A JSON object, whatever is in it. */
    public Shape objects(String... fields) {
        return with(Type.OBJECT, fields);
    }

    /** A list of JSON objects. */
    public Shape objectLists(String... fields) {
        return with(Type.OBJECTS, fields);
    }

    /** A list of texts. */
    public Shape lists(String... fields) {
        return with(Type.TEXTS, fields);
    }

    /** Text, or a list whose JSON text is taken. */
    public Shape textsOrLists(String... fields) {
        return with(Type.TEXT_OR_LIST, fields);
    }

    /** An object whose every value is a text. */
    public Shape maps(String... fields) {
        return with(Type.MAP, fields);
    }

    /** @throws Refusal 400, naming the first field whose value has another type */
    void check(ObjectNode envelope) {
        types.forEach((field, type) -> {
            JsonNode value = envelope.get(field);
            if (value != null && !value.isNull()) {
                check(field, type, value);
            }
        });
    }

    private Shape with(Type type, String... fields) {
        for (String field : fields) {
            types.put(field, type);
        }
        return this;
    }

    private static void check(String field, Type type, JsonNode value) {
        boolean fits = switch (type) {
            case TEXT -> value.isValueNode();
            case LONG -> isWhole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case INTEGER -> isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case FLAG -> value.isBoolean() || value.isString() && FLAG.matcher(value.stringValue().strip()).matches();
            case OBJECT -> value.isObject();
            case OBJECTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
            case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
            case TEXT_OR_LIST -> value.isValueNode() || value.isArray();
            case MAP -> value.isObject() && value.valueStream().allMatch(JsonNode::isString);
        };
        if (!fits) {
            throw Refusal.badRequest("invalid field[" + field + "], it must be " + expected(type));
        }
        checkText(field, value);
    }

    private static boolean isWhole(JsonNode value, long least, long most) {
        boolean looksNumeric = value.isIntegralNumber() || (value.isString() && WHOLE.matcher(value.stringValue().strip()).matches());
        if (!looksNumeric) {
            return false;
        }
        var number = new BigInteger(value.asString().strip());
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
    }

    private static void checkText(String field, JsonNode value) {
        boolean oddName = value.propertyStream().anyMatch(property -> !WellFormedText.is(property.getKey()));
        if (oddName || (value.isString() && !WellFormedText.is(value.stringValue()))) {
            throw Refusal.badRequest("invalid field[" + field + "], it holds a NUL character or half a surrogate pair");
        }
        value.valueStream().forEach(element -> checkText(field, element));
    }

    private static String expected(Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case LONG -> "a whole number of 64 bits";
            case INTEGER -> "a whole number of 32 bits";
            case FLAG -> "true or false";
            case OBJECT -> "an object";
            case OBJECTS -> "a list of objects";
            case TEXTS -> "a list of texts";
            case TEXT_OR_LIST -> "a text or a list";
            case MAP -> "an object of texts";
        };
    }
}
