package dev.weighbridge.source;

import java.util.List;
import java.util.Locale;

/** The forms that the same weights are published in, in the order in which they are preferred: what serving engines load comes first. */
enum WeightFormat {
    SAFETENSORS("safetensor"),
    PYTORCH("torch bin pt pth ckpt"),
    /** Mistral's own, {@code consolidated.safetensors}. */
    CONSOLIDATED("mistral"),
    /** What the maker trained with, in the folder {@code original}. */
    ORIGINAL("consolidated meta"),
    GGUF(""),
    ONNX(""),
    TENSORFLOW("tf h5 saved_model"),
    FLAX("jax msgpack"),
    OPENVINO(""),
    COREML(""),
    TFLITE("litert"),
    /** rust-bert's {@code rust_model.ot}. */
    RUST("ot"),
    METAL("");

    private final String aliases;

    /** @param aliases other words for it, with spaces between them */
    WeightFormat(String aliases) {
        this.aliases = aliases;
    }

    /** The word for it in requests and answers. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isCalled(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.equals(label()) || List.of(aliases.split(" ")).contains(lower);
    }

    /** Whether PyTorch's libraries load it, one instead of the other. */
    boolean isTorch() {
        return this == SAFETENSORS || this == PYTORCH;
    }
}
