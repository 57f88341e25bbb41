package dev.weighbridge.source;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads what the small files say that tell which weights belong together. Other people wrote them: null stands for one that is not understood. */
final class IndexFile {

    /** The largest index that is read, in bytes; that of a model with 671 billion parameters has 9 MB. */
    static final int MAX_BYTES = 64 << 20;

    private static final int MAX_NAMES = 100_000;

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(64)
            .maxNameLength(64 * 1024).maxStringLength(1024 * 1024).build();

    /** Without a table of names, which takes more than linear time for many of them. */
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(BOUNDS)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

    private IndexFile() {}

    /** The different files that transformers' {@code {"weight_map": {"<tensor>": "<file>"}}} names, relative to the index's folder. */
    static @Nullable Set<String> shards(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Set<String> shards = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isMap = parser.currentName().equals("weight_map");
                if (parser.nextToken() == JsonToken.START_OBJECT && isMap) {
                    shards = values(parser);
                } else {
                    parser.skipChildren();
                }
            }
            return shards == null || shards.isEmpty() || shards.size() > MAX_NAMES ? null : shards;
        } catch (JacksonException broken) {
            return null;
        }
    }

    /** The components of diffusers' {@code model_index.json}, each the name of a folder beside it. */
    static @Nullable Set<String> components(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Set<String> names = new LinkedHashSet<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME && names.size() <= MAX_NAMES) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            return names;
        } catch (JacksonException broken) {
            return null;
        }
    }

    private static Set<String> values(JsonParser parser) {
        Set<String> values = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && values.size() <= MAX_NAMES) {
                values.add(parser.getString());
            }
            parser.skipChildren();
        }
        return values;
    }
}
