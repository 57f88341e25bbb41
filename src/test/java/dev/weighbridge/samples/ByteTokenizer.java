package dev.weighbridge.samples;

import java.util.ArrayList;
import java.util.List;

/** A tokenizer of one token per byte, for huggingface/tokenizers (BPE without merges over the byte-level alphabet of GPT-2) and for GGUF. */
final class ByteTokenizer {

    private ByteTokenizer() {}

    /** {@code tokenizer.json} with so many tokens: three special ones, 256 bytes, the rest reserved. */
    static String json(int tokens) {
        List<String> vocabulary = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        int beyond = 0;
        for (int value = 0; value < 256; value++) {
            boolean isPrintable = value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xac || value >= 0xae;
            vocabulary.add(Character.toString(isPrintable ? value : 256 + beyond++));
        }
        while (vocabulary.size() < tokens) {
            vocabulary.add("<reserved_" + (vocabulary.size() - 259) + ">");
        }
        StringBuilder entries = new StringBuilder();
        for (int id = 0; id < tokens; id++) {
            String token = vocabulary.get(id).replace("\\", "\\\\").replace("\"", "\\\"");
            entries.append(id == 0 ? "" : ",\n").append("      \"").append(token).append("\": ").append(id);
        }
        return TEMPLATE.formatted(special(0, "<unk>") + ",\n" + special(1, "<s>") + ",\n" + special(2, "</s>"), entries);
    }

    /** The tokens of a GGUF file: bytes as {@code <0x41>}. */
    static List<String> sentencePiece(int tokens) {
        List<String> vocabulary = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int value = 0; value < 256; value++) {
            vocabulary.add("<0x%02X>".formatted(value));
        }
        while (vocabulary.size() < tokens) {
            vocabulary.add("<reserved_" + (vocabulary.size() - 259) + ">");
        }
        return vocabulary;
    }

    private static String special(int id, String token) {
        return ("    {\"id\": %d, \"content\": \"%s\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false,"
                + " \"special\": true}").formatted(id, token);
    }

    private static final String TEMPLATE = """
            {
              "version": "1.0",
              "truncation": null,
              "padding": null,
              "added_tokens": [
            %s
              ],
              "normalizer": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
              "post_processor": null,
              "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
              "model": {
                "type": "BPE",
                "dropout": null,
                "unk_token": "<unk>",
                "continuing_subword_prefix": null,
                "end_of_word_suffix": null,
                "fuse_unk": false,
                "byte_fallback": false,
                "vocab": {
            %s
                },
                "merges": []
              }
            }
            """;
}
