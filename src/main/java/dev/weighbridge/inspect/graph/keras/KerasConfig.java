package dev.weighbridge.inspect.graph.keras;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import dev.weighbridge.inspect.head.JsonHead;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** The JSON that describes a model of Keras, read as a stream: each object in it that stands for an object of Python is told about, the inner ones first. */
final class KerasConfig {

    /** Python writes infinity and what is not a number as words. */
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(JsonHead.BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

    private final Deque<KerasObject> open = new ArrayDeque<>();

    private final Consumer<KerasObject> each;

    private KerasConfig(Consumer<KerasObject> each) {
        this.each = each;
    }

    /**
     * Reads one JSON document.
     *
     * @param each is told of every object with a {@code class_name}
     * @return the outermost object, or null if the document is none
     * @throws JacksonException if it is broken, or nested deeper than {@link JsonHead#BOUNDS} lets it be
     */
    static @Nullable KerasObject read(InputStream json, Consumer<KerasObject> each) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return new KerasConfig(each).document(parser);
        }
    }

    private @Nullable KerasObject document(JsonParser json) {
        KerasObject outermost = null;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        open.push(new KerasObject(""));
        while (!open.isEmpty()) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                open.push(new KerasObject(member(json)));
            } else if (token == JsonToken.END_OBJECT) {
                outermost = open.pop();
                close(outermost);
            } else if (token == JsonToken.VALUE_STRING) {
                open.getFirst().take(member(json), json.getString());
            }
        }
        return outermost;
    }

    /** The name that the current value has in the object around it, or of the list that it is in. */
    private static String member(JsonParser json) {
        var context = json.streamReadContext();
        boolean isObjectItself = json.currentToken() == JsonToken.START_OBJECT;
        if (isObjectItself && context.getParent() != null) {
            context = context.getParent();
        }
        if (!context.inObject() && context.getParent() != null) {
            return "";
        }
        String name = context.currentName();
        return name == null ? "" : name;
    }

    private void close(KerasObject object) {
        KerasObject around = open.peek();
        if (around != null) {
            around.takeInner(object);
        }
        if (object.isClass()) {
            each.accept(object);
        }
    }
}
