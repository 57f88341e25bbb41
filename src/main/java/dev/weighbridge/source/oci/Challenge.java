package dev.weighbridge.source.oci;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.ParserCursor;
import org.jspecify.annotations.Nullable;

/**
 * How a registry wants to be asked: the header {@code WWW-Authenticate} with {@code Bearer realm="…",service="…",scope="…"} (Docker registry token
 * authentication, spec/auth/token.md) or {@code Basic} (RFC 7617).
 *
 * @param scheme {@code bearer} or {@code basic}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    /**
     * The first challenge that can be met, bearer before basic; null if there is none.
     *
     * @param headers the header's lines, each with one challenge or several
     */
    static @Nullable Challenge parse(List<String> headers) {
        List<Challenge> all = headers.stream().flatMap(header -> challenges(header).stream()).toList();
        return all.stream().filter(Challenge::isBearer).findFirst()
                .orElse(all.stream().filter(challenge -> challenge.scheme().equals("basic")).findFirst().orElse(null));
    }

    boolean isBearer() {
        return scheme.equals("bearer") && parameters.containsKey("realm");
    }

    /** {@code ""} if it is not given. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static List<Challenge> challenges(String header) {
        try {
            return AuthChallengeParser.INSTANCE.parse(ChallengeType.TARGET, header, new ParserCursor(0, header.length())).stream()
                    .map(Challenge::of).toList();
        } catch (ParseException malformed) {
            return List.of();
        }
    }

    private static Challenge of(AuthChallenge parsed) {
        Map<String, String> parameters = new HashMap<>();
        if (parsed.getParams() != null) {
            for (NameValuePair pair : parsed.getParams()) {
                if (pair.getValue() != null) {
                    parameters.putIfAbsent(pair.getName().toLowerCase(Locale.ROOT), pair.getValue());
                }
            }
        }
        return new Challenge(parsed.getSchemeName().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }
}
