package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** How a model uses memory: decided by its architecture, task and config, never by the names of files. */
enum ModelKind {

    /** Writes text, token by token, and keeps a cache of what was read. */
    DECODER,

    /** Reads a text at once: embeddings, ranking, classification. */
    TEXT_ENCODER,

    /** Reads its input at once, then writes token by token. */
    ENCODER_DECODER,

    /** Anything else: no rule is known. */
    OTHER;

    /** Tasks of the hub that take a text at once, whatever the architecture was made for. */
    private static final Set<String> TEXT_TASKS = Set.of("feature-extraction", "sentence-similarity", "text-ranking", "text-classification",
            "token-classification", "fill-mask", "question-answering", "zero-shot-classification", "multiple-choice");

    /** {@code model_type} of encoders of text. */
    private static final Set<
            String> ENCODERS = Set.of("bert", "roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "distilbert", "albert",
                    "electra", "mpnet", "deberta", "deberta-v2", "ernie", "nomic_bert", "modernbert", "eurobert", "new", "gte", "big_bird",
                    "longformer",
                    "roformer", "xlm", "flaubert", "convbert", "mobilebert", "megatron-bert", "nezha", "esm");

    /** {@code general.architecture} of encoders of text (llama.cpp, src/llama-arch.cpp). */
    private static final Set<
            String> GGUF_ENCODERS = Set.of("bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "neo-bert",
                    "modern-bert", "eurobert", "gemma-embedding");

    /** {@code general.architecture} of what has layers and heads and is no decoder of text. */
    private static final Set<
            String> GGUF_OTHERS = Set.of("t5", "t5encoder", "clip", "wavtokenizer-dec", "whisper", "flux", "sd1", "sd3", "sdxl",
                    "wan", "qwen_image", "hunyuan_video", "ltxv", "llada", "llada-moe", "dream");

    private static final Set<
            String> ENCODER_DECODERS = Set.of("whisper", "bart", "mbart", "t5", "mt5", "umt5", "longt5", "pegasus", "marian",
                    "m2m_100", "speech_to_text", "blenderbot", "led", "nllb-moe");

    /** Members that only configs of models for images or sound have at their top. */
    private static final List<String> OTHER_INPUT = List.of("image_size", "patch_size", "num_channels", "vision_config.model_type",
            "vision_config.hidden_size", "conv_stride", "num_mel_bins", "feat_extract_norm");

    static ModelKind of(@Nullable String architecture, @Nullable String task, ShapeSource source) {
        return source.isGguf() ? ofGguf(source) : ofConfig(architecture == null ? "" : architecture, task == null ? "" : task, source);
    }

    private static ModelKind ofGguf(ShapeSource source) {
        String pooling = source.text("pooling_type");
        if (GGUF_OTHERS.contains(source.family())) {
            return OTHER;
        }
        if (GGUF_ENCODERS.contains(source.family()) || pooling != null && !pooling.equals("0")) {
            return TEXT_ENCODER;
        }
        boolean isDecoder = source.has("block_count") && (source.has("attention.head_count") || source.has("ssm.state_size"));
        return isDecoder ? DECODER : OTHER;
    }

    private static ModelKind ofConfig(String architecture, String task, ShapeSource source) {
        if (source.says("is_encoder_decoder", "true") || ENCODER_DECODERS.contains(source.family())) {
            return ENCODER_DECODER;
        }
        boolean readsText = OTHER_INPUT.stream().noneMatch(source::has);
        if (readsText && (TEXT_TASKS.contains(task) || ENCODERS.contains(source.family()))) {
            return TEXT_ENCODER;
        }
        boolean writes = architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel")
                || source.isNested() && (architecture.endsWith("ForConditionalGeneration") || task.endsWith("-text-to-text"));
        if (writes || readsText && task.equals("text-generation")) {
            return DECODER;
        }
        boolean classifies = architecture.endsWith("ForSequenceClassification") || architecture.endsWith("ForTokenClassification")
                || architecture.endsWith("Model");
        return readsText && classifies && source.has("vocab_size") && source.has("num_attention_heads") ? TEXT_ENCODER : OTHER;
    }
}
