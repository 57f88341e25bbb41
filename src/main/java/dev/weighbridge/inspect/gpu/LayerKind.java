package dev.weighbridge.inspect.gpu;

/** What a layer keeps of a sequence. */
enum LayerKind {

    /** Keys and values of all tokens. */
    FULL,

    /** Keys and values of the last tokens. */
    SLIDING,

    /** A state that does not grow. */
    STATE,

    /** Keys and values of all tokens, and a state (Falcon-H1, Zamba). */
    BOTH,

    /** Nothing. */
    NONE;

    boolean keepsAllTokens() {
        return this == FULL || this == BOTH;
    }

    boolean keepsState() {
        return this == STATE || this == BOTH;
    }
}
