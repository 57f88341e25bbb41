package dev.weighbridge.zstack.door;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** The door's own reading and writing of JSON: nulls are left out, dates are {@link WireDate}s, what comes in is bounded. */
public final class Json {

    /** ZStack's envelopes are three levels deep; a model's {@code parameters} are text. */
    private static final int DEEPEST = 32;

    /** A list of a hundred thousand uuids fills the largest body. */
    private static final int MOST_TOKENS = 200_000;

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(64).maxNameLength(1024)
                            .maxTokenCount(MOST_TOKENS).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(any -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addSerializer(new DateWriter()))
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The JSON object of a record. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** An object that this door wrote itself. */
    public static ObjectNode stored(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    /**
     * The object that a caller sent.
     *
     * @throws Refusal 400 if it is no JSON object, or nested too deeply
     */
    static ObjectNode received(byte[] body) {
        try {
            JsonNode root = body.length == 0 ? null : MAPPER.readTree(body);
            if (root instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            var place = malformed.getLocation();
            String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
            throw Refusal.badRequest("the body is not valid JSON" + where + ": " + firstLine(malformed.getOriginalMessage()));
        }
        throw Refusal.badRequest("the body must be a JSON object");
    }

    /** Without Jackson's second place, whose text is about Jackson's settings. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", "");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static final class DateWriter extends StdSerializer<Instant> {

        DateWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(WireDate.format(value));
        }
    }
}
