"""Language and embedding models as transformers, PEFT and sentence-transformers store them."""
import io
from collections import OrderedDict

import torch

from tensors import Tensors, card, text

TRANSFORMERS = "4.51.0"


def gpt2():
    """Names and shapes of modeling_gpt2.py; Conv1D keeps its weight as (in, out), and the head is tied and so not stored."""
    width, layers, vocabulary, positions = 32, 2, 256, 64
    first, second = Tensors("F16", 11), Tensors("F16", 12)
    first.add("transformer.wte.weight", vocabulary, width)
    first.add("transformer.wpe.weight", positions, width)
    for layer in range(layers):
        name = f"transformer.h.{layer}."
        second.norm(name + "ln_1", width)
        for part, into, out in (("attn.c_attn", width, 3 * width), ("attn.c_proj", width, width)):
            second.linear(name + part, into, out, bias=False)
            second.add(name + part + ".bias", out)
        second.norm(name + "ln_2", width)
        for part, into, out in (("mlp.c_fc", width, 4 * width), ("mlp.c_proj", 4 * width, width)):
            second.linear(name + part, into, out, bias=False)
            second.add(name + part + ".bias", out)
    second.norm("transformer.ln_f", width)
    shards = {"pytorch_model-00001-of-00002.bin": first, "pytorch_model-00002-of-00002.bin": second}
    total = sum(2 * shard.parameters() for shard in shards.values())
    index = {"metadata": {"total_size": total}, "weight_map": {name: file for file, shard in shards.items() for name in shard.shapes}}
    config = {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "n_layer": layers, "n_head": 4, "n_embd": width,
              "n_positions": positions, "n_ctx": positions, "vocab_size": vocabulary, "activation_function": "gelu_new",
              "layer_norm_epsilon": 1e-05, "torch_dtype": "float16", "transformers_version": TRANSFORMERS, "use_cache": True}
    files = {file: pytorch(shard, torch.float16) for file, shard in shards.items()}
    files.update({"pytorch_model.bin.index.json": text(index), "config.json": text(config),
                  "README.md": card("tiny-pytorch", {"library_name": "transformers", "pipeline_tag": "text-generation"},
                                    "A GPT-2 of two layers as torch.save writes it, in two shards. It has the right form and knows nothing.")})
    known = {"parameters": {"F16": total // 2}, "bytes": {"F16": total}}
    return files, {**known, "architectureType": "GPT2LMHeadModel", "frameworkVersion": "Transformers 4.51.0", "pipelineTag": "text-generation",
                   "reader": "pytorch"}


def pytorch(tensors, dtype):
    state = OrderedDict((name, torch.from_numpy(array).to(dtype)) for name, array in tensors.arrays().items())
    buffer = io.BytesIO()
    torch.save(state, buffer)
    return buffer.getvalue()


def deepseek():
    """
    Names and shapes of modeling_deepseek_v3.py: attention through a latent of kv_lora_rank numbers and a rotary part of qk_rope_head_dim; the first
    layer is dense, the second has routed experts and a shared one.
    """
    width, heads, vocabulary = 32, 4, 256
    q_rank, kv_rank, nope, rope, value = 16, 16, 8, 4, 8
    t = Tensors("BF16", 21)
    t.add("model.embed_tokens.weight", vocabulary, width)
    for layer in range(2):
        name = f"model.layers.{layer}."
        attention = name + "self_attn."
        t.linear(attention + "q_a_proj", q_rank, width, bias=False)
        t.norm(attention + "q_a_layernorm", q_rank, bias=False)
        t.linear(attention + "q_b_proj", heads * (nope + rope), q_rank, bias=False)
        t.linear(attention + "kv_a_proj_with_mqa", kv_rank + rope, width, bias=False)
        t.norm(attention + "kv_a_layernorm", kv_rank, bias=False)
        t.linear(attention + "kv_b_proj", heads * (nope + value), kv_rank, bias=False)
        t.linear(attention + "o_proj", width, heads * value, bias=False)
        if layer == 0:
            gated(t, name + "mlp.", width, 64)
        else:
            t.add(name + "mlp.gate.weight", 4, width)
            t.add(name + "mlp.gate.e_score_correction_bias", 4)
            for expert in range(4):
                gated(t, f"{name}mlp.experts.{expert}.", width, 16)
            gated(t, name + "mlp.shared_experts.", width, 16)
        t.norm(name + "input_layernorm", width, bias=False)
        t.norm(name + "post_attention_layernorm", width, bias=False)
    t.norm("model.norm", width, bias=False)
    t.linear("lm_head", vocabulary, width, bias=False)
    config = {"architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3", "hidden_size": width, "num_hidden_layers": 2,
              "num_attention_heads": heads, "num_key_value_heads": heads, "q_lora_rank": q_rank, "kv_lora_rank": kv_rank,
              "qk_nope_head_dim": nope, "qk_rope_head_dim": rope, "v_head_dim": value, "intermediate_size": 64, "moe_intermediate_size": 16,
              "n_routed_experts": 4, "n_shared_experts": 1, "num_experts_per_tok": 2, "n_group": 1, "topk_group": 1,
              "first_k_dense_replace": 1, "moe_layer_freq": 1, "hidden_act": "silu", "rms_norm_eps": 1e-06, "rope_theta": 10000.0,
              "max_position_embeddings": 256, "tie_word_embeddings": False, "torch_dtype": "bfloat16", "transformers_version": TRANSFORMERS,
              "vocab_size": vocabulary}
    return language("tiny-mla", t, config, "A model in the form of DeepSeek-V3: latent attention, one dense layer and one of experts.")


def mixture():
    """Names and shapes of modeling_qwen3_moe.py: norms over queries and keys, and experts in every layer."""
    width, heads, kv_heads, size, vocabulary = 32, 4, 2, 8, 256
    t = Tensors("BF16", 22)
    t.add("model.embed_tokens.weight", vocabulary, width)
    for layer in range(2):
        name = f"model.layers.{layer}."
        attention = name + "self_attn."
        t.linear(attention + "q_proj", heads * size, width, bias=False)
        t.linear(attention + "k_proj", kv_heads * size, width, bias=False)
        t.linear(attention + "v_proj", kv_heads * size, width, bias=False)
        t.linear(attention + "o_proj", width, heads * size, bias=False)
        t.norm(attention + "q_norm", size, bias=False)
        t.norm(attention + "k_norm", size, bias=False)
        t.add(name + "mlp.gate.weight", 4, width)
        for expert in range(4):
            gated(t, f"{name}mlp.experts.{expert}.", width, 16)
        t.norm(name + "input_layernorm", width, bias=False)
        t.norm(name + "post_attention_layernorm", width, bias=False)
    t.norm("model.norm", width, bias=False)
    config = {"architectures": ["Qwen3MoeForCausalLM"], "model_type": "qwen3_moe", "hidden_size": width, "num_hidden_layers": 2,
              "num_attention_heads": heads, "num_key_value_heads": kv_heads, "head_dim": size, "intermediate_size": 64,
              "moe_intermediate_size": 16, "num_experts": 4, "num_experts_per_tok": 2, "decoder_sparse_step": 1, "mlp_only_layers": [],
              "hidden_act": "silu", "rms_norm_eps": 1e-06, "rope_theta": 10000.0, "max_position_embeddings": 256, "sliding_window": None,
              "use_sliding_window": False, "tie_word_embeddings": True, "torch_dtype": "bfloat16", "transformers_version": TRANSFORMERS,
              "vocab_size": vocabulary}
    return language("tiny-moe", t, config, "A mixture of four experts per layer in the form of Qwen3-MoE; the head is tied to the embeddings.")


def gated(t, name, width, inner):
    t.linear(name + "gate_proj", inner, width, bias=False)
    t.linear(name + "up_proj", inner, width, bias=False)
    t.linear(name + "down_proj", width, inner, bias=False)


def language(title, t, config, prose):
    files = {"model.safetensors": t.safetensors(), "config.json": text(config),
             "README.md": card(title, {"library_name": "transformers", "pipeline_tag": "text-generation"}, prose + " It knows nothing.")}
    return files, {**t.facts(), "architectureType": config["architectures"][0], "frameworkVersion": "Transformers 4.51.0",
                   "pipelineTag": "text-generation", "reader": "safetensors"}


def lora():
    """An adapter of rank 4 for queries and values of tiny-llama (width 64, two key and value heads of 16), as PEFT's save_pretrained names it."""
    t = Tensors("F32", 31)
    for layer in range(2):
        for part, out in (("q_proj", 64), ("v_proj", 32)):
            name = f"base_model.model.model.layers.{layer}.self_attn.{part}."
            t.linear(name + "lora_A", 4, 64, bias=False)
            t.linear(name + "lora_B", out, 4, bias=False)
    config = {"base_model_name_or_path": "weighbridge/tiny-llama", "bias": "none", "fan_in_fan_out": False, "inference_mode": True,
              "lora_alpha": 8, "lora_dropout": 0.0, "modules_to_save": None, "peft_type": "LORA", "r": 4,
              "target_modules": ["q_proj", "v_proj"], "task_type": "CAUSAL_LM", "use_dora": False, "use_rslora": False}
    front = {"library_name": "peft", "base_model": "weighbridge/tiny-llama", "pipeline_tag": "text-generation"}
    files = {"adapter_model.safetensors": t.safetensors(), "adapter_config.json": text(config),
             "README.md": card("tiny-lora", front, "A LoRA of rank 4 for tiny-llama. It changes its nonsense into other nonsense.")}
    return files, {"adapter": t.facts(), "pipelineTag": "text-generation", "reader": "none, an adapter is no weight set"}


def sentences():
    """A BertModel with mean pooling as sentence-transformers' save writes it."""
    width, vocabulary, positions, inner = 32, 128, 64, 64
    t = Tensors("F32", 41)
    t.add("embeddings.word_embeddings.weight", vocabulary, width)
    t.add("embeddings.position_embeddings.weight", positions, width)
    t.add("embeddings.token_type_embeddings.weight", 2, width)
    t.norm("embeddings.LayerNorm", width)
    for layer in range(2):
        name = f"encoder.layer.{layer}."
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            t.linear(name + part, width, width)
        t.norm(name + "attention.output.LayerNorm", width)
        t.linear(name + "intermediate.dense", inner, width)
        t.linear(name + "output.dense", width, inner)
        t.norm(name + "output.LayerNorm", width)
    t.linear("pooler.dense", width, width)
    config = {"architectures": ["BertModel"], "attention_probs_dropout_prob": 0.1, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
              "hidden_size": width, "intermediate_size": inner, "layer_norm_eps": 1e-12, "max_position_embeddings": positions,
              "model_type": "bert", "num_attention_heads": 4, "num_hidden_layers": 2, "pad_token_id": 0, "torch_dtype": "float32",
              "transformers_version": TRANSFORMERS, "type_vocab_size": 2, "vocab_size": vocabulary}
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
               {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}]
    pooling = {"word_embedding_dimension": width, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
               "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False}
    versions = {"__version__": {"sentence_transformers": "3.4.1", "transformers": TRANSFORMERS, "pytorch": "2.6.0"},
                "prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [chr(ordinal) for ordinal in range(33, 127) if not chr(ordinal).isupper()]
    words += [f"##{chr(ordinal)}" for ordinal in range(97, 123)] + [f"[unused{i}]" for i in range(vocabulary)]
    files = {"model.safetensors": t.safetensors(), "config.json": text(config), "modules.json": text(modules),
             "1_Pooling/config.json": text(pooling), "config_sentence_transformers.json": text(versions),
             "sentence_bert_config.json": text({"max_seq_length": positions, "do_lower_case": False}),
             "vocab.txt": "".join(word + "\n" for word in words[:vocabulary]).encode(),
             "tokenizer_config.json": text({"do_lower_case": True, "model_max_length": positions, "tokenizer_class": "BertTokenizer"}),
             "README.md": card("tiny-sentence-transformer", {"library_name": "sentence-transformers", "pipeline_tag": "sentence-similarity"},
                               "A BERT with mean pooling that turns a sentence into 32 numbers, which mean nothing.")}
    return files, {**t.facts(), "architectureType": "BertModel", "pipelineTag": "sentence-similarity", "reader": "safetensors"}
