package dev.weighbridge.inspect.pickle;

import java.io.Serial;

/** Why a pickle cannot be followed any further. Says it as the rest of a sentence that begins with "it". */
final class BrokenPickle extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final boolean isOurLimit;

    private BrokenPickle(String why, boolean isOurLimit) {
        super(why, null, false, false);
        this.isOurLimit = isOurLimit;
    }

    /** Python would stop here, too. */
    static BrokenPickle because(String why) {
        return new BrokenPickle(why, false);
    }

    /** Python would go on. */
    static BrokenPickle limit(String why) {
        return new BrokenPickle(why, true);
    }

    boolean isOurLimit() {
        return isOurLimit;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
