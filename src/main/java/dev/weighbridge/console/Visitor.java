package dev.weighbridge.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Caller;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the console.
 *
 * @param csrf proves that a form was made for this session: a digest of it, so that every node can tell and none has to keep it
 */
record Visitor(Caller caller, String session, String csrf) {

    Visitor(Caller caller, String session) {
        this(caller, session, DigestUtils.sha256Hex("console form of " + session));
    }

    private static final String ATTRIBUTE = Visitor.class.getName();

    /** Who makes this request; nobody before the sign-in. */
    static Optional<Visitor> of(HttpServletRequest request) {
        return Optional.ofNullable((Visitor) request.getAttribute(ATTRIBUTE));
    }

    void makes(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean mayHaveSent(@Nullable String token) {
        return token != null && MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Names the account, never the session. */
    @Override
    public String toString() {
        return "Visitor[" + caller.accountUuid() + "]";
    }
}
