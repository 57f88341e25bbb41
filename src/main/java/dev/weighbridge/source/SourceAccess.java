package dev.weighbridge.source;

import org.jspecify.annotations.Nullable;

/**
 * With what right a source is read.
 *
 * @param token the caller's or the centre's secret, or null
 * @param login a name with its secret, where the place asks for both, or null
 * @param host the only host that may see them, lower case; null when there is nothing to see, or no host
 * @param region where an S3 store lies, which its signatures name; null when that is for the store to say
 */
public record SourceAccess(@Nullable String token, @Nullable Login login, @Nullable String host, @Nullable String region) {

    /** Access without credentials. */
    public static final SourceAccess ANONYMOUS = new SourceAccess(null, null);

    public SourceAccess(@Nullable String token, @Nullable String host) {
        this(token, null, host, null);
    }

    /**
     * A user name and a password, or an access key and its secret key.
     *
     * @param name no secret
     */
    public record Login(String name, String secret) {

        /** Names who signs in, never the secret. */
        @Override
        public String toString() {
            return "Login[" + name + "]";
        }
    }

    /** The token, if {@code who} may see it. */
    public @Nullable String tokenFor(@Nullable String who) {
        return host != null && host.equalsIgnoreCase(who) ? token : null;
    }

    /** The login, if {@code who} may see it. */
    public @Nullable Login loginFor(@Nullable String who) {
        return host != null && host.equalsIgnoreCase(who) ? login : null;
    }

    /** Names the host, never a secret. */
    @Override
    public String toString() {
        return "SourceAccess[" + (token == null && login == null ? "anonymous" : "for " + host) + "]";
    }
}
