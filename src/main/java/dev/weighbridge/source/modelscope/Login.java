package dev.weighbridge.source.modelscope;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.RetryAfter;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges a token for a session: {@code POST /api/v1/login} with {@code {"AccessToken":"…"}} answers the cookie {@code m_session_id}. */
final class Login {

    static final String COOKIE = "m_session_id";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OutboundClient client;

    private final Clock clock;

    Login(OutboundClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @throws IngestionException SOURCE_DENIED if the hub does not accept the token, SOURCE_RATE_LIMITED, SOURCE_UNAVAILABLE */
    Credential signIn(Repository repository, String token) {
        String start = "Could not sign in at " + repository.endpoint() + ": ";
        var body = new OutboundRequest.Body("application/json", JSON.writeValueAsString(Map.of("AccessToken", token)));
        try (OutboundResponse response = client.send(OutboundRequest.post(repository.login(), body))) {
            Envelope said = Envelope.read(response);
            if (response.status() != 200 || said == null || !said.isSuccess()) {
                var retryAt = RetryAfter.parse(response.header("Retry-After"), clock.instant());
                throw refused(start, new HubAnswer(response.status(), said, retryAt, List.of(token)));
            }
            return Credential.cookie(COOKIE, session(start, response.headerValues("Set-Cookie")));
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, start + "the connection broke. It is tried again later.", broken);
        }
    }

    /** What is no passing fault and comes in an envelope is about the token. */
    private static IngestionException refused(String start, HubAnswer answer) {
        IngestionException failure = HubFailures.explain(start, answer);
        boolean passing = failure.kind().waitingHelps() && answer.status() != 200;
        if (answer.said() == null || passing || failure.kind() == FailureKind.SOURCE_RATE_LIMITED) {
            return failure;
        }
        return new IngestionException(FailureKind.SOURCE_DENIED, start + "the hub does not accept the token" + answer.shown()
                + ". Make a new access token on your account's page there, and add the model with it.");
    }

    private static String session(String start, List<String> cookies) {
        return cookies.stream().map(String::strip).filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1).replaceFirst(";.*", "").strip()).filter(value -> !value.isEmpty())
                .findFirst().orElseThrow(() -> new IngestionException(FailureKind.SOURCE_DENIED, start
                        + "the hub accepts the token and gives no session for it. Check that the URL is that of ModelScope or a place like it."));
    }
}
