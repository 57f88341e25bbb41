package dev.weighbridge.account;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares passwords of those who want to come in, and lets nobody guess for long. */
@Component
class GuardedPasswords {

    /** What a client sends has 128 characters; what is much longer is not even looked at. */
    private static final int LONGEST = 255;

    private final Passwords passwords;

    private final LoginThrottle throttle;

    GuardedPasswords(Passwords passwords, LoginThrottle throttle) {
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * Returns if the password is the right one. Takes as long for whom nobody knows.
     *
     * @param hash of {@link Passwords#hash}, or null for one that does not exist
     * @throws IngestionException NOT_AUTHENTICATED, RATE_LIMITED
     */
    void check(LoginAttempt attempt, @Nullable String hash) {
        throttle.check(attempt);
        boolean fits = attempt.password().length() <= LONGEST;
        if (!passwords.match(fits ? attempt.password() : "", hash)) {
            throttle.failed(attempt);
            throw wrong();
        }
        throttle.succeeded(attempt);
    }

    /** Forgets failures that count no more. */
    void sweep() {
        throttle.sweep();
    }

    /** Whichever of the two it was. */
    static IngestionException wrong() {
        return new IngestionException(FailureKind.NOT_AUTHENTICATED,
                "Could not log in: wrong account name or password. Correct them and try again.");
    }
}
