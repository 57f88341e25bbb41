package dev.weighbridge.inspect.card;

import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What the tokenizer's texts say: its class in transformers, the way it cuts words, and how many tokens it knows. */
final class Tokenizers {

    /** The largest that are published have some 34 MB, with 262,144 tokens and their merges. */
    private static final long MAX_BYTES = 64L << 20;

    private static final String CONFIG = "tokenizer_config.json";

    private static final String FAST = "tokenizer.json";

    private static final String SENTENCE_PIECE = "tokenizer.model";

    private Tokenizers() {}

    static void state(ModelFolder folder, FactSheet sheet) {
        JsonText config = JsonText.read(folder, CONFIG, Set.of("tokenizer_class"), sheet);
        if (config != null) {
            sheet.state(config.first("tokenizer", "", "tokenizer_class"));
        }
        sheet.state(fast(folder, sheet), sentencePiece(folder, sheet));
    }

    private static @Nullable Derivation fast(ModelFolder folder, FactSheet sheet) {
        if (!folder.has(FAST)) {
            return null;
        }
        try (OpenFile file = folder.open(FAST)) {
            return isTooLarge(file, sheet) ? null
                    : fact(VocabularyCount.read(file), FAST, "model.type and the entries of model.vocab in " + FAST);
        } catch (JacksonException broken) {
            int line = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr());
            sheet.find("'" + FAST + "' is not read: it is not valid JSON near line " + line + ".");
            return null;
        }
    }

    private static @Nullable Derivation sentencePiece(ModelFolder folder, FactSheet sheet) {
        if (!folder.has(SENTENCE_PIECE) || folder.has(FAST)) {
            return null;
        }
        try (OpenFile file = folder.open(SENTENCE_PIECE)) {
            return isTooLarge(file, sheet) ? null
                    : fact(SentencePieceCount.read(file), SENTENCE_PIECE, "pieces and trainer_spec.model_type of " + SENTENCE_PIECE);
        }
    }

    private static boolean isTooLarge(OpenFile file, FactSheet sheet) {
        if (file.size() > MAX_BYTES) {
            sheet.find("'" + file.path() + "' is not read: it is larger than " + MAX_BYTES + " bytes.");
            return true;
        }
        return false;
    }

    private static @Nullable Derivation fact(@Nullable Vocabulary vocabulary, String path, String rule) {
        return vocabulary == null ? null : new Derivation("vocabulary", vocabulary.words(), rule, path);
    }

    /** @param kind how words are cut, null if that is not said */
    record Vocabulary(@Nullable String kind, long tokens) {

        private String words() {
            return (kind == null ? "" : kind + ", ") + tokens + (tokens == 1 ? " token" : " tokens");
        }
    }
}
