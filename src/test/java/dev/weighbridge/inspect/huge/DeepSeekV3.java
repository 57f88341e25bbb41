package dev.weighbridge.inspect.huge;

import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of DeepSeek-V3 as its {@code config.json} and {@code modeling_deepseek.py} give them (61 layers, of which 3 dense, 256 experts, FP8 with a
 * scale for each block of 128 by 128, and the layer 61 that predicts one token more), and those that llama.cpp's {@code convert_hf_to_gguf.py} makes of them.
 */
final class DeepSeekV3 {

    static final long VOCABULARY = 129_280;

    private static final long HIDDEN = 7168;

    private static final long EXPERT = 2048;

    private static final long DENSE = 18_432;

    private static final int EXPERTS = 256;

    private static final int LAYERS = 61;

    private static final int DENSE_LAYERS = 3;

    private final List<NamedTensor> tensors = new ArrayList<>();

    private DeepSeekV3() {}

    static List<NamedTensor> safetensors() {
        var model = new DeepSeekV3();
        model.plain("model.embed_tokens.weight", VOCABULARY, HIDDEN);
        for (int layer = 0; layer <= LAYERS; layer++) {
            model.layer("model.layers." + layer + ".", layer < DENSE_LAYERS);
        }
        String last = "model.layers." + LAYERS + ".";
        model.plain(last + "embed_tokens.weight", VOCABULARY, HIDDEN);
        model.plain(last + "enorm.weight", HIDDEN);
        model.plain(last + "hnorm.weight", HIDDEN);
        model.plain(last + "eh_proj.weight", HIDDEN, 2 * HIDDEN);
        model.plain(last + "shared_head.norm.weight", HIDDEN);
        model.plain(last + "shared_head.head.weight", VOCABULARY, HIDDEN);
        model.plain("model.norm.weight", HIDDEN);
        model.plain("lm_head.weight", VOCABULARY, HIDDEN);
        return model.tensors;
    }

    private void layer(String layer, boolean isDense) {
        String attention = layer + "self_attn.";
        scaled(attention + "q_a_proj", 1536, HIDDEN);
        scaled(attention + "q_b_proj", 128 * 192, 1536);
        scaled(attention + "kv_a_proj_with_mqa", 576, HIDDEN);
        scaled(attention + "kv_b_proj", 128 * 256, 512);
        scaled(attention + "o_proj", HIDDEN, 128 * 128);
        plain(attention + "q_a_layernorm.weight", 1536);
        plain(attention + "kv_a_layernorm.weight", 512);
        plain(layer + "input_layernorm.weight", HIDDEN);
        plain(layer + "post_attention_layernorm.weight", HIDDEN);
        if (isDense) {
            feedForward(layer + "mlp.", DENSE);
            return;
        }
        plain(layer + "mlp.gate.weight", EXPERTS, HIDDEN);
        tensors.add(new NamedTensor(layer + "mlp.gate.e_score_correction_bias", "F32", EXPERTS));
        feedForward(layer + "mlp.shared_experts.", EXPERT);
        for (int expert = 0; expert < EXPERTS; expert++) {
            feedForward(layer + "mlp.experts." + expert + ".", EXPERT);
        }
    }

    private void feedForward(String place, long width) {
        scaled(place + "gate_proj", width, HIDDEN);
        scaled(place + "up_proj", width, HIDDEN);
        scaled(place + "down_proj", HIDDEN, width);
    }

    private void scaled(String name, long rows, long columns) {
        tensors.add(new NamedTensor(name + ".weight", "F8_E4M3", rows, columns));
        tensors.add(new NamedTensor(name + ".weight_scale_inv", "F32", (rows + 127) / 128, (columns + 127) / 128));
    }

    private void plain(String name, long... shape) {
        tensors.add(new NamedTensor(name, "BF16", shape));
    }

    /** Dimensions in GGUF's order, the row's length first. */
    static List<NamedTensor> gguf() {
        List<NamedTensor> all = new ArrayList<>();
        all.add(new NamedTensor("token_embd.weight", "Q4_K", HIDDEN, VOCABULARY));
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "blk." + layer + ".";
            all.add(new NamedTensor(block + "attn_norm.weight", "F32", HIDDEN));
            all.add(new NamedTensor(block + "ffn_norm.weight", "F32", HIDDEN));
            all.add(new NamedTensor(block + "attn_q_a.weight", "Q4_K", HIDDEN, 1536));
            all.add(new NamedTensor(block + "attn_q_b.weight", "Q4_K", 1536, 128 * 192));
            all.add(new NamedTensor(block + "attn_kv_a_mqa.weight", "Q4_K", HIDDEN, 576));
            all.add(new NamedTensor(block + "attn_kv_b.weight", "Q4_K", 512, 128 * 256));
            all.add(new NamedTensor(block + "attn_output.weight", "Q4_K", 128 * 128, HIDDEN));
            String width = layer < DENSE_LAYERS ? "" : "_shexp";
            all.add(new NamedTensor(block + "ffn_gate" + width + ".weight", "Q4_K", HIDDEN, layer < DENSE_LAYERS ? DENSE : EXPERT));
            all.add(new NamedTensor(block + "ffn_up" + width + ".weight", "Q4_K", HIDDEN, layer < DENSE_LAYERS ? DENSE : EXPERT));
            all.add(new NamedTensor(block + "ffn_down" + width + ".weight", "Q6_K", layer < DENSE_LAYERS ? DENSE : EXPERT, HIDDEN));
            if (layer >= DENSE_LAYERS) {
                all.add(new NamedTensor(block + "ffn_gate_inp.weight", "F32", HIDDEN, EXPERTS));
                all.add(new NamedTensor(block + "ffn_gate_exps.weight", "Q4_K", HIDDEN, EXPERT, EXPERTS));
                all.add(new NamedTensor(block + "ffn_up_exps.weight", "Q4_K", HIDDEN, EXPERT, EXPERTS));
                all.add(new NamedTensor(block + "ffn_down_exps.weight", "Q6_K", EXPERT, HIDDEN, EXPERTS));
            }
        }
        all.add(new NamedTensor("output.weight", "Q6_K", HIDDEN, VOCABULARY));
        return all;
    }
}
