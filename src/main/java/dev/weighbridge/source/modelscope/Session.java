package dev.weighbridge.source.modelscope;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.weighbridge.net.Credential;
import org.jspecify.annotations.Nullable;

/** What one token opens at one hub: signed in when first needed, kept for an hour, shared by all who come with that token. For many threads. */
final class Session {

    /** Shorter than any hub keeps one, so that a right that was taken away ends here too. */
    static final Duration KEPT = Duration.ofHours(1);

    /** A refusal without saying why is not blamed on a session that was made a moment ago; many missing models would be as many logins. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private final Supplier<Credential> signIn;

    private final Clock clock;

    private @Nullable Cookie current;

    /** @param made when the hub gave it */
    record Cookie(Credential credential, Instant made) {}

    Session(Supplier<Credential> signIn, Clock clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    /** Whoever comes while another signs in waits for that. */
    synchronized Cookie cookie() {
        Cookie known = current;
        if (known == null || !clock.instant().isBefore(known.made().plus(KEPT))) {
            known = new Cookie(signIn.get(), clock.instant());
            current = known;
        }
        return known;
    }

    /** Another cookie than {@code refused}; the one that somebody else has got meanwhile, if so. */
    synchronized Cookie after(Cookie refused) {
        if (refused.equals(current)) {
            current = null;
        }
        return cookie();
    }

    /** Whether what the hub refuses may be given to a new session. */
    boolean mayHaveEnded(Cookie refused, boolean signedOut) {
        return signedOut || !clock.instant().isBefore(refused.made().plus(FRESH));
    }
}
