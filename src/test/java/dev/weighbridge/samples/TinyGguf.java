package dev.weighbridge.samples;

import static dev.weighbridge.samples.GgufFile.F32;
import static dev.weighbridge.samples.GgufFile.Q8_0;
import static dev.weighbridge.samples.TinyLlama.FEED_FORWARD;
import static dev.weighbridge.samples.TinyLlama.HIDDEN;
import static dev.weighbridge.samples.TinyLlama.KEY_VALUE;
import static dev.weighbridge.samples.TinyLlama.LAYERS;
import static dev.weighbridge.samples.TinyLlama.VOCABULARY;

/** A llama of the same dimensions as {@link TinyLlama}, but other weights, as llama.cpp stores it: matrices in Q8_0, norms in F32. */
final class TinyGguf {

    private final TinyWeights weights = new TinyWeights(4);

    private final GgufFile file = new GgufFile();

    private TinyGguf() {}

    static byte[] file() {
        return new TinyGguf().make();
    }

    private byte[] make() {
        file.text("general.architecture", "llama").text("general.type", "model").text("general.name", "Tiny")
                .text("general.version", "v0.3")
                .text("general.size_label", "115K").text("general.license", "cc0-1.0").u32("general.file_type", 7)
                .u32("general.quantization_version", 2);
        file.u32("llama.block_count", LAYERS).u32("llama.context_length", 512).u32("llama.embedding_length", HIDDEN)
                .u32("llama.feed_forward_length", FEED_FORWARD).u32("llama.attention.head_count", 4).u32("llama.attention.head_count_kv", 2)
                .u32("llama.rope.dimension_count", 16).f32("llama.rope.freq_base", 10_000)
                .f32("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .u32("llama.vocab_size", VOCABULARY);
        tokenizer();
        matrix("token_embd.weight", HIDDEN, VOCABULARY);
        for (int block = 0; block < LAYERS; block++) {
            block("blk." + block + ".");
        }
        norm("output_norm.weight");
        matrix("output.weight", HIDDEN, VOCABULARY);
        return file.bytes();
    }

    /** Token types: 2 unknown, 3 control, 6 byte, 5 unused. */
    private void tokenizer() {
        int[] types = new int[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            types[i] = i == 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 5;
        }
        file.text("tokenizer.ggml.model", "llama").texts("tokenizer.ggml.tokens", ByteTokenizer.sentencePiece(VOCABULARY))
                .floats("tokenizer.ggml.scores", new float[VOCABULARY]).ints("tokenizer.ggml.token_type", types)
                .u32("tokenizer.ggml.bos_token_id", 1)
                .u32("tokenizer.ggml.eos_token_id", 2).u32("tokenizer.ggml.unknown_token_id", 0);
    }

    private void block(String prefix) {
        norm(prefix + "attn_norm.weight");
        matrix(prefix + "attn_q.weight", HIDDEN, HIDDEN);
        matrix(prefix + "attn_k.weight", HIDDEN, KEY_VALUE);
        matrix(prefix + "attn_v.weight", HIDDEN, KEY_VALUE);
        matrix(prefix + "attn_output.weight", HIDDEN, HIDDEN);
        norm(prefix + "ffn_norm.weight");
        matrix(prefix + "ffn_gate.weight", HIDDEN, FEED_FORWARD);
        matrix(prefix + "ffn_up.weight", HIDDEN, FEED_FORWARD);
        matrix(prefix + "ffn_down.weight", FEED_FORWARD, HIDDEN);
    }

    private void matrix(String name, int in, int out) {
        file.tensor(name, Q8_0, weights.q8(in * out), in, out);
    }

    private void norm(String name) {
        file.tensor(name, F32, TinyWeights.ones(HIDDEN, false), HIDDEN);
    }
}
