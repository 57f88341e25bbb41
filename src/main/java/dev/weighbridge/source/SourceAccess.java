package dev.weighbridge.source;

import org.jspecify.annotations.Nullable;

/**
 * With what right a source is read.
 *
 * @param token the caller's or the centre's secret, or null for anonymous access
 * @param host the only host that may see the token, lower case; null when there is no token or no host
 */
public record SourceAccess(@Nullable String token, @Nullable String host) {

    /** Access without credentials. */
    public static final SourceAccess ANONYMOUS = new SourceAccess(null, null);

    /** Names the host, never the token. */
    @Override
    public String toString() {
        return "SourceAccess[" + (token == null ? "anonymous" : "token for " + host) + "]";
    }
}
