package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who has no credentials, or none that are any good, at every endpoint that the node has. */
class AnonymousTest {

    private static final TestNode NODE = TestNode.shared(TestDatabase.H2);

    private static final DoorClient NOBODY = DoorClient.anonymous(NODE);

    private static final String UUID = "ffffffffffff4fff8fffffffffffffff";

    /**
     * A login cannot ask for a session; who knows a session's or a job's uuid may end it, or look at it; a hub's web hook has a secret of its own, see {@code
     * HubHookTest}.
     */
    private static final Set<
            String> OPEN = Set.of("PUT /zstack/v1/accounts/login", "PUT /zstack/v1/login", "PUT /zstack/v1/accounts/users/login",
                    "DELETE /zstack/v1/accounts/sessions/{uuid}", "GET /zstack/v1/accounts/sessions/{uuid}/valid",
                    "GET /zstack/v1/api-jobs/{uuid}", "POST /api/v1/hooks/huggingface");

    static Stream<Endpoint> guarded() {
        return Endpoint.of(NODE).stream().filter(endpoint -> !OPEN.contains(endpoint.toString()));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayBeforeAnythingElse(Endpoint endpoint) {
        String path = endpoint.path().replaceAll("\\{[^}]*}", UUID);
        var reply = NOBODY.send(endpoint.method(), path, endpoint.takesABody() ? "no JSON at all" : "");
        if (path.startsWith("/api")) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.text("/kind")).isEqualTo("NOT_AUTHENTICATED");
        } else {
            assertThat(reply.refusedWith(400).body()).isEqualTo("missing header 'Authorization'");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayWithASessionThatIsNone(Endpoint endpoint) {
        String path = endpoint.path().replaceAll("\\{[^}]*}", UUID);
        var reply = NOBODY.with("Authorization", "OAuth " + UUID).send(endpoint.method(), path,
                endpoint.takesABody() ? Samples.of(endpoint) : "");
        if (path.startsWith("/api")) {
            assertThat(reply.status()).isEqualTo(401);
        } else {
            assertThat(reply.failedWith("ID.1001").text("/error/details")).isEqualTo("Session expired");
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void isTurnedAwayWithHeadersThatAreNone(Endpoint endpoint) {
        String path = endpoint.path().replaceAll("\\{[^}]*}", UUID);
        for (String header : List.of("Basic YTpi", "Bearer " + UUID, "OAuth", "ZStack", "ZStack a", "ZStack a:b", "OAuth ' or 1=1 --")) {
            var reply = NOBODY.with("Authorization", header).send(endpoint.method(), path,
                    endpoint.takesABody() ? Samples.of(endpoint) : "");
            assertThat(reply.status()).as("%s: %s", header, reply.body()).isIn(400, 401, 503);
            assertThat(reply.body()).doesNotContain("inventor").doesNotContain("items");
        }
    }
}
