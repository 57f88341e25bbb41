package dev.weighbridge.inspect.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizersTest {

    @Test
    void readsTheClass() {
        assertThat(new FakeBlobs()
                .with("tokenizer_config.json",
                        "{\"added_tokens_decoder\":{\"0\":{\"content\":\"a\"}},\"tokenizer_class\":\"Qwen2Tokenizer\"}")
                .inspect().derivation("tokenizer"))
                .contains(
                        new Derivation("tokenizer", "Qwen2Tokenizer", "tokenizer_class of tokenizer_config.json", "tokenizer_config.json"));
    }

    /** The four models of the tokenizers library, as its serialization.rs writes them, and two of before it wrote the type. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', value = {
            "{\"type\":\"BPE\",\"dropout\":null,\"vocab\":{\"!\":0,\"a\":1,\"ab\":2},\"merges\":[\"a b\"]}; BPE, 3 tokens",
            "{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\",\"vocab\":{\"[PAD]\":0,\"##a\":1}}; WordPiece, 2 tokens",
            "{\"type\":\"WordLevel\",\"vocab\":{},\"unk_token\":\"u\"}; WordLevel, 0 tokens",
            "{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"<unk>\",0.0],[\"a\",-1.5]],\"byte_fallback\":false}; Unigram, 2 tokens",
            "{\"dropout\":null,\"vocab\":{\"a\":0},\"merges\":[]}; BPE, 1 token",
            "{\"unk_token\":\"u\",\"max_input_chars_per_word\":100,\"vocab\":{\"a\":0}}; WordPiece, 1 token",
            "{\"vocab\":{\"a\":0}}; 1 token", "{\"type\":\"BPE\"}; ", "{\"type\":\"BPE\",\"vocab\":1}; ", "[]; "})
    void countsTheVocabulary(String model, String words) {
        ModelFacts facts = tokenizer("{\"version\":\"1.0\",\"added_tokens\":[{\"id\":0,\"content\":\"x\"}],\"model\":" + model + "}");
        assertThat(facts.value("vocabulary")).isEqualTo(words);
        assertThat(facts.findings()).isEmpty();
    }

    @Test
    void readsNoFurtherThanTheVocabulary() {
        var blobs = new FakeBlobs().with("tokenizer.json", "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"broken"
                .getBytes(StandardCharsets.UTF_8), 50L << 20);
        assertThat(blobs.inspect().value("vocabulary")).isEqualTo("BPE, 1 token");
        assertThat(blobs.bytesRead).isLessThan(300_000);
    }

    @Test
    void aLargeVocabularyIsCountedInLittleMemory() {
        StringBuilder vocabulary = new StringBuilder("{\"model\":{\"type\":\"BPE\",\"vocab\":{");
        for (int i = 0; i < 1_000_000; i++) {
            vocabulary.append(i == 0 ? "\"" : ",\"").append(i).append("\":").append(i);
        }
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> tokenizer(vocabulary + "}}}")).value("vocabulary"))
                .isEqualTo("BPE, 1000000 tokens");
    }

    @Test
    void oneThatIsBrokenOrTooLargeIsAFinding() {
        assertThat(tokenizer("{\n\"model\": {\"vocab\": {\n\"a\": }}").findings())
                .containsExactly("'tokenizer.json' is not read: it is not valid JSON near line 3.");
        assertThat(new FakeBlobs().with("tokenizer.json", new byte[0], (64L << 20) + 1).inspect().findings())
                .containsExactly("'tokenizer.json' is not read: it is larger than 67108864 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"model\":{\"vocab\":{\"a\":{", "{\"model\":{\"vocab\":[", "{\"model\":", "\"",
            "{\"model\":{\"type\":\"", "1"})
    void aTokenizerOfAnyShapeIsReadInBoundedTime(String piece) {
        String text = piece.repeat(4_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tokenizer(text));
    }

    /** sentencepiece_model.proto by hand: field 1 is a piece {1: text, 2: score}, field 2 the trainer's specification {1: input, 3: model_type, 4: vocab_size}. */
    @Test
    void countsThePiecesOfSentencePiece() {
        Bytes model = Bytes.littleEndian().u8(0x0a).u8(8).u8(0x0a).u8(1).text("a").u8(0x15).u32(0)
                .u8(0x0a).u8(3).u8(0x0a).u8(1).text("b").u8(0x12).u8(7).u8(0x0a).u8(1).text("x").u8(0x18).u8(2).u8(0x20).u8(2);
        assertThat(sentencePiece(model.array()).derivation("vocabulary")).contains(new Derivation("vocabulary", "BPE, 2 tokens",
                "pieces and trainer_spec.model_type of tokenizer.model", "tokenizer.model"));
        assertThat(sentencePiece(Bytes.littleEndian().u8(0x0a).u8(3).u8(0x0a).u8(1).text("a").u8(0x12).u8(0).array()).value("vocabulary"))
                .as("the default of model_type").isEqualTo("Unigram, 1 token");
    }

    /** Llama 3's tokenizer.model is a list of base64 and numbers. */
    @Test
    void anotherFileOfThatNameSaysNothing() {
        assertThat(sentencePiece("IQ== 0\nIg== 1\n".getBytes(StandardCharsets.UTF_8)).derivations()).isEmpty();
        byte[][] broken = {{}, {0x0a}, {0x0a, 5, 1}, {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff,
                (byte) 0xff, (byte) 0xff, (byte) 0xff, 1}, {0x0a, 1, 0, 0x12, 2, 0x0a, 5}, {0x12, 1, 8}, {0x0b, 0}, {0, 0}, {0x09, 1},
                {0x0d, 1}};
        for (byte[] bytes : broken) {
            assertThat(sentencePiece(bytes).derivations()).isEmpty();
        }
    }

    private static ModelFacts tokenizer(String text) {
        return new FakeBlobs().with("tokenizer.json", text).inspect();
    }

    private static ModelFacts sentencePiece(byte[] bytes) {
        return new FakeBlobs().with("tokenizer.model", bytes).inspect();
    }
}
