package dev.weighbridge.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.weighbridge.secret.SecretBox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds out who signed a call. A signature opens the door for as long as its date is near: within that time it can be used again. */
@Service
public class Signatures {

    private static final String NOBODY = "nobody";

    private static final Pattern SHOWABLE = Pattern.compile("[0-9A-Za-z]{1,20}");

    private final KeyRows rows;

    private final SecretBox box;

    private final Clock clock;

    /** Stands in where there is no key, so that it takes as long to refuse. */
    private final byte[] secretOfNobody;

    Signatures(KeyRows rows, SecretBox box, Clock clock) {
        this.rows = rows;
        this.box = box;
        this.clock = clock;
        secretOfNobody = box.encrypt("0".repeat(40), AccessKeys.boxedFor(NOBODY));
    }

    /**
     * Who signed the call.
     *
     * @throws SignatureException if its form is wrong, its date too far away, its key unknown or disabled, or its signature another
     */
    public Caller callerOf(SignedCall call) {
        String credentials = call.credentials();
        int colon = credentials.indexOf(':');
        if (colon <= 0 || colon == credentials.length() - 1) {
            throw new SignatureException(SignatureException.Fault.MALFORMED,
                    "Invalid authKey format: the header 'Authorization' must be 'ZStack <access key id>:<signature>'");
        }
        checkDate(call.date());
        return callerOf(call, credentials.substring(0, colon), credentials.substring(colon + 1).strip());
    }

    private Caller callerOf(SignedCall call, String id, String signature) {
        Optional<KeyRows.Holder> holder = rows.holder(id);
        String secret = holder.map(KeyRows.Holder::key).map(key -> box.decrypt(key.secret(), AccessKeys.boxedFor(key.getAccessKeyId())))
                .orElseGet(() -> box.decrypt(secretOfNobody, AccessKeys.boxedFor(NOBODY)));
        boolean right = MessageDigest.isEqual(call.signature(secret).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
        if (holder.isEmpty() || holder.get().key().getState() == AccessKey.State.DISABLED) {
            String shown = SHOWABLE.matcher(id).matches() ? id : "?";
            throw new SignatureException(SignatureException.Fault.WRONG, "access key id: " + shown + " does not exist or is disabled");
        }
        if (!right) {
            throw new SignatureException(SignatureException.Fault.WRONG, "wrong accessKey signature");
        }
        AccessKey key = holder.get().key();
        return new Caller(key.getAccountUuid(), holder.get().type() == Account.Type.ADMIN, key.getUserUuid(), key.getUuid());
    }

    private void checkDate(@Nullable String date) {
        if (date == null || date.isBlank()) {
            throw new SignatureException(SignatureException.Fault.MALFORMED, "missing header 'Date', which a signed call must have");
        }
        try {
            if (SignedDate.parse(date, ZoneId.systemDefault()).isNear(clock)) {
                return;
            }
        } catch (DateTimeException malformed) {
            throw new SignatureException(SignatureException.Fault.MALFORMED,
                    "Invalid header[Date], it must be like 'Mon, 23 Nov 2026 16:33:24 Asia/Shanghai' or '... CST'");
        }
        throw new SignatureException(SignatureException.Fault.SKEWED, "requestTimeTooSkewed");
    }
}
