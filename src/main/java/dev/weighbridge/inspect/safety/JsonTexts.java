package dev.weighbridge.inspect.safety;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * The texts of a JSON document with the members that they stand in. As forgiving as Python's {@code json.load}, which takes duplicate names and NaN: what
 * that reads must not go unseen here.
 */
final class JsonTexts {

    /** More than any configuration or tokenizer_config.json has; tokenizer.json and indexes are not asked for. */
    static final long MAX_BYTES = 16L << 20;

    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(JsonHead.BOUNDS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

    private JsonTexts() {}

    /** Takes a text. */
    @FunctionalInterface
    interface Taker {

        /**
         * @param members the names from the root to the text, those of lists left out; only valid during the call
         * @param text a string, or {@code true}
         * @param isInList whether it is one of a list
         */
        void take(List<String> members, String text, boolean isInList);
    }

    /** Gives all texts to {@code taker}, and says whether the document could be read to its end. */
    static boolean read(OpenFile file, Taker taker) {
        if (file.size() > MAX_BYTES) {
            return false;
        }
        try (InputStream bytes = file.stream(0, file.size()); JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            walk(json, taker);
            return true;
        } catch (JacksonException broken) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether one of these words, in lower case, is anywhere in the bytes, or escapes that may stand for one. For what could not be read. */
    static boolean mayHold(OpenFile file, String... words) {
        if (file.size() > MAX_BYTES) {
            return true;
        }
        try (InputStream bytes = file.stream(0, file.size())) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (text.contains(word)) {
                    return true;
                }
            }
            return text.contains("\\u00") || text.indexOf('\0') >= 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void walk(JsonParser json, Taker taker) {
        List<String> members = new ArrayList<>();
        List<String> shown = Collections.unmodifiableList(members);
        int open = 0;
        do {
            JsonToken token = json.nextToken();
            if (token == null) {
                return;
            }
            switch (token) {
                case START_OBJECT -> members.add("");
                case PROPERTY_NAME -> members.set(members.size() - 1, json.currentName());
                case END_OBJECT -> members.removeLast();
                case VALUE_STRING -> taker.take(shown, json.getString(), json.streamReadContext().inArray());
                case VALUE_TRUE -> taker.take(shown, "true", false);
                default -> {}
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0);
    }
}
