package dev.weighbridge.zstack.door;

/**
 * The answer to a call whose form is wrong: one sentence of plain text with a status of the 400s, as ZStack's REST layer gives it before an API runs.
 * What an API itself finds wrong is an {@link ApiFailure}.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String text) {
        return new Refusal(400, text);
    }

    Answer answer() {
        return Answer.text(status, String.valueOf(getMessage()));
    }
}
