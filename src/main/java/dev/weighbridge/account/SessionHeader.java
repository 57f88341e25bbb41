package dev.weighbridge.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Authorization} header of all doors: {@code OAuth <session uuid>}. Whether the session is any good, {@link Accounts#session} says. */
public final class SessionHeader {

    private static final Pattern OAUTH = Pattern.compile("OAuth(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE);

    private SessionHeader() {}

    /** The session uuid that the header claims, empty text when it claims none; nothing if it is of another scheme. */
    public static Optional<String> sessionIn(String header) {
        Matcher oauth = OAUTH.matcher(header.strip());
        if (!oauth.matches()) {
            return Optional.empty();
        }
        String session = oauth.group(1);
        return Optional.of(session == null ? "" : session.strip());
    }
}
