package dev.weighbridge.zstack.door;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.Caller;
import org.springframework.stereotype.Component;

/** Finds out who makes a call. */
@Component
public class Callers {

    private final Accounts accounts;

    Callers(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who makes the call.
     *
     * @throws Refusal 400 if it has no {@code Authorization} of the right form
     * @throws ApiFailure ID.1001 if the session is unknown, expired or logged out
     */
    public Caller of(Call call) {
        Caller caller = call.signer().or(() -> accounts.session(Authorization.sessionIn(call.header("Authorization"))))
                .orElseThrow(() -> new ApiFailure(ErrorCode.SESSION_INVALID, "Session expired"));
        call.audited().isBy(caller);
        return caller;
    }
}
