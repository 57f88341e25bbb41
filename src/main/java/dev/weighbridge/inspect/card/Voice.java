package dev.weighbridge.inspect.card;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/** Somebody beside the texts who says something of the model: a GGUF file's keys, a hub. */
@FunctionalInterface
public interface Voice {

    /** Says nothing. */
    Voice SILENT = (field, key) -> null;

    /** What it says under a key of its own, as a fact about a field; null if it does not. */
    @Nullable
    Derivation fact(String field, String key);
}
