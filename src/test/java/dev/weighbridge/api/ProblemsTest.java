package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of this door is a problem. */
class ProblemsTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final ApiClient admin = ApiClient.admin(node);

    @Test
    void whoSendsNoSessionIsAskedForOne() {
        var refused = ApiClient.anonymous(node).get("/ingestions").problem(401, "NOT_AUTHENTICATED");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("OAuth");
        assertThat(refused.text("/detail")).contains("no Authorization header").contains("OAuth <session uuid>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAuth", "OAuth nonsense", "OAuth 0123456789ab4def8123456789abcdef", "Basic YWRtaW46cGFzc3dvcmQ=",
            "ZStack key:signature", "Bearer x"})
    void noOtherHeaderOpensTheDoor(String header) {
        ApiClient stranger = ApiClient.anonymous(node).withAuthorization(header);
        for (String path : new String[] {"/ingestions", "/ingestions/" + ResourceUuid.random(), "/ingestions?limit=x"}) {
            stranger.get(path).problem(401, "NOT_AUTHENTICATED");
        }
        stranger.post("/collector").problem(401, "NOT_AUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/ingestions", "/api/v1/ingestions/a/b"})
    void anUnknownPathIsNotFound(String path) {
        admin.exchange("GET", path, "").problem(404, "NOT_FOUND");
    }

    @Test
    void anotherMethodIsNamedWithThoseThatAreAllowed() {
        var refused = admin.send("DELETE", "/ingestions").problem(405, "INVALID_REQUEST");
        assertThat(refused.headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed.split(", ")).containsExactlyInAnyOrder("GET", "POST"));
        admin.get("/collector").problem(405, "INVALID_REQUEST");
    }

    @Test
    void onlyJsonIsAnswered() {
        admin.get("/ingestions", "Accept", "application/xml").problem(406, "INVALID_REQUEST");
        assertThat(admin.get("/ingestions", "Accept", "text/html, */*;q=0.1").with(200).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=x", "limit=-1", "limit=1001", "limit=1,2", "start=-1", "start=9999999999", "sort=token",
            "state=ASLEEP", "limit=%00"})
    void aParameterThatIsWrongIsNamed(String query) {
        assertThat(admin.get("/ingestions?" + query).problem(400, "INVALID_REQUEST").text("/detail"))
                .contains("the parameter " + query.substring(0, query.indexOf('=')) + " ");
    }

    @Test
    void onlyTheAdministratorSweeps() {
        ApiClient.ordinary(node).post("/collector?dryRun=true").problem(403, "FORBIDDEN");
        admin.post("/collector?dryRun=perhaps").problem(400, "INVALID_REQUEST");
        var counted = admin.post("/collector").with(200);
        assertThat(counted.at("/dryRun").asBoolean()).isTrue();
        assertThat(counted.json().propertyNames()).containsExactly("dryRun", "blobs", "objects", "unknownManifests");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void everyKindHasAStatusThatIsAnError(FailureKind kind) {
        assertThat(Problem.of(kind, "Could not lift it: too heavy.").status()).isBetween(400, 599);
    }
}
