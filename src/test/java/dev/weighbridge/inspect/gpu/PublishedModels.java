package dev.weighbridge.inspect.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the estimate makes of published models, by "model | what". The configs hold the public values of each model's {@code config.json}. */
final class PublishedModels {

    static final String PARAMETERS = "parameters";

    static final String WEIGHTS = "bytes of weights";

    static final String LOADED = "bytes of weights that are loaded";

    static final String TOKEN = "bytes of cache per token";

    static final String LONG = "bytes of cache of 262,144 tokens";

    static final String TOTAL = "bytes that vLLM takes beside the cache, on an H100";

    private static final Map<String, String> H100 = Map.of("sampled-sequences", "1024");

    private final Map<String, Long> figures = new LinkedHashMap<>();

    private PublishedModels() {}

    static Map<String, Long> figures() {
        var models = new PublishedModels();
        models.llamas();
        models.qwens();
        models.others();
        models.hybrids();
        models.encoders();
        models.gguf();
        return models.figures;
    }

    private void llamas() {
        Checkpoint llama2 = new Checkpoints.Llama(32000, 4096, 11008, 32, 32, 32, 128, false, false, true).checkpoint("F16");
        decoder("Llama-2-7B", "LlamaForCausalLM", llama2, """
                {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 32, "vocab_size": 32000, "max_position_embeddings": 4096, "torch_dtype": "float16",
                 "tie_word_embeddings": false}""", PARAMETERS, LONG);
        decoder("Llama-3.1-8B", "LlamaForCausalLM",
                new Checkpoints.Llama(128256, 4096, 14336, 32, 32, 8, 128, false, false, true).checkpoint("BF16"),
                llama3(4096, 14336, 32, 32), WEIGHTS,
                TOKEN, TOTAL);
        decoder("Llama-3.1-70B", "LlamaForCausalLM",
                new Checkpoints.Llama(128256, 8192, 28672, 80, 64, 8, 128, false, false, true).checkpoint("BF16"),
                llama3(8192, 28672, 80, 64), WEIGHTS,
                TOKEN);
        decoder("Llama-3.1-405B", "LlamaForCausalLM",
                new Checkpoints.Llama(128256, 16384, 53248, 126, 128, 8, 128, false, false, true).checkpoint("BF16"),
                llama3(16384, 53248, 126, 128), WEIGHTS, TOKEN);
        decoder("Mistral-7B-v0.1", "MistralForCausalLM",
                new Checkpoints.Llama(32000, 4096, 14336, 32, 32, 8, 128, false, false, true).checkpoint("BF16"), """
                        {"model_type": "mistral", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
                         "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000, "max_position_embeddings": 32768,
                         "sliding_window": 4096, "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", WEIGHTS);
        decoder("Mixtral-8x7B-v0.1", "MixtralForCausalLM",
                new Checkpoints.Llama(32000, 4096, 14336, 32, 32, 8, 128, false, false, true).ofExperts(8), """
                        {"model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
                         "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000, "max_position_embeddings": 32768,
                         "sliding_window": null, "num_local_experts": 8, "num_experts_per_tok": 2, "torch_dtype": "bfloat16",
                         "tie_word_embeddings": false}""", WEIGHTS, LONG);
    }

    private static String llama3(int hidden, int inner, int layers, int heads) {
        return """
                {"model_type": "llama", "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072, "torch_dtype": "bfloat16",
                 "tie_word_embeddings": false}""".formatted(hidden, inner, layers, heads);
    }

    private void qwens() {
        decoder("Qwen2.5-0.5B", "Qwen2ForCausalLM",
                new Checkpoints.Llama(151936, 896, 4864, 24, 14, 2, 64, true, false, false).checkpoint("BF16"),
                qwen2(896, 4864, 24, 14, 2, 151936, true), WEIGHTS);
        decoder("Qwen2.5-7B", "Qwen2ForCausalLM",
                new Checkpoints.Llama(152064, 3584, 18944, 28, 28, 4, 128, true, false, true).checkpoint("BF16"),
                qwen2(3584, 18944, 28, 28, 4, 152064, false), WEIGHTS);
        decoder("Qwen2.5-72B", "Qwen2ForCausalLM",
                new Checkpoints.Llama(152064, 8192, 29568, 80, 64, 8, 128, true, false, true).checkpoint("BF16"),
                qwen2(8192, 29568, 80, 64, 8, 152064, false), WEIGHTS, TOKEN);
        decoder("Qwen3-0.6B", "Qwen3ForCausalLM",
                new Checkpoints.Llama(151936, 1024, 3072, 28, 16, 8, 128, false, true, true).checkpoint("BF16"), """
                {"model_type": "qwen3", "hidden_size": 1024, "intermediate_size": 3072, "num_hidden_layers": 28, "num_attention_heads": 16,
                 "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 151936, "max_position_embeddings": 40960, "sliding_window": null,
                 "use_sliding_window": false, "max_window_layers": 28, "torch_dtype": "bfloat16", "tie_word_embeddings": true}""", WEIGHTS,
                LOADED,
                TOTAL);
        decoder("Qwen3-32B", "Qwen3ForCausalLM",
                new Checkpoints.Llama(151936, 5120, 25600, 64, 64, 8, 128, false, true, true).checkpoint("BF16"), """
                {"model_type": "qwen3", "hidden_size": 5120, "intermediate_size": 25600, "num_hidden_layers": 64, "num_attention_heads": 64,
                 "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 151936, "max_position_embeddings": 40960, "sliding_window": null,
                 "use_sliding_window": false, "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", WEIGHTS, TOTAL);
        decoder("Qwen3-30B-A3B", "Qwen3MoeForCausalLM",
                new Checkpoints.Llama(151936, 2048, 768, 48, 32, 4, 128, false, true, true).ofExperts(128),
                qwen3Moe(2048, 6144, 768, 48, 32), WEIGHTS, TOKEN);
        decoder("Qwen3-235B-A22B", "Qwen3MoeForCausalLM",
                new Checkpoints.Llama(151936, 4096, 1536, 94, 64, 4, 128, false, true, true).ofExperts(128),
                qwen3Moe(4096, 12288, 1536, 94, 64), WEIGHTS, TOKEN);
    }

    private static String qwen2(int hidden, int inner, int layers, int heads, int kvHeads, int vocabulary, boolean isTied) {
        return """
                {"model_type": "qwen2", "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "vocab_size": %d, "max_position_embeddings": 32768, "sliding_window": 131072,
                 "use_sliding_window": false, "max_window_layers": 28, "torch_dtype": "bfloat16", "tie_word_embeddings": %s}""".formatted(
                hidden, inner,
                layers, heads, kvHeads, vocabulary, isTied);
    }

    private static String qwen3Moe(int hidden, int inner, int expert, int layers, int heads) {
        return """
                {"model_type": "qwen3_moe", "hidden_size": %d, "intermediate_size": %d, "moe_intermediate_size": %d, "num_hidden_layers": %d,
                 "num_attention_heads": %d, "num_key_value_heads": 4, "head_dim": 128, "vocab_size": 151936, "num_experts": 128,
                 "num_experts_per_tok": 8, "max_position_embeddings": 40960, "sliding_window": null, "use_sliding_window": false,
                 "torch_dtype": "bfloat16", "tie_word_embeddings": false}""".formatted(hidden, inner, expert, layers, heads);
    }

    private void others() {
        decoder("DeepSeek-V3", "DeepseekV3ForCausalLM", Checkpoints.deepseekV3(), """
                {"model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432, "moe_intermediate_size": 2048,
                 "num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128, "kv_lora_rank": 512, "q_lora_rank": 1536,
                 "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8,
                 "vocab_size": 129280, "max_position_embeddings": 163840, "torch_dtype": "bfloat16", "tie_word_embeddings": false,
                 "quantization_config": {"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128]}}""", WEIGHTS, TOKEN);
        decoder("Gemma-2-9B", "Gemma2ForCausalLM",
                Checkpoints.gemma(new Checkpoints.Llama(256000, 3584, 14336, 42, 16, 8, 256, false, false, false), ""), """
                        {"model_type": "gemma2", "hidden_size": 3584, "intermediate_size": 14336, "num_hidden_layers": 42,
                         "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256, "vocab_size": 256000,
                         "max_position_embeddings": 8192, "sliding_window": 4096, "torch_dtype": "bfloat16"}""", WEIGHTS);
        decoder("Gemma-3-27B", "Gemma3ForConditionalGeneration",
                Checkpoints.gemma3WithVision(new Checkpoints.Llama(262208, 5376, 21504, 62, 32, 16, 128, false, true, false)),
                """
                        {"model_type": "gemma3", "torch_dtype": "bfloat16", "text_config": {"model_type": "gemma3_text", "hidden_size": 5376,
                         "intermediate_size": 21504, "num_hidden_layers": 62, "num_attention_heads": 32, "num_key_value_heads": 16,
                         "head_dim": 128, "sliding_window": 1024}, "vision_config": {"model_type": "siglip_vision_model", "hidden_size": 1152}}""",
                PARAMETERS);
        decoder("Phi-3-mini-4k", "Phi3ForCausalLM", Checkpoints.phi3(32064, 3072, 8192, 32, 32, 32), """
                {"model_type": "phi3", "hidden_size": 3072, "intermediate_size": 8192, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 32, "vocab_size": 32064, "max_position_embeddings": 4096, "sliding_window": 2047,
                 "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", WEIGHTS);
        decoder("Phi-4", "Phi3ForCausalLM", Checkpoints.phi3(100352, 5120, 17920, 40, 40, 10), """
                {"model_type": "phi3", "hidden_size": 5120, "intermediate_size": 17920, "num_hidden_layers": 40, "num_attention_heads": 40,
                 "num_key_value_heads": 10, "vocab_size": 100352, "max_position_embeddings": 16384, "sliding_window": null,
                 "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", WEIGHTS);
        decoder("Falcon-7B", "FalconForCausalLM", Checkpoints.falcon7(), """
                {"model_type": "falcon", "hidden_size": 4544, "num_hidden_layers": 32, "num_attention_heads": 71, "num_kv_heads": 71,
                 "multi_query": true, "new_decoder_architecture": false, "vocab_size": 65024, "torch_dtype": "bfloat16"}""", PARAMETERS);
        decoder("gpt-oss-20b", "GptOssForCausalLM", Checkpoints.gptOss(24, 32), gptOss(24, 32), WEIGHTS, TOTAL);
        decoder("gpt-oss-120b", "GptOssForCausalLM", Checkpoints.gptOss(36, 128), gptOss(36, 128), WEIGHTS, TOTAL);
        decoder("GPT-2", "GPT2LMHeadModel", Checkpoints.gpt2(),
                """
                {"model_type": "gpt2", "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "n_ctx": 1024, "vocab_size": 50257}""",
                WEIGHTS);
    }

    private static String gptOss(int layers, int experts) {
        return """
                {"model_type": "gpt_oss", "hidden_size": 2880, "intermediate_size": 2880, "num_hidden_layers": %d, "num_attention_heads": 64,
                 "num_key_value_heads": 8, "head_dim": 64, "vocab_size": 201088, "max_position_embeddings": 131072, "sliding_window": 128,
                 "num_local_experts": %d, "num_experts_per_tok": 4, "experts_per_token": 4, "tie_word_embeddings": false,
                 "quantization_config": {"quant_method": "mxfp4"}}""".formatted(layers, experts);
    }

    private void hybrids() {
        decoder("Jamba-v0.1", "JambaForCausalLM", Checkpoints.jamba(), """
                {"model_type": "jamba", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 8, "attn_layer_period": 8, "attn_layer_offset": 4, "mamba_d_state": 16, "mamba_d_conv": 4,
                 "mamba_expand": 2, "num_experts": 16, "num_experts_per_tok": 2, "vocab_size": 65536, "max_position_embeddings": 262144,
                 "sliding_window": null, "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", PARAMETERS, LONG);
        decoder("Qwen3-Next-80B-A3B", "Qwen3NextForCausalLM", Checkpoints.qwen3Next(), """
                {"model_type": "qwen3_next", "hidden_size": 2048, "intermediate_size": 5120, "moe_intermediate_size": 512,
                 "num_hidden_layers": 48, "num_attention_heads": 16, "num_key_value_heads": 2, "head_dim": 256, "full_attention_interval": 4,
                 "linear_num_value_heads": 32, "linear_num_key_heads": 16, "linear_key_head_dim": 128, "linear_value_head_dim": 128,
                 "linear_conv_kernel_dim": 4, "num_experts": 512, "num_experts_per_tok": 10, "vocab_size": 151936,
                 "max_position_embeddings": 262144, "torch_dtype": "bfloat16", "tie_word_embeddings": false}""", PARAMETERS);
    }

    private void encoders() {
        decoder("BERT-base-uncased", "BertForMaskedLM", Checkpoints.bertBaseUncased(), """
                {"model_type": "bert", "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
                 "vocab_size": 30522, "max_position_embeddings": 512}""", WEIGHTS);
        decoder("bge-m3", "XLMRobertaModel", Checkpoints.bert(250002, 8194, 1, 1024, 4096, 24), """
                {"model_type": "xlm-roberta", "hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24,
                 "num_attention_heads": 16, "vocab_size": 250002, "max_position_embeddings": 8194, "torch_dtype": "float32"}""",
                PARAMETERS);
        decoder("Whisper-large-v3", "WhisperForConditionalGeneration", Checkpoints.whisperLargeV3(), """
                {"model_type": "whisper", "is_encoder_decoder": true, "d_model": 1280, "decoder_layers": 32, "decoder_attention_heads": 20,
                 "encoder_ffn_dim": 5120, "max_source_positions": 1500, "max_target_positions": 448, "num_mel_bins": 128,
                 "vocab_size": 51866, "torch_dtype": "float16"}""", PARAMETERS);
    }

    private void gguf() {
        Map<String, Long> keys = Map.of("llama.block_count", 32L, "llama.embedding_length", 4096L, "llama.feed_forward_length", 14336L,
                "llama.attention.head_count", 32L, "llama.attention.head_count_kv", 8L, "llama.context_length", 512L,
                "llama.vocab_size", 128256L);
        Checkpoint checkpoint = Checkpoints.llama3InQ4KM();
        Weighed weighed = Weighed.gguf("llama", keys, Map.<String, List<Long>>of(), checkpoint.weights());
        String name = "Llama-3-8B Q4_K_M";
        figures.put(name + " | " + WEIGHTS, weighed.numberOf("minGpuMemory", "weights"));
        figures.put(name + " | bytes of cache of 512 tokens", weighed.numberOf("minGpuMemory", "kvCache"));
        figures.put(name + " | bytes of llama.cpp's compute buffer", weighed.numberOf("minGpuMemory", "activations"));
    }

    private void decoder(String name, String architecture, Checkpoint checkpoint, String config, String... whats) {
        Weighed weighed = Weighed.config(architecture, null, config, checkpoint.weights(), H100);
        for (String what : whats) {
            figures.put(name + " | " + what, switch (what) {
                case PARAMETERS -> checkpoint.elements();
                case WEIGHTS -> checkpoint.weights().tally().totalBytes();
                case LOADED -> weighed.numberOf("recommendedGpuMemory", "weights");
                case TOKEN -> weighed.cachePerToken();
                case LONG -> weighed.cachePerToken() * 262_144;
                case TOTAL -> weighed.number("recommendedGpuMemory") - weighed.numberOf("recommendedGpuMemory", "kvCache");
                default -> throw new IllegalArgumentException(what);
            });
        }
    }
}
