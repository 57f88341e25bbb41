package dev.weighbridge.zstack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The form of the {@code Authorization} header. Whether the session in it is any good is found only when the API runs, as at ZStack's server. */
final class Authorization {

    private static final Pattern OAUTH = Pattern.compile("OAuth(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE);

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
        Matcher oauth = OAUTH.matcher(header.strip());
        if (oauth.matches()) {
            String session = oauth.group(1);
            return session == null ? "" : session.strip();
        }
        if (header.regionMatches(true, 0, "ZStack ", 0, 7)) {
            throw Refusal.badRequest("Authorization type must be 'OAuth': access keys are not supported yet, log in and send the session");
        }
        throw Refusal.badRequest("Authorization type must be 'OAuth'");
    }
}
