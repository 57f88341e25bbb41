package dev.weighbridge.account;

/** A signed call that opens nothing. The message is for its caller, and shows no secret. */
public final class SignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    SignatureException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    /** What is wrong with it. */
    public enum Fault {
        /** It lacks something, or has not the form of a signed call. */
        MALFORMED,
        /** Its date is too far from now. */
        SKEWED,
        /** The key is unknown or disabled, or the signature is not that of the key. */
        WRONG
    }

    public Fault fault() {
        return fault;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
