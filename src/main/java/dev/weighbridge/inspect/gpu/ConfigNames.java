package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The members of {@code config.json} that a shape is read from, by the names that the configuration classes of transformers give them. */
final class ConfigNames {

    /** Where a model of several kinds of input keeps its language model. */
    static final List<String> NESTED = List.of("text_config.", "llm_config.", "language_config.");

    static final List<String> LAYERS = List.of("num_hidden_layers", "n_layer", "n_layers", "num_layers");

    private static final Set<String> NAMES = Set.of("model_type", "num_hidden_layers", "n_layer", "n_layers", "num_layers", "hidden_size",
            "n_embd", "n_embed", "d_model", "dim", "num_attention_heads", "n_head", "n_heads", "num_heads", "num_key_value_heads",
            "num_kv_heads", "n_head_kv", "multi_query", "new_decoder_architecture", "multi_query_attention", "multi_query_group_num",
            "attn_config.kv_n_heads", "head_dim", "kv_channels", "attention_head_dim", "v_head_dim", "kv_lora_rank", "qk_rope_head_dim",
            "sliding_window", "sliding_window_pattern", "_sliding_window_pattern", "use_sliding_window", "max_window_layers", "layer_types",
            "layers_block_type", "hybrid_override_pattern", "attn_layer_period", "attn_layer_offset", "attn_layer_indices",
            "full_attn_idxs", "full_attention_interval", "cross_attention_layers", "attention_chunk_size", "num_kv_shared_layers",
            "global_head_dim", "num_global_key_value_heads", "linear_num_value_heads", "linear_num_key_heads", "linear_key_head_dim",
            "linear_value_head_dim", "linear_conv_kernel_dim", "conv_L_cache", "mamba_n_heads", "mamba_num_heads", "n_mamba_heads",
            "mamba_d_head", "mamba_head_dim", "mamba_headdim", "mamba_n_groups", "mamba_ngroups", "n_groups", "mamba_d_state",
            "ssm_state_size", "state_size", "mamba_d_conv", "conv_kernel", "mamba_expand", "expand", "mamba_d_ssm", "intermediate_size",
            "ffn_hidden_size", "ffn_dim", "n_inner", "hidden_dim", "moe_intermediate_size", "num_experts_per_tok", "num_experts_per_token",
            "experts_per_token", "top_k_experts", "num_experts", "num_local_experts", "n_routed_experts", "vocab_size", "padded_vocab_size",
            "max_position_embeddings", "n_positions", "max_seq_len", "max_sequence_length", "seq_length", "tie_word_embeddings", "dtype",
            "torch_dtype", "quantization_config.quant_method", "quantization_config.bits", "quantization_config.kv_cache_scheme.num_bits",
            "compression_config.kv_cache_scheme.num_bits", "is_encoder_decoder", "decoder_layers", "decoder_attention_heads",
            "encoder_ffn_dim", "max_source_positions", "max_target_positions", "image_size", "patch_size", "num_channels",
            "vision_config.model_type", "vision_config.hidden_size", "conv_stride", "num_mel_bins", "feat_extract_norm", "attn_type_list");

    static final Set<String> WANTED = NAMES.stream()
            .flatMap(name -> Stream.concat(Stream.of(name), NESTED.stream().map(nested -> nested + name)))
            .collect(Collectors.toUnmodifiableSet());

    private ConfigNames() {}
}
