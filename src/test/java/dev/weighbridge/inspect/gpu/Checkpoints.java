package dev.weighbridge.inspect.gpu;

/** The shapes of published checkpoints, by the modules of each architecture in transformers (modeling_*.py), with the values of their config.json. */
final class Checkpoints {

    private Checkpoints() {}

    /** Llama and what is built like it: embedding, layers of attention and a gated feed-forward, output. */
    record Llama(int vocabulary, int hidden, int inner, int layers, int heads, int kvHeads, int headDim, boolean bias, boolean qkNorm,
            boolean output) {

        Checkpoint checkpoint(String dtype) {
            Checkpoint all = Checkpoint.of(dtype).add("model.embed_tokens.weight", vocabulary, hidden).add("model.norm.weight", hidden);
            for (int i = 0; i < layers; i++) {
                String layer = "model.layers." + i;
                attention(all, layer);
                gated(all, layer + ".mlp", inner, hidden);
                all.add(layer + ".input_layernorm.weight", hidden).add(layer + ".post_attention_layernorm.weight", hidden);
            }
            return output ? all.add("lm_head.weight", vocabulary, hidden) : all;
        }

        /** Qwen3-MoE and Mixtral: a router and experts in place of the feed-forward. */
        Checkpoint ofExperts(int experts) {
            Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", vocabulary, hidden).add("model.norm.weight", hidden)
                    .add("lm_head.weight", vocabulary, hidden);
            for (int i = 0; i < layers; i++) {
                String layer = "model.layers." + i;
                attention(all, layer);
                all.add(layer + ".mlp.gate.weight", experts, hidden);
                for (int expert = 0; expert < experts; expert++) {
                    gated(all, layer + ".mlp.experts." + expert, inner, hidden);
                }
                all.add(layer + ".input_layernorm.weight", hidden).add(layer + ".post_attention_layernorm.weight", hidden);
            }
            return all;
        }

        void attention(Checkpoint all, String layer) {
            String attention = layer + ".self_attn.";
            all.add(attention + "q_proj.weight", (long) heads * headDim, hidden)
                    .add(attention + "k_proj.weight", (long) kvHeads * headDim, hidden)
                    .add(attention + "v_proj.weight", (long) kvHeads * headDim, hidden)
                    .add(attention + "o_proj.weight", hidden, (long) heads * headDim);
            if (bias) {
                all.add(attention + "q_proj.bias", (long) heads * headDim).add(attention + "k_proj.bias", (long) kvHeads * headDim)
                        .add(attention + "v_proj.bias", (long) kvHeads * headDim);
            }
            if (qkNorm) {
                all.add(attention + "q_norm.weight", headDim).add(attention + "k_norm.weight", headDim);
            }
        }
    }

    static void gated(Checkpoint all, String name, long inner, long hidden) {
        all.add(name + ".gate_proj.weight", inner, hidden).add(name + ".up_proj.weight", inner, hidden).add(name + ".down_proj.weight",
                hidden, inner);
    }

    /** Gemma 2 and 3: output tied and not stored, two norms more in each layer. */
    static Checkpoint gemma(Llama shape, String root) {
        Checkpoint all = Checkpoint.of("BF16").add(root + "model.embed_tokens.weight", shape.vocabulary(), shape.hidden())
                .add(root + "model.norm.weight", shape.hidden());
        for (int i = 0; i < shape.layers(); i++) {
            String layer = root + "model.layers." + i;
            shape.attention(all, layer);
            gated(all, layer + ".mlp", shape.inner(), shape.hidden());
            for (String norm : new String[] {"input", "post_attention", "pre_feedforward", "post_feedforward"}) {
                all.add(layer + "." + norm + "_layernorm.weight", shape.hidden());
            }
        }
        return all;
    }

    /** SigLIP so400m at 896 × 896 in patches of 14, and the projector (Gemma3ForConditionalGeneration). */
    static Checkpoint gemma3WithVision(Llama shape) {
        Checkpoint all = gemma(shape, "language_model.").add("multi_modal_projector.mm_input_projection_weight", 1152, shape.hidden())
                .add("multi_modal_projector.mm_soft_emb_norm.weight", 1152);
        String vision = "vision_tower.vision_model.";
        all.add(vision + "embeddings.patch_embedding.weight", 1152, 3, 14, 14).add(vision + "embeddings.patch_embedding.bias", 1152)
                .add(vision + "embeddings.position_embedding.weight", 4096, 1152).add(vision + "post_layernorm.weight", 1152)
                .add(vision + "post_layernorm.bias", 1152);
        for (int i = 0; i < 27; i++) {
            encoderLayer(all, vision + "encoder.layers." + i, 1152, 4304);
        }
        return all;
    }

