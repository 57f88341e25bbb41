package dev.weighbridge.zstack.door;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Caller;
import dev.weighbridge.account.SessionHeader;
import dev.weighbridge.account.SignatureException;
import dev.weighbridge.account.Signatures;
import dev.weighbridge.account.SignedCall;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the {@code Authorization} header claims. Whether a session is any good is found only when the API runs, whether a signature is, before that: both
 * as at ZStack's server.
 */
@Component
final class Authorization {

    private static final String SIGNER = Authorization.class.getName() + ".signer";

    private final Signatures signatures;

    Authorization(Signatures signatures) {
        this.signatures = signatures;
    }

    /**
     * Looks at the header before anything else of the call is read.
     *
     * @throws Refusal 400 if the header is missing, of another scheme, or no signature that can be read; 403 if the signature opens nothing
     */
    void check(HttpServletRequest request) {
        Optional<SignedCall> signed = SignedCall.of(request);
        if (signed.isEmpty()) {
            sessionIn(request.getHeader("Authorization"));
            return;
        }
        try {
            request.setAttribute(SIGNER, signatures.callerOf(signed.get()));
        } catch (SignatureException refused) {
            throw new Refusal(refused.fault() == SignatureException.Fault.MALFORMED ? 400 : 403, refused.getMessage());
        }
    }

    /** Who signed a call that was looked at; empty if it came with a session. */
    static Optional<Caller> signer(HttpServletRequest request) {
        return request.getAttribute(SIGNER) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    /**
     * The session uuid that the header claims, empty text when it claims none.
     *
     * @throws Refusal 400 if the header is missing or of another scheme
     */
    static String sessionIn(@Nullable String header) {
        if (header == null) {
            throw Refusal.badRequest("missing header 'Authorization'");
        }
        return SessionHeader.sessionIn(header).orElseThrow(() -> Refusal.badRequest("Authorization type must be 'OAuth'"));
    }
}
