package dev.weighbridge.samples;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A BertForMaskedLM in float32, one file; its decoder is tied to the word embeddings and so not stored. Names and shapes are those of transformers'
 * modeling_bert.py.
 */
final class TinyBert {

    private static final int VOCABULARY = 128;

    private static final int POSITIONS = 64;

    private static final int HIDDEN = 32;

    private static final int FEED_FORWARD = 64;

    private static final int LAYERS = 2;

    private final SafetensorsFile model = new SafetensorsFile();

    private final TinyWeights weights;

    private TinyBert(long seed) {
        this.weights = new TinyWeights(seed);
    }

    /** @param version differs in weights and card; the other files are the same bytes in all versions */
    static Map<String, byte[]> files(String version, long seed) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("model.safetensors", new TinyBert(seed).model());
        files.put("config.json", text(CONFIG));
        files.put("vocab.txt", text(vocabulary()));
        files.put("tokenizer_config.json", text(TOKENIZER_CONFIG));
        files.put("README.md", text(CARD.formatted(version)));
        return files;
    }

    private byte[] model() {
        model.add("bert.embeddings.word_embeddings.weight", "F32", weights.f32(VOCABULARY * HIDDEN), VOCABULARY, HIDDEN);
        model.add("bert.embeddings.position_embeddings.weight", "F32", weights.f32(POSITIONS * HIDDEN), POSITIONS, HIDDEN);
        model.add("bert.embeddings.token_type_embeddings.weight", "F32", weights.f32(2 * HIDDEN), 2, HIDDEN);
        norm("bert.embeddings.LayerNorm");
        for (int layer = 0; layer < LAYERS; layer++) {
            layer("bert.encoder.layer." + layer + ".");
        }
        model.add("cls.predictions.bias", "F32", weights.f32(VOCABULARY), VOCABULARY);
        linear("cls.predictions.transform.dense", HIDDEN, HIDDEN);
        norm("cls.predictions.transform.LayerNorm");
        return model.bytes();
    }

    private void layer(String prefix) {
        linear(prefix + "attention.self.query", HIDDEN, HIDDEN);
        linear(prefix + "attention.self.key", HIDDEN, HIDDEN);
        linear(prefix + "attention.self.value", HIDDEN, HIDDEN);
        linear(prefix + "attention.output.dense", HIDDEN, HIDDEN);
        norm(prefix + "attention.output.LayerNorm");
        linear(prefix + "intermediate.dense", FEED_FORWARD, HIDDEN);
        linear(prefix + "output.dense", HIDDEN, FEED_FORWARD);
        norm(prefix + "output.LayerNorm");
    }

    private void linear(String name, int out, int in) {
        model.add(name + ".weight", "F32", weights.f32(out * in), out, in);
        model.add(name + ".bias", "F32", weights.f32(out), out);
    }

    private void norm(String name) {
        model.add(name + ".weight", "F32", TinyWeights.ones(HIDDEN, false), HIDDEN);
        model.add(name + ".bias", "F32", new byte[4 * HIDDEN], HIDDEN);
    }

    private static String vocabulary() {
        StringBuilder lines = new StringBuilder("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
        int count = 5;
        for (char c = '!'; c <= '~'; c++) {
            if (c < 'A' || c > 'Z') {
                lines.append(c).append('\n');
                count++;
            }
        }
        for (char c = 'a'; c <= 'z' && count < VOCABULARY; c++, count++) {
            lines.append("##").append(c).append('\n');
        }
        for (int i = 0; count < VOCABULARY; i++, count++) {
            lines.append("[unused").append(i).append("]\n");
        }
        return lines.toString();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String CONFIG = """
            {
              "architectures": [
                "BertForMaskedLM"
              ],
              "attention_probs_dropout_prob": 0.1,
              "hidden_act": "gelu",
              "hidden_dropout_prob": 0.1,
              "hidden_size": 32,
              "initializer_range": 0.02,
              "intermediate_size": 64,
              "layer_norm_eps": 1e-12,
              "max_position_embeddings": 64,
              "model_type": "bert",
              "num_attention_heads": 4,
              "num_hidden_layers": 2,
              "pad_token_id": 0,
              "position_embedding_type": "absolute",
              "torch_dtype": "float32",
              "transformers_version": "4.51.0",
              "type_vocab_size": 2,
              "use_cache": true,
              "vocab_size": 128
            }
            """;

    private static final String TOKENIZER_CONFIG = """
            {
              "do_lower_case": true,
              "model_max_length": 64,
              "tokenizer_class": "BertTokenizer"
            }
            """;

    private static final String CARD = """
            ---
            license: cc0-1.0
            library_name: transformers
            version: %1$s
            tags:
            - sample
            ---
            # tiny-bert %1$s

            A BERT of two layers whose weights are pseudo-random numbers. It has the right form and knows nothing: it is here to be imported, not to be run.
            """;
}
