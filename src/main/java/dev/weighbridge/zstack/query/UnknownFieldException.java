package dev.weighbridge.zstack.query;

/** A query names a field that the inventory does not have, or that cannot be asked for. The message is ZStack's. */
public final class UnknownFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownFieldException(String inventoryClass, String field) {
        super("inventory class[" + inventoryClass + "] not having field[" + field + "]", null, false, false);
    }

    /** Never null, unlike {@link Throwable#getMessage()} promises. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
