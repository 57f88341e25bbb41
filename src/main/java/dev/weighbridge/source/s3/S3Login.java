package dev.weighbridge.source.s3;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;

/** Finds the access key and the secret key that a server may be asked with. */
final class S3Login {

    /** What a header can carry; Amazon's have 16 to 128 letters and digits. */
    private static final Pattern ACCESS_KEY = Pattern.compile("[!-~&&[^,/]]{1,128}");

    private S3Login() {}

    /**
     * The login, or a token of the form {@code <access key>:<secret key>}, which is how the two fit into a request's one token. Null for a host that may
     * not see them, and when there is none.
     *
     * @throws IngestionException INVALID_REQUEST if it cannot be a pair of keys
     */
    static SourceAccess.@Nullable Login of(SourceAccess access, String host) {
        SourceAccess.Login login = access.loginFor(host);
        String token = access.tokenFor(host);
        if (login == null && token != null) {
            int colon = token.indexOf(':');
            login = new SourceAccess.Login(token.substring(0, Math.max(colon, 0)), token.substring(colon + 1));
        }
        if (login != null && !(ACCESS_KEY.matcher(login.name()).matches() && !login.secret().isEmpty())) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not sign in to " + host + ": an S3 store wants an access key and a"
                            + " secret key. Give the model centre both, or write a token as <access key>:<secret key>.");
        }
        return login;
    }
}