    /** Four projections, two feed-forward matrices, two norms, all with bias. */
    static void encoderLayer(Checkpoint all, String layer, long hidden, long inner) {
        for (String projection : new String[] {"q", "k", "v", "out"}) {
            all.linear(layer + "." + projection, hidden, hidden);
        }
        all.linear(layer + ".fc1", inner, hidden).linear(layer + ".fc2", hidden, inner);
        norm(all, layer + ".layer_norm1", hidden);
        norm(all, layer + ".layer_norm2", hidden);
    }

    static void norm(Checkpoint all, String name, long hidden) {
        all.add(name + ".weight", hidden).add(name + ".bias", hidden);
    }

    /** Phi-3 and Phi-4: queries, keys and values in one matrix, gate and up in one. */
    static Checkpoint phi3(int vocabulary, int hidden, int inner, int layers, int heads, int kvHeads) {
        Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", vocabulary, hidden).add("model.norm.weight", hidden)
                .add("lm_head.weight", vocabulary, hidden);
        long headDim = hidden / heads;
        for (int i = 0; i < layers; i++) {
            String layer = "model.layers." + i;
            all.add(layer + ".self_attn.qkv_proj.weight", (heads + 2L * kvHeads) * headDim, hidden)
                    .add(layer + ".self_attn.o_proj.weight", hidden, hidden)
                    .add(layer + ".mlp.gate_up_proj.weight", 2L * inner, hidden).add(layer + ".mlp.down_proj.weight", hidden, inner)
                    .add(layer + ".input_layernorm.weight", hidden).add(layer + ".post_attention_layernorm.weight", hidden);
        }
        return all;
    }

    /** Falcon-7B: one head for keys and values, attention and feed-forward in parallel, the output stored beside the embedding. */
    static Checkpoint falcon7() {
        Checkpoint all = Checkpoint.of("BF16").add("transformer.word_embeddings.weight", 65024, 4544).add("lm_head.weight", 65024, 4544);
        norm(all, "transformer.ln_f", 4544);
        for (int i = 0; i < 32; i++) {
            String layer = "transformer.h." + i;
            all.add(layer + ".self_attention.query_key_value.weight", 73 * 64, 4544).add(layer + ".self_attention.dense.weight", 4544, 4544)
                    .add(layer + ".mlp.dense_h_to_4h.weight", 18176, 4544).add(layer + ".mlp.dense_4h_to_h.weight", 4544, 18176);
            norm(all, layer + ".input_layernorm", 4544);
        }
        return all;
    }

    /** GPT-2: its causal masks are stored, too. */
    static Checkpoint gpt2() {
        Checkpoint all = Checkpoint.of("F32").add("wte.weight", 50257, 768).add("wpe.weight", 1024, 768);
        norm(all, "ln_f", 768);
        for (int i = 0; i < 12; i++) {
            String layer = "h." + i;
            all.add(layer + ".attn.bias", 1, 1, 1024, 1024).linear(layer + ".attn.c_attn", 2304, 768)
                    .linear(layer + ".attn.c_proj", 768, 768)
                    .linear(layer + ".mlp.c_fc", 3072, 768).linear(layer + ".mlp.c_proj", 768, 3072);
            norm(all, layer + ".ln_1", 768);
            norm(all, layer + ".ln_2", 768);
        }
        return all;
    }

    /** gpt-oss: experts in MXFP4, 32 elements in 16 bytes and a scale of one byte. */
    static Checkpoint gptOss(int layers, int experts) {
        Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", 201088, 2880).add("model.norm.weight", 2880)
                .add("lm_head.weight", 201088, 2880);
        for (int i = 0; i < layers; i++) {
            String layer = "model.layers." + i;
            all.linear(layer + ".self_attn.q_proj", 4096, 2880).linear(layer + ".self_attn.k_proj", 512, 2880)
                    .linear(layer + ".self_attn.v_proj", 512, 2880).linear(layer + ".self_attn.o_proj", 2880, 4096)
                    .add(layer + ".self_attn.sinks", 64).linear(layer + ".mlp.router", experts, 2880);
            for (int rows : new int[] {5760, 2880}) {
                String name = layer + ".mlp.experts." + (rows == 5760 ? "gate_up_proj" : "down_proj");
                all.add("U8", name + "_blocks", experts, rows, 90, 16).add("U8", name + "_scales", experts, rows, 90)
                        .add(name + "_bias", experts, rows);
            }
            all.add(layer + ".input_layernorm.weight", 2880).add(layer + ".post_attention_layernorm.weight", 2880);
        }
        return all;
    }

