package dev.weighbridge.inspect.gpu;

import java.io.Serial;

/** What a model says of itself does not tell what its memory depends on. The message is the rest of a sentence after "is unknown:", without its stop. */
final class UnknownShapeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    UnknownShapeException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
