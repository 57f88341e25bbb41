package dev.weighbridge.account;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes what clients send as password (the lower-case hex SHA-512 of the clear text) with Argon2id. Parameters: OWASP Password Storage Cheat Sheet,
 * "m=19456 (19 MiB), t=2, p=1". So few are computed at once that logins cannot fill the heap.
 */
@Component
class Passwords {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private static final int PARALLELISM = 1;

    private static final int MEMORY_KIB = 19_456;

    private static final int ITERATIONS = 2;

    private static final int AT_ONCE = 4;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** Stands in where there is no account, so that a login of nobody takes as long as one with a wrong password. */
    private final String hashOfNobody = String.valueOf(argon2.encode("nobody"));

    /** @throws IngestionException RATE_LIMITED as {@link #match} */
    String hash(String sha512Hex) {
        takeTurn();
        try {
            return String.valueOf(argon2.encode(sha512Hex));
        } finally {
            turns.release();
        }
    }

    /**
     * Compares, which takes the same time whether there is a hash or not.
     *
     * @param hash of {@link #hash}, or null for an account that does not exist
     * @throws IngestionException RATE_LIMITED if too many others are being compared for too long
     */
    boolean match(String sha512Hex, @Nullable String hash) {
        takeTurn();
        try {
            boolean equal = argon2.matches(sha512Hex, hash == null ? hashOfNobody : hash);
            return equal && hash != null;
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IngestionException(FailureKind.RATE_LIMITED,
                "Could not check a password: too many logins wait for theirs. Log in again later.");
    }
}
