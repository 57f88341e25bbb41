package dev.weighbridge.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A LlamaForCausalLM with grouped queries, in bfloat16, over three shards with an index. Names and shapes are those of transformers' modeling_llama.py. */
final class TinyLlama {

    static final int VOCABULARY = 320;

    static final int HIDDEN = 64;

    static final int FEED_FORWARD = 128;

    static final int LAYERS = 2;

    static final int KEY_VALUE = 32;

    private final TinyWeights weights = new TinyWeights(1);

    private TinyLlama() {}

    static Map<String, byte[]> files() {
        return new TinyLlama().make();
    }

    private Map<String, byte[]> make() {
        Map<String, byte[]> files = new TreeMap<>();
        List<SafetensorsFile> shards = shards();
        StringBuilder map = new StringBuilder();
        Map<String, String> shardOf = new TreeMap<>();
        int total = 0;
        for (int i = 0; i < shards.size(); i++) {
            String name = "model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size());
            files.put(name, shards.get(i).bytes());
            shards.get(i).names().forEach(tensor -> shardOf.put(tensor, name));
            total += shards.get(i).dataSize();
        }
        shardOf.forEach((tensor, shard) -> map.append(map.isEmpty() ? "" : ",\n").append("    \"").append(tensor).append("\": \"")
                .append(shard).append('"'));
        files.put("model.safetensors.index.json",
                text("{\n  \"metadata\": {\n    \"total_size\": " + total + "\n  },\n  \"weight_map\": {\n" + map + "\n  }\n}\n"));
        files.put("config.json", text(CONFIG));
        files.put("generation_config.json", text(GENERATION));
        files.put("tokenizer.json", text(ByteTokenizer.json(VOCABULARY)));
        files.put("tokenizer_config.json", text(TOKENIZER_CONFIG));
        files.put("README.md", text(CARD));
        return files;
    }

    private List<SafetensorsFile> shards() {
        List<SafetensorsFile> shards = new ArrayList<>();
        shards.add(new SafetensorsFile().add("model.embed_tokens.weight", "BF16", weights.bf16(VOCABULARY * HIDDEN), VOCABULARY, HIDDEN));
        var layers = new SafetensorsFile();
        for (int layer = 0; layer < LAYERS; layer++) {
            layer(layers, "model.layers." + layer + ".");
        }
        shards.add(layers);
        shards.add(new SafetensorsFile().add("model.norm.weight", "BF16", TinyWeights.ones(HIDDEN, true), HIDDEN)
                .add("lm_head.weight", "BF16", weights.bf16(VOCABULARY * HIDDEN), VOCABULARY, HIDDEN));
        return shards;
    }

    private void layer(SafetensorsFile shard, String prefix) {
        shard.add(prefix + "input_layernorm.weight", "BF16", TinyWeights.ones(HIDDEN, true), HIDDEN);
        shard.add(prefix + "post_attention_layernorm.weight", "BF16", TinyWeights.ones(HIDDEN, true), HIDDEN);
        linear(shard, prefix + "self_attn.q_proj.weight", HIDDEN, HIDDEN);
        linear(shard, prefix + "self_attn.k_proj.weight", KEY_VALUE, HIDDEN);
        linear(shard, prefix + "self_attn.v_proj.weight", KEY_VALUE, HIDDEN);
        linear(shard, prefix + "self_attn.o_proj.weight", HIDDEN, HIDDEN);
        linear(shard, prefix + "mlp.gate_proj.weight", FEED_FORWARD, HIDDEN);
        linear(shard, prefix + "mlp.up_proj.weight", FEED_FORWARD, HIDDEN);
        linear(shard, prefix + "mlp.down_proj.weight", HIDDEN, FEED_FORWARD);
    }

    private void linear(SafetensorsFile shard, String name, int out, int in) {
        shard.add(name, "BF16", weights.bf16(out * in), out, in);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String CONFIG = """
            {
              "architectures": [
                "LlamaForCausalLM"
              ],
              "attention_bias": false,
              "attention_dropout": 0.0,
              "bos_token_id": 1,
              "eos_token_id": 2,
              "head_dim": 16,
              "hidden_act": "silu",
              "hidden_size": 64,
              "initializer_range": 0.02,
              "intermediate_size": 128,
              "max_position_embeddings": 512,
              "mlp_bias": false,
              "model_type": "llama",
              "num_attention_heads": 4,
              "num_hidden_layers": 2,
              "num_key_value_heads": 2,
              "pretraining_tp": 1,
              "rms_norm_eps": 1e-05,
              "rope_scaling": null,
              "rope_theta": 10000.0,
              "tie_word_embeddings": false,
              "torch_dtype": "bfloat16",
              "transformers_version": "4.51.0",
              "use_cache": true,
              "vocab_size": 320
            }
            """;

    private static final String GENERATION = """
            {
              "_from_model_config": true,
              "bos_token_id": 1,
              "eos_token_id": 2,
              "transformers_version": "4.51.0"
            }
            """;

    private static final String TOKENIZER_CONFIG = """
            {
              "bos_token": "<s>",
              "eos_token": "</s>",
              "model_max_length": 512,
              "tokenizer_class": "PreTrainedTokenizerFast",
              "unk_token": "<unk>"
            }
            """;

    private static final String CARD = """
            ---
            license: cc0-1.0
            library_name: transformers
            pipeline_tag: text-generation
            tags:
            - sample
            ---
            # tiny-llama

            A Llama of two layers whose weights are pseudo-random numbers. It has the right form and knows nothing: it is here to be imported, not to be run.
            """;
}
