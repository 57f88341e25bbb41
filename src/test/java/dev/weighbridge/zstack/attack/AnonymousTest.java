package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has no credentials, or none that are any good, at every endpoint that the node has. */
class AnonymousTest {

    private static final TestNode NODE = TestNode.shared(TestDatabase.H2);

    private static final DoorClient NOBODY = DoorClient.anonymous(NODE);

    private static final String UUID = "ffffffffffff4fff8fffffffffffffff";

    /**
     * A login cannot ask for a session; who knows a session's or a job's uuid may end it, or look at it; a hub's web hook has a secret of its own, see {@code
     * HubHookTest}; whether the node lives, what its doors are and the page that one signs in with are for everybody.
     */
    private static final Set<
            String> OPEN = Set.of("PUT /zstack/v1/accounts/login", "PUT /zstack/v1/login", "PUT /zstack/v1/accounts/users/login",
                    "DELETE /zstack/v1/accounts/sessions/{uuid}", "GET /zstack/v1/accounts/sessions/{uuid}/valid",
                    "GET /zstack/v1/api-jobs/{uuid}", "POST /api/v1/hooks/huggingface", "GET /v3/api-docs",
                    "GET /actuator/health", "GET /actuator/health/**", "GET /console/sign-in", "POST /console/sign-in",
                    "GET /console/look");

    static Stream<Endpoint> guarded() {
        return Endpoint.of(NODE).stream().filter(endpoint -> !OPEN.contains(endpoint.toString()));
    }

    /** What is open is still there, or a test that leaves it out would not be noticed. */
    @Test
    void whatIsOpenIsThere() {
        assertThat(Endpoint.of(NODE).stream().map(Endpoint::toString)).containsAll(OPEN)
                .contains("GET /console/models/{uuid}", "GET /api/v1/events", "GET /actuator/prometheus");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayBeforeAnythingElse(Endpoint endpoint) {
        var reply = NOBODY.send(endpoint.method(), endpoint.with(UUID), endpoint.takesABody() ? "no JSON at all" : "");
        if (endpoint.isOfTheConsole()) {
            isSentToTheSignIn(endpoint, reply);
        } else if (endpoint.isOfZStack()) {
            assertThat(reply.refusedWith(400).body()).isEqualTo("missing header 'Authorization'");
        } else {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(endpoint.isOfActuator() ? "NOT_AUTHENTICATED" : reply.text("/kind")).isEqualTo("NOT_AUTHENTICATED");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayWithASessionThatIsNone(Endpoint endpoint) {
        var reply = Caller.with("OAuth " + UUID, UUID).at(NOBODY).send(endpoint.method(), endpoint.with(UUID),
                endpoint.takesABody() ? Samples.of(endpoint) : "", "Content-Type", endpoint.type());
        if (endpoint.isOfTheConsole()) {
            isSentToTheSignIn(endpoint, reply);
        } else if (endpoint.isOfZStack()) {
            assertThat(reply.failedWith("ID.1001").text("/error/details")).isEqualTo("Session expired");
        } else {
            assertThat(reply.status()).isEqualTo(401);
        }
    }

    /** A page goes to the sign-in, a form that nothing says of where it comes from is refused, and a stream or a script is told. */
    private static void isSentToTheSignIn(Endpoint endpoint, DoorClient.Reply reply) {
        String place = reply.headers().firstValue("Location").or(() -> reply.headers().firstValue("HX-Redirect")).orElse("");
        assertThat(reply.status()).as("%s: %s", endpoint, reply.body()).isIn(302, 401, 403);
        assertThat(place).startsWith(reply.status() == 403 ? "" : "/console/sign-in?to=%2Fconsole%2F");
        assertThat(reply.status() == 403).as("it comes from nowhere").isEqualTo(place.isEmpty());
        assertThat(reply.status() == 403 ? endpoint.method() : "POST").isEqualTo("POST");
        assertThat(reply.status() == 403 ? "" : reply.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayWithHeadersThatAreNone(Endpoint endpoint) {
        for (String header : List.of("Basic YTpi", "Bearer " + UUID, "OAuth", "ZStack", "ZStack a", "ZStack a:b", "OAuth ' or 1=1 --")) {
            var reply = Caller.with(header, header.replaceAll(".* ", "")).at(NOBODY).send(endpoint.method(), endpoint.with(UUID),
                    endpoint.takesABody() ? Samples.of(endpoint) : "", "Content-Type", endpoint.type());
            assertThat(reply.status()).as("%s: %s", header, reply.body())
                    .isIn(endpoint.isOfTheConsole() ? List.of(302, 401) : List.of(400, 401, 503));
            assertThat(reply.body()).doesNotContain("inventor").doesNotContain("items");
        }
    }

    /** A stream that is refused ends at once, whatever the caller says that it reads. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/api/v1/ingestions/" + UUID + "/events", "/console/events"})
    void hearsNoStream(String path) {
        for (String accept : List.of("text/event-stream", "*/*", "application/json", "nonsense")) {
            var reply = NOBODY.get(path, "Accept", accept);
            assertThat(reply.status()).as(accept).isIn(302, 401, 406);
            assertThat(reply.body()).as(accept).doesNotContain("retry:").doesNotContain("event:");
        }
        assertThat(NOBODY.get(path, "Accept", "text/event-stream").status()).isEqualTo(401);
    }
}
