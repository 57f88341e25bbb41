package dev.weighbridge.inspect.head;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The few members that are wanted of a JSON or YAML document, as they are written: {@code version: 1.10} stays {@code 1.10}. A name with dots,
 * {@code text_config.dtype}, is a member of a member; only what is wanted is gone into, so no document decides how deep. Scalars and lists of scalars are taken, everything else is passed by without being kept;
 * a YAML alias is never followed, so nothing can expand.
 */
public final class Outline {

    /** More than any model has layers. */
    private static final int MAX_LIST = 1024;

    private final Map<String, List<String>> members = new HashMap<>();

    private final Set<String> wanted;

    /** The members, with their dot, in which something is wanted. */
    private final Set<String> parents = new HashSet<>();

    private Outline(Set<String> wanted) {
        this.wanted = wanted;
        for (String name : wanted) {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                parents.add(name.substring(0, dot + 1));
            }
        }
    }

    /** @throws tools.jackson.core.JacksonException if the document is broken, or is no object */
    public static Outline read(JsonParser document, Set<String> wanted) {
        var outline = new Outline(wanted);
        if (document.nextToken() == JsonToken.START_OBJECT) {
            outline.object(document, "");
        }
        return outline;
    }

    @Nullable
    public String text(String name) {
        List<String> values = members.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> list(String name) {
        return members.getOrDefault(name, List.of());
    }

    private void object(JsonParser document, String prefix) {
        while (document.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + document.currentName();
            JsonToken value = document.nextToken();
            if (wanted.contains(name)) {
                members.put(name, values(document, value));
            } else if (value == JsonToken.START_OBJECT && parents.contains(name + ".")) {
                object(document, name + ".");
            } else {
                document.skipChildren();
            }
        }
    }

    private static List<String> values(JsonParser document, JsonToken value) {
        List<String> values = new ArrayList<>();
        if (value == JsonToken.START_ARRAY) {
            while (document.nextToken() != JsonToken.END_ARRAY && document.currentToken() != null) {
                take(document, values);
            }
        } else {
            take(document, values);
        }
        return List.copyOf(values);
    }

    private static void take(JsonParser document, List<String> values) {
        JsonToken token = document.currentToken();
        boolean isAlias = document instanceof YAMLParser yaml && yaml.isCurrentAlias();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && !isAlias && values.size() < MAX_LIST) {
            values.add(document.getString());
        }
        document.skipChildren();
    }
}