    /** DeepSeek-V3 with the layer for predicting one token more (README_WEIGHTS.md). */
    static Checkpoint deepseekV3() {
        Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", 129280, 7168).add("model.norm.weight", 7168)
                .add("lm_head.weight", 129280, 7168);
        for (int i = 0; i < 62; i++) {
            String layer = "model.layers." + i;
            all.fp8(layer + ".self_attn.q_a_proj", 1536, 7168).fp8(layer + ".self_attn.q_b_proj", 128 * 192, 1536)
                    .fp8(layer + ".self_attn.kv_a_proj_with_mqa", 512 + 64, 7168).fp8(layer + ".self_attn.kv_b_proj", 128 * 256, 512)
                    .fp8(layer + ".self_attn.o_proj", 7168, 128 * 128).add(layer + ".self_attn.q_a_layernorm.weight", 1536)
                    .add(layer + ".self_attn.kv_a_layernorm.weight", 512).add(layer + ".input_layernorm.weight", 7168)
                    .add(layer + ".post_attention_layernorm.weight", 7168);
            if (i < 3) {
                gatedFp8(all, layer + ".mlp", 18432);
            } else {
                all.add(layer + ".mlp.gate.weight", 256, 7168).add("F32", layer + ".mlp.gate.e_score_correction_bias", 256);
                gatedFp8(all, layer + ".mlp.shared_experts", 2048);
                for (int expert = 0; expert < 256; expert++) {
                    gatedFp8(all, layer + ".mlp.experts." + expert, 2048);
                }
            }
        }
        return all.add("model.layers.61.embed_tokens.weight", 129280, 7168).add("model.layers.61.shared_head.head.weight", 129280, 7168)
                .add("model.layers.61.shared_head.norm.weight", 7168).add("model.layers.61.enorm.weight", 7168)
                .add("model.layers.61.hnorm.weight", 7168).add("model.layers.61.eh_proj.weight", 7168, 2 * 7168);
    }

    private static void gatedFp8(Checkpoint all, String name, long inner) {
        all.fp8(name + ".gate_proj", inner, 7168).fp8(name + ".up_proj", inner, 7168).fp8(name + ".down_proj", 7168, inner);
    }

    /** Jamba v0.1: a layer of attention in each eight, experts in every second. */
    static Checkpoint jamba() {
        Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", 65536, 4096).add("model.final_layernorm.weight", 4096)
                .add("lm_head.weight", 65536, 4096);
        var attention = new Llama(65536, 4096, 14336, 32, 32, 8, 128, false, false, true);
        for (int i = 0; i < 32; i++) {
            String layer = "model.layers." + i;
            if (i % 8 == 4) {
                attention.attention(all, layer);
            } else {
                String mamba = layer + ".mamba.";
                all.add(mamba + "in_proj.weight", 16384, 4096).add(mamba + "conv1d.weight", 8192, 1, 4).add(mamba + "conv1d.bias", 8192)
                        .add(mamba + "x_proj.weight", 256 + 2 * 16, 8192).linear(mamba + "dt_proj", 8192, 256)
                        .add(mamba + "A_log", 8192, 16)
                        .add(mamba + "D", 8192).add(mamba + "out_proj.weight", 4096, 8192).add(mamba + "dt_layernorm.weight", 256)
                        .add(mamba + "b_layernorm.weight", 16).add(mamba + "c_layernorm.weight", 16);
            }
            int experts = i % 2 == 1 ? 16 : 1;
            for (int expert = 0; expert < experts; expert++) {
                gated(all, layer + ".feed_forward.experts." + expert, 14336, 4096);
            }
            if (experts > 1) {
                all.add(layer + ".feed_forward.router.weight", experts, 4096);
            }
            all.add(layer + ".input_layernorm.weight", 4096).add(layer + ".pre_ff_layernorm.weight", 4096);
        }
        return all;
    }

    /** Qwen3-Next-80B-A3B: three layers of linear attention and one that attends to all tokens, and the layer for predicting one token more. */
    static Checkpoint qwen3Next() {
        Checkpoint all = Checkpoint.of("BF16").add("model.embed_tokens.weight", 151936, 2048).add("model.norm.weight", 2048)
                .add("lm_head.weight", 151936, 2048).add("mtp.fc.weight", 2048, 4096).add("mtp.norm.weight", 2048)
                .add("mtp.pre_fc_norm_embedding.weight", 2048).add("mtp.pre_fc_norm_hidden.weight", 2048);
        for (int i = 0; i < 49; i++) {
            String layer = i == 48 ? "mtp.layers.0" : "model.layers." + i;
            if (i == 48 || (i + 1) % 4 == 0) {
                all.add(layer + ".self_attn.q_proj.weight", 2 * 4096, 2048).add(layer + ".self_attn.k_proj.weight", 512, 2048)
                        .add(layer + ".self_attn.v_proj.weight", 512, 2048).add(layer + ".self_attn.o_proj.weight", 2048, 4096)
                        .add(layer + ".self_attn.q_norm.weight", 256).add(layer + ".self_attn.k_norm.weight", 256);
            } else {
                String linear = layer + ".linear_attn.";
                all.add(linear + "in_proj_qkvz.weight", 2 * 2048 + 2 * 4096, 2048).add(linear + "in_proj_ba.weight", 64, 2048)
                        .add(linear + "conv1d.weight", 8192, 1, 4).add(linear + "dt_bias", 32).add(linear + "A_log", 32)
                        .add(linear + "norm.weight", 128).add(linear + "out_proj.weight", 2048, 4096);
            }
            all.add(layer + ".mlp.gate.weight", 512, 2048).add(layer + ".mlp.shared_expert_gate.weight", 1, 2048);
            gated(all, layer + ".mlp.shared_expert", 512, 2048);
            for (int expert = 0; expert < 512; expert++) {
                gated(all, layer + ".mlp.experts." + expert, 512, 2048);
            }
            all.add(layer + ".input_layernorm.weight", 2048).add(layer + ".post_attention_layernorm.weight", 2048);
        }
        return all;
    }

