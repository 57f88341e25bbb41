package dev.weighbridge.source;

import java.util.List;

import dev.weighbridge.artifact.ModelReference;
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

    /**
     * What one secret that came with a reference gives there.
     *
     * @param secret a token; of an S3 store or a registry it may be a name and a secret with a colon between them
     */
    public static SourceAccess of(ModelReference reference, String secret) {
        int colon = List.of("s3", "oci").contains(reference.scheme()) ? secret.indexOf(':') : -1;
        return colon < 0 ? new SourceAccess(secret, reference.host())
                : new SourceAccess(null, new Login(secret.substring(0, colon), secret.substring(colon + 1)), reference.host(), null);
    }

    /** The same right, with the region that a centre names. */
    public SourceAccess in(@Nullable String otherRegion) {
        return new SourceAccess(token, login, host, otherRegion);
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
