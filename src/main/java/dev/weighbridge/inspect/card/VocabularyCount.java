package dev.weighbridge.inspect.card;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Counts the vocabulary in {@code tokenizer.json} of the tokenizers library (tokenizers/src/models/{bpe,wordpiece,wordlevel,unigram}/serialization.rs): an object of
 * token and number, or for Unigram a list of token and score. The file is read as it streams by, and only as far as that takes: the merges, half of it, come last.
 * Files of before 0.9 do not name the type; {@code merges} then tells BPE, {@code max_input_chars_per_word} WordPiece.
 */
final class VocabularyCount {

    /** As {@link JsonHead} reads, but without remembering each name of an object that has a name for each token. */
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(JsonHead.BOUNDS)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE).disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

    private final JsonParser json;

    private @Nullable String kind;

    private long tokens = -1;

    private VocabularyCount(JsonParser json) {
        this.json = json;
    }

    /**
     * Returns null if it says nothing of a vocabulary.
     *
     * @throws tools.jackson.core.JacksonException if what is read of it is broken
     */
    static Tokenizers.@Nullable Vocabulary read(OpenFile file) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), file.stream(0, file.size()))) {
            var count = new VocabularyCount(json);
            count.read();
            return count.tokens < 0 ? null : new Tokenizers.Vocabulary(count.kind, count.tokens);
        }
    }

    private void read() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isModel = json.currentName().equals("model");
            if (json.nextToken() == JsonToken.START_OBJECT && isModel) {
                model();
                return;
            }
            json.skipChildren();
        }
    }

    private void model() {
        while ((kind == null || tokens < 0) && json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" ->
                        kind = value == JsonToken.VALUE_STRING && json.getStringLength() <= FactSheet.MAX_LINE ? json.getString() : kind;
                case "merges" -> kind = "BPE";
                case "max_input_chars_per_word" -> kind = "WordPiece";
                case "vocab" -> tokens = entries(value);
                default -> {}
            }
            if (kind == null || tokens < 0) {
                json.skipChildren();
            }
        }
    }

    private long entries(JsonToken start) {
        long entries = 0;
        if (start == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                json.nextToken();
                json.skipChildren();
                entries++;
            }
        } else if (start == JsonToken.START_ARRAY) {
            kind = kind == null ? "Unigram" : kind;
            for (JsonToken next = json.nextToken(); next != null && next != JsonToken.END_ARRAY; next = json.nextToken()) {
                json.skipChildren();
                entries++;
            }
        } else {
            return -1;
        }
        return entries;
    }
}