    /** BERT and XLM-RoBERTa without their heads. */
    static Checkpoint bert(int vocabulary, int positions, int types, int hidden, int inner, int layers) {
        Checkpoint all = Checkpoint.of("F32").add("embeddings.word_embeddings.weight", vocabulary, hidden)
                .add("embeddings.position_embeddings.weight", positions, hidden)
                .add("embeddings.token_type_embeddings.weight", types, hidden)
                .linear("pooler.dense", hidden, hidden);
        norm(all, "embeddings.LayerNorm", hidden);
        for (int i = 0; i < layers; i++) {
            encoderLayer(all, "encoder.layer." + i, hidden, inner);
        }
        return all;
    }

    /** The heads that BERT was trained with. */
    static Checkpoint bertBaseUncased() {
        Checkpoint all = bert(30522, 512, 2, 768, 3072, 12).add("cls.predictions.bias", 30522)
                .linear("cls.predictions.transform.dense", 768, 768)
                .linear("cls.seq_relationship", 2, 768);
        norm(all, "cls.predictions.transform.LayerNorm", 768);
        return all;
    }

    /** Whisper large-v3: keys have no bias, the decoder's layers have one attention more. */
    static Checkpoint whisperLargeV3() {
        Checkpoint all = Checkpoint.of("F16").linear("model.encoder.conv1", 1280, 128 * 3).linear("model.encoder.conv2", 1280, 1280 * 3)
                .add("model.encoder.embed_positions.weight", 1500, 1280).add("model.decoder.embed_positions.weight", 448, 1280)
                .add("model.decoder.embed_tokens.weight", 51866, 1280);
        norm(all, "model.encoder.layer_norm", 1280);
        norm(all, "model.decoder.layer_norm", 1280);
        for (int i = 0; i < 64; i++) {
            String layer = i < 32 ? "model.encoder.layers." + i : "model.decoder.layers." + (i - 32);
            for (String attention : i < 32 ? new String[] {"self_attn"} : new String[] {"self_attn", "encoder_attn"}) {
                for (String projection : new String[] {"q_proj", "v_proj", "out_proj"}) {
                    all.linear(layer + "." + attention + "." + projection, 1280, 1280);
                }
                all.add(layer + "." + attention + ".k_proj.weight", 1280, 1280);
                norm(all, layer + "." + attention + "_layer_norm", 1280);
            }
            all.linear(layer + ".fc1", 5120, 1280).linear(layer + ".fc2", 1280, 5120);
            norm(all, layer + ".final_layer_norm", 1280);
        }
        return all;
    }

    /** llama.cpp's Q4_K_M: Q6_K for the output and, in half of the layers, for values and down (llama-quant.cpp, use_more_bits). */
    static Checkpoint llama3InQ4KM() {
        Checkpoint all = Checkpoint.of("F32").quantised("Q4_K", "token_embd.weight", 4096, 128256)
                .quantised("Q6_K", "output.weight", 4096, 128256)
                .add("output_norm.weight", 4096);
        for (int i = 0; i < 32; i++) {
            String layer = "blk." + i + ".";
            String more = i < 4 || i >= 28 || (i - 4) % 3 == 2 ? "Q6_K" : "Q4_K";
            all.quantised("Q4_K", layer + "attn_q.weight", 4096, 4096).quantised("Q4_K", layer + "attn_k.weight", 4096, 1024)
                    .quantised(more, layer + "attn_v.weight", 4096, 1024).quantised("Q4_K", layer + "attn_output.weight", 4096, 4096)
                    .quantised("Q4_K", layer + "ffn_gate.weight", 4096, 14336).quantised("Q4_K", layer + "ffn_up.weight", 4096, 14336)
                    .quantised(more, layer + "ffn_down.weight", 14336, 4096).add(layer + "attn_norm.weight", 4096)
                    .add(layer + "ffn_norm.weight", 4096);
        }
        return all;
    }
}
