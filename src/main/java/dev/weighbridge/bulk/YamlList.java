package dev.weighbridge.bulk;

import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a YAML list ({@code kind: bulk}) row by row. What is said of all rows stands before them. */
final class YamlList {

    private static final String MODELS = "models";

    private static final String KNOWN = "centre, defaults, from, kind, models, name";

    private static final Set<String> BEFORE = Set.of("kind", "name", "centre", "defaults", "from");

    private static final Set<String> OF_CENTRE = Set.of("name", "url", "description", "parameters");

    private final JsonParser parser;

    private final ListTaker taker;

    private final Map<String, WrittenYaml> before = new HashMap<>();

    private final Map<String, Integer> lines = new HashMap<>();

    private RowForm form;

    private boolean hasHead;

    private YamlList(JsonParser parser, RowForm form, ListTaker taker) {
        this.parser = parser;
        this.form = form;
        this.taker = taker;
    }

    /**
     * Reads all of it.
     *
     * @param form with the defaults that the list's own give way to
     * @return what rows that stand in another file have to look like
     * @throws BulkFileException if it is no list, with the line. A row that is wrong is handed on as such; where it is no YAML from some row on,
     *     the last row says so
     */
    static RowForm read(Reader text, RowForm form, ListTaker taker) throws BulkFileException {
        try (JsonParser parser = YamlParsers.of(text)) {
            var list = new YamlList(parser, form, taker);
            list.run();
            return list.form;
        } catch (JacksonException malformed) {
            throw BulkFileException.malformed(malformed);
        }
    }

    private void run() throws BulkFileException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw BulkFileException.at(1, first == null ? "its kind must be 'bulk'" : "the list must be a mapping of keys to values");
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            if (!seen.add(key)) {
                throw BulkFileException.at(line, "the key '" + key + "' stands there twice (Duplicate)");
            }
            parser.nextToken();
            if (!key(key, line)) {
                return;
            }
        }
        if (parser.nextToken() != null) {
            throw BulkFileException.at(parser.currentTokenLocation().getLineNr(), "a second document begins, where one is allowed");
        }
        if (!hasHead) {
            head(1);
        }
    }

    /** Whether there may be more. */
    private boolean key(String key, int line) throws BulkFileException {
        if (key.equals(MODELS)) {
            head(line);
            return rows(line);
        }
        if (!BEFORE.contains(key)) {
            throw BulkFileException.at(line, BulkFileException.unknownKey(key, KNOWN));
        }
        if (hasHead) {
            throw BulkFileException.at(line, "'" + key + "' must stand before 'models', because models are read one after the other");
        }
        lines.put(key, line);
        before.put(key, WrittenYaml.here(parser).sound());
        return true;
    }

    private void head(int line) throws BulkFileException {
        hasHead = true;
        if (!Objects.equals(text("kind"), "bulk")) {
            throw BulkFileException.at(lines.getOrDefault("kind", 1), "its kind must be 'bulk'");
        }
        String from = text("from");
        boolean hasRows = parser.currentToken() != null && parser.currentToken() != JsonToken.END_OBJECT;
        if (hasRows == (from != null)) {
            throw BulkFileException.at(line, hasRows ? "it has 'models' and 'from'; it needs one of them"
                    : "it needs a list of models with at least one model, or 'from'");
        }
        WrittenYaml defaults = before.get("defaults");
        if (defaults != null && !defaults.tree().isNull()) {
            if (!(defaults.tree() instanceof ObjectNode given)) {
                throw BulkFileException.at(lines.getOrDefault("defaults", 1), "'defaults' must be a mapping of keys to values");
            }
            form = form.with(given, defaults::line);
        }
        taker.head(new ListHead(text("name"), centre(before.get("centre")), from));
    }

    private @Nullable String text(String key) throws BulkFileException {
        WrittenYaml written = before.get(key);
        if (written == null || written.tree().isNull()) {
            return null;
        }
        if (!written.tree().isString()) {
            throw BulkFileException.at(lines.getOrDefault(key, 1), "'" + key + "' must be a text");
        }
        return written.tree().stringValue();
    }

    private ListHead.@Nullable Centre centre(@Nullable WrittenYaml written) throws BulkFileException {
        if (written == null) {
            return null;
        }
        JsonNode tree = written.tree();
        int line = lines.getOrDefault("centre", 1);
        if (!tree.isObject()) {
            throw BulkFileException.at(line, "'centre' must be a mapping of keys to values");
        }
        for (var field : tree.properties()) {
            int at = written.line(List.of(new JacksonException.Reference(null, field.getKey())));
            if (!OF_CENTRE.contains(field.getKey())) {
                throw BulkFileException.at(at, BulkFileException.unknownKey(field.getKey(), "description, name, parameters, url"));
            }
            if (!field.getValue().isString() && !field.getValue().isNull()) {
                throw BulkFileException.at(at, "'" + field.getKey() + "' must be a text");
            }
        }
        String name = tree.path("name").asString("");
        String url = tree.path("url").asString("");
        if (name.isBlank() || url.isBlank()) {
            throw BulkFileException.at(line, "it needs a centre with a name and a url");
        }
        return new ListHead.Centre(name, url, tree.path("description").asStringOpt().orElse(null),
                tree.path("parameters").asStringOpt().orElse(null));
    }

    /** Whether there may be more behind them. */
    private boolean rows(int line) throws BulkFileException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw BulkFileException.at(line, parser.currentToken() == JsonToken.VALUE_NULL
                    ? "it needs a list of models with at least one model" : "'models' must be a list");
        }
        int count = 0;
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                taker.row(row());
                count++;
            }
        } catch (JacksonException malformed) {
            if (count == 0) {
                throw malformed;
            }
            BulkFileException end = BulkFileException.malformed(malformed);
            taker.row(ReadRow.bad(end.line(), null, "here the YAML ends to make sense, and nothing behind it was read: " + end.why()));
            return false;
        }
        if (count == 0) {
            throw BulkFileException.at(line, "it needs a list of models with at least one model");
        }
        return true;
    }

    private ReadRow row() {
        int line = parser.currentTokenLocation().getLineNr();
        WrittenYaml written = WrittenYaml.here(parser);
        String name = written.tree().path("name").asStringOpt().orElse(null);
        try {
            if (written.sound().tree() instanceof ObjectNode given) {
                return ReadRow.of(line, form.read(given, written::line));
            }
            return ReadRow.bad(line, null, written.tree().asString("").isBlank() && !written.tree().isArray()
                    ? "a model is empty" : "a model must be a mapping of keys to values");
        } catch (BulkFileException wrong) {
            return ReadRow.bad(wrong.line(), name, wrong.why());
        }
    }
}
