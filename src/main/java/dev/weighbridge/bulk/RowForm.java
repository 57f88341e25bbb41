package dev.weighbridge.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes rows of what was written: fills in the list's defaults, and checks keys, forms and what no model can do without. */
final class RowForm {

    /** The longest row, in characters of its JSON: what a column holds. */
    static final int LONGEST = 1_000_000;

    /** What the decoder puts in the place of bytes that are no UTF-8. */
    private static final char NO_CHARACTER = '\uFFFD';

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final Set<String> KEYS = Arrays.stream(BulkRow.class.getRecordComponents()).map(component -> component.getName())
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PRIORITIES = Set.of("urgent", "high", "normal", "low");

    private final ObjectNode defaults;

    private RowForm(ObjectNode defaults) {
        this.defaults = defaults;
    }

    /** Without defaults. */
    static RowForm plain() {
        return new RowForm(JsonNodeFactory.instance.objectNode());
    }

    /**
     * With defaults for what a row does not say; these give way to earlier ones where both say something.
     *
     * @throws BulkFileException if they are not of a row's form
     */
    RowForm with(ObjectNode more, ToIntFunction<List<JacksonException.Reference>> line) throws BulkFileException {
        ObjectNode all = more.deepCopy();
        all.setAll(defaults);
        priority(value(more, line), line);
        return new RowForm(all);
    }

    /** Whether a row may have this key. */
    static boolean knows(String key) {
        return KEYS.contains(key);
    }

    static String keys() {
        return KEYS.stream().sorted().collect(Collectors.joining(", "));
    }

    /**
     * Makes a row.
     *
     * @param given scalars are texts; an empty text is as good as none
     * @param line tells where a path of the row was written
     */
    BulkRow read(ObjectNode given, ToIntFunction<List<JacksonException.Reference>> line) throws BulkFileException {
        ObjectNode filled = defaults.deepCopy();
        filled.setAll(given);
        BulkRow row = value(filled, line);
        text(given.toString(), line);
        require(row.name(), "name", line);
        require(row.installPath(), "installPath", line);
        priority(row, line);
        return row;
    }

    private static BulkRow value(ObjectNode written, ToIntFunction<List<JacksonException.Reference>> line) throws BulkFileException {
        if (written.path("recommendedGpuNum").isArray()) {
            written.put("recommendedGpuNum", StreamSupport.stream(written.path("recommendedGpuNum").spliterator(), false)
                    .map(JsonNode::asString).collect(Collectors.joining(",")));
        }
        try {
            return JSON.treeToValue(written, BulkRow.class);
        } catch (JacksonException misfit) {
            throw BulkFileException.misfit(misfit, line);
        }
    }

    private static void text(String json, ToIntFunction<List<JacksonException.Reference>> line) throws BulkFileException {
        if (json.length() > LONGEST) {
            throw BulkFileException.at(line.applyAsInt(List.of()), "it is longer than " + LONGEST + " characters");
        }
        if (json.indexOf(NO_CHARACTER) >= 0) {
            throw BulkFileException.at(line.applyAsInt(List.of()), "it has bytes that are no UTF-8; save the list as UTF-8");
        }
    }

    private static void require(@Nullable String value, String key, ToIntFunction<List<JacksonException.Reference>> line)
            throws BulkFileException {
        if (value == null || value.isBlank()) {
            throw BulkFileException.at(line.applyAsInt(List.of()), "a model needs the key '" + key + "'");
        }
    }

    private static void priority(BulkRow row, ToIntFunction<List<JacksonException.Reference>> line) throws BulkFileException {
        if (row.priority() != null && !PRIORITIES.contains(row.priority().toLowerCase(Locale.ROOT))) {
            throw BulkFileException.at(line.applyAsInt(List.of(new JacksonException.Reference(null, "priority"))),
                    "'priority' must be urgent, high, normal or low");
        }
    }
}
