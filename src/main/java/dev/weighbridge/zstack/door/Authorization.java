package dev.weighbridge.zstack.door;

import java.util.Optional;

import dev.weighbridge.account.SessionHeader;
import org.jspecify.annotations.Nullable;

/** The form of the {@code Authorization} header. Whether the session in it is any good is found only when the API runs, as at ZStack's server. */
final class Authorization {

    private Authorization() {}

    /**
     * The session uuid that the header claims, empty when it claims none.
     *
     * @throws Refusal 400 if the header is missing or of another scheme
     */
    static String sessionIn(@Nullable String header) {
        if (header == null) {
            throw Refusal.badRequest("missing header 'Authorization'");
        }
        Optional<String> session = SessionHeader.sessionIn(header);
        if (session.isPresent()) {
            return session.get();
        }
        if (header.regionMatches(true, 0, "ZStack ", 0, 7)) {
            throw Refusal.badRequest("Authorization type must be 'OAuth': access keys are not supported yet, log in and send the session");
        }
        throw Refusal.badRequest("Authorization type must be 'OAuth'");
    }
}
