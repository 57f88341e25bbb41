package dev.weighbridge.source.oci;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.oci.RegistryTokens.Grant;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Meets a challenge: fetches a token from the realm that it names, with the login or anonymously, or sends the login itself. Docker registry token
 * authentication, spec/auth/token.md.
 */
final class SignIn {

    private static final int LONGEST_ANSWER = 256 * 1024;

    /** What a token is good for if the realm does not say, in seconds. */
    private static final long STANDARD_LIFE = 60;

    private static final long LONGEST_LIFE = 24 * 60 * 60;

    private final Documents documents;

    private final Clock clock;

    SignIn(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * What to send from now on.
     *
     * @param refused what to throw when there is nothing to sign in with
     * @throws IngestionException SOURCE_DENIED if the realm refuses, SOURCE_NOT_ALLOWED if the login is not for it
     */
    Grant grant(Repository repository, SourceAccess.@Nullable Login login, Challenge challenge, IngestionException refused) {
        if (challenge.isBearer()) {
            return token(repository, login, challenge);
        }
        if (login == null) {
            throw refused;
        }
        return new Grant(Credential.basic(login.name(), login.secret()), Instant.MAX);
    }

    private Grant token(Repository repository, SourceAccess.@Nullable Login login, Challenge challenge) {
        URI realm = realm(repository, challenge);
        OutboundRequest request = OutboundRequest.get(asking(realm, repository, challenge));
        if (login != null) {
            if (!RegistryHosts.maySignInAt(realm, URI.create(repository.registry()))) {
                throw new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not sign in to " + repository.registry()
                        + ": it sends who signs in to " + ShownUrl.of(realm)
                        + ", which is of another domain or not encrypted, so the login is"
                        + " kept back. Ask who runs the registry, or add the model without a token if it is public.");
            }
            request = request.with(Credential.basic(login.name(), login.secret()));
        }
        Documents.Document answer = documents.fetch(request, LONGEST_ANSWER, (asked, response) -> denied(repository, login, response));
        JsonNode json = answer.json();
        String token = Descriptor.text(json.path("token")).isEmpty() ? Descriptor.text(json.path("access_token"))
                : Descriptor.text(json.path("token"));
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not sign in to " + repository.registry() + ": "
                    + ShownUrl.of(realm) + " answers without a token that could be sent. It is tried again later.");
        }
        return new Grant(Credential.bearer(token), clock.instant().plusSeconds(life(json.path("expires_in"))));
    }

    private static URI realm(Repository repository, Challenge challenge) {
        try {
            URI realm = new URI(challenge.parameter("realm"));
            boolean http = "http".equalsIgnoreCase(realm.getScheme()) || "https".equalsIgnoreCase(realm.getScheme());
            if (http && realm.getHost() != null && realm.getRawUserInfo() == null) {
                return realm;
            }
        } catch (URISyntaxException malformed) {
            throw noRealm(repository, malformed);
        }
        throw noRealm(repository, null);
    }

    private static IngestionException noRealm(Repository repository, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.SOURCE_DENIED, "Could not sign in to " + repository.registry()
                + ": the place that it names for that is no URL. Ask who runs the registry.", cause);
    }

    /** A scope that is not given is that of reading the repository; several are parameters of their own. */
    private static URI asking(URI realm, Repository repository, Challenge challenge) {
        String given = challenge.parameter("scope").strip();
        List<String> scopes = List.of((given.isEmpty() ? "repository:" + repository.name() + ":pull" : given).split(" +"));
        var url = new URIBuilder(realm);
        if (!challenge.parameter("service").isEmpty()) {
            url.addParameter("service", challenge.parameter("service"));
        }
        scopes.forEach(scope -> url.addParameter("scope", scope));
        try {
            return url.build();
        } catch (URISyntaxException malformed) {
            throw noRealm(repository, malformed);
        }
    }

    private static @Nullable IngestionException denied(Repository repository, SourceAccess.@Nullable Login login,
            OutboundResponse response) {
        if (response.status() != 400 && response.status() != 401 && response.status() != 403) {
            return null;
        }
        return new IngestionException(FailureKind.SOURCE_DENIED,
                "Could not sign in to " + repository.registry() + " for " + repository.name()
                        + ": " + RegistryRefusals.whyNot(login) + " (status " + response.status() + ").");
    }

    private static long life(JsonNode seconds) {
        long told = seconds.isNumber() ? seconds.asLong(STANDARD_LIFE) : STANDARD_LIFE;
        return Math.clamp(told, 0, LONGEST_LIFE);
    }
}
