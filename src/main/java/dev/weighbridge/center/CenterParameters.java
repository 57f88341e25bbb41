package dev.weighbridge.center;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A centre's {@code parameters}, with the credentials taken out.
 *
 * @param open what may be answered: the text as it was given when it holds no credential, else the JSON object without them
 * @param credentials the JSON object of what was taken out, nested as it was, or null when there was none
 */
record CenterParameters(@Nullable String open, @Nullable String credentials) {

    /** Keys whose values are secrets or go with one, compared without case, {@code -} and {@code _}. A list that holds one anywhere goes whole. */
    private static final Set<String> CREDENTIAL_KEYS = Set.of("token", "accesstoken", "bearertoken", "identitytoken", "refreshtoken",
            "sessiontoken", "securitytoken", "apitoken", "hftoken", "sastoken", "password", "passwd", "passphrase", "pwd", "pass", "secret",
            "secretkey", "secretaccesskey", "accesskey", "accesskeyid", "accesskeysecret", "clientsecret", "apikey", "privatekey",
            "credential", "credentials", "authorization", "auth", "username", "user", "cookie", "headers");

    /** A credential in text that is no JSON object, such as mount options. */
    private static final Pattern CREDENTIAL_IN_TEXT = Pattern.compile(
            "(token|passwd|password|passphrase|pwd|secret|credentials?|authorization|(access|api|private)[-_]?key)[-_a-z]*[\"']?\\s*[=:]",
            Pattern.CASE_INSENSITIVE);

    /** A key that is given twice would hide its first value from the search, and show it to who reads the text. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * Separates them.
     *
     * @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST if credentials seem to stand in a text that is no JSON object, where
     *     they cannot be told from the rest
     */
    static CenterParameters of(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return new CenterParameters(given, null);
        }
        if (!(parsed(given) instanceof ObjectNode object)) {
            if (CREDENTIAL_IN_TEXT.matcher(given).find()) {
                throw CheckedCenter.refused("parameters",
                        "seems to hold a credential and is not a JSON object with each key once. Write it as one, "
                                + "such as {\"token\": \"…\"}, so that the credential can be kept apart and encrypted");
            }
            return new CenterParameters(given, null);
        }
        ObjectNode taken = takeCredentials(object);
        return taken.isEmpty() ? new CenterParameters(given, null) : new CenterParameters(object.toString(), taken.toString());
    }

    /**
     * The right that a {@link #credentials()} object gives.
     *
     * @param host who may see it; null lets nobody
     */
    static SourceAccess access(String credentials, @Nullable String host, @Nullable String region) {
        JsonNode object = JSON.readTree(credentials);
        String token = text(object, "token", "accesstoken", "apitoken", "hftoken", "bearertoken");
        String name = text(object, "accesskey", "accesskeyid", "username", "user");
        String secret = text(object, "secretkey", "secretaccesskey", "accesskeysecret", "password", "passwd", "pwd");
        SourceAccess.Login login = name == null || secret == null ? null : new SourceAccess.Login(name, secret);
        return host == null || token == null && login == null ? new SourceAccess(null, null, null, region)
                : new SourceAccess(token, login, host, region);
    }

    /** The text under the first of {@code keys} that is at the top of an object. */
    private static @Nullable String text(JsonNode object, String... keys) {
        for (String key : keys) {
            for (var entry : object.properties()) {
                if (plain(entry.getKey()).equals(key) && entry.getValue().isString()) {
                    return entry.getValue().stringValue();
                }
            }
        }
        return null;
    }

    private static @Nullable JsonNode parsed(String given) {
        try {
            return JSON.readTree(given);
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private static ObjectNode takeCredentials(ObjectNode from) {
        ObjectNode taken = JSON.createObjectNode();
        for (String key : from.propertyNames().stream().toList()) {
            JsonNode value = from.get(key);
            if (CREDENTIAL_KEYS.contains(plain(key)) || (value.isArray() && holdsCredential(value))) {
                taken.set(key, from.remove(key));
            } else if (value instanceof ObjectNode inner) {
                ObjectNode innerTaken = takeCredentials(inner);
                if (!innerTaken.isEmpty()) {
                    taken.set(key, innerTaken);
                }
            }
        }
        return taken;
    }

    private static boolean holdsCredential(JsonNode value) {
        for (String key : value.propertyNames()) {
            if (CREDENTIAL_KEYS.contains(plain(key))) {
                return true;
            }
        }
        return value.valueStream().anyMatch(CenterParameters::holdsCredential);
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
