package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the stand-in for ZStack's Go SDK breaks where the real one breaks. */
class GoSdkTest {

    private static final String ACCEPTED = "{\"location\":\"http://HOST/zstack/v1/api-jobs/j\"}";

    private static final Map<String, Object> MODEL = Sdk.given("name", "m", "installPath", "/m", "modelCenterUuid", "c");

    private final StubServer server = new StubServer();

    private final GoSdk sdk = new GoSdk(server.url(), Credentials.session("s"), Duration.ofMillis(10));

    GoSdkTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsNoJobAndTheSessionTwiceAndPutsTagsBesideTheEnvelope() {
        server.answers(200, "{\"inventory\":{}}");
        sdk.call(Api.ADD_MODEL, "name", "m", "systemTags", List.of("a::b"));
        var asked = server.asked().getFirst();
        assertThat(asked.body()).isEqualTo("{\"systemTags\":[\"a::b\"],\"param\":{\"name\":\"m\"}}");
        assertThat(asked.headers()).doesNotContainKeys("X-job-uuid", "X-json-schema");
        assertThat(asked.headers().getFirst("x-session-id")).isEqualTo("s");
        assertThat(asked.headers().getFirst("Authorization")).isEqualTo("OAuth s");
        assertThat(asked.headers().getFirst("User-Agent")).startsWith("zstack-sdk-go/");
    }

    @Test
    void appendsActionsToAnUpdateAndADeleteModeToADelete() {
        server.answers(200, "{\"inventory\":{}}");
        sdk.call(Api.UPDATE_MODEL, "uuid", "u", "name", "n");
        sdk.call(Api.DELETE_MODEL, "uuid", "u");
        assertThat(server.asked().get(0).path()).isEqualTo("/zstack/v1/ai/models/u/actions");
        assertThat(server.asked().get(1).path()).isEqualTo("/zstack/v1/ai/models/u?deleteMode=");
    }

    @Test
    void sendsEmptyTextsForWhatItsUserDidNotSetAtALogin() {
        server.answers(200, "{\"inventory\":{}}");
        sdk.call(Api.LOG_IN_BY_ACCOUNT, "accountName", "a", "password", "p");
        assertThat(server.asked().getFirst().body()).contains("\"captchaUuid\":\"\"").contains("\"clientInfo\":null");
    }

    @Test
    void pollsWithTheSignatureOfTheCallThatItWaitsFor() {
        server.answers(202, ACCEPTED).answers(200, "{\"inventory\":{}}");
        new GoSdk(server.url(), Credentials.accessKey("id", "secret"), Duration.ofMillis(10)).call(Api.ADD_MODEL, MODEL);
        var first = server.asked().get(0);
        var poll = server.asked().get(1);
        assertThat(poll.method()).isEqualTo("GET");
        assertThat(poll.headers().getFirst("Authorization")).startsWith("ZStack id:").isEqualTo(first.headers().getFirst("Authorization"));
        assertThat(poll.headers().getFirst("Date")).isEqualTo(first.headers().getFirst("Date"));
    }

    @ParameterizedTest
    @CsvSource({"200", "204"})
    void panicsOfAnEmptyAnswer(int status) {
        server.answers(status, "");
        assertThatExceptionOfType(SdkDied.class).isThrownBy(() -> sdk.call(Api.DELETE_MODEL, "uuid", "u")).withMessageStartingWith("panic");
    }

    @Test
    void takesADirectResultAndADirectFailureWithItsCode() {
        server.answers(200, "{\"inventory\":{\"uuid\":\"u\"}}").answers(503, "{\"error\":{\"code\":\"SYS.1003\",\"details\":\"d\"}}");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).inventory().uuid()).isEqualTo("u");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).failedWith("SYS.1003").details()).isEqualTo("d");
    }

    @Test
    void readsATextAsTheDetails() {
        server.answers(400, "missing header 'Authorization'");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).failedWith("400").details()).isEqualTo("missing header 'Authorization'");
    }

    @Test
    void waitsWhereverAnAnswerHasALocation() {
        server.answers(200, "{\"inventory\":{},\"location\":\"http://HOST/zstack/v1/api-jobs/j\"}").answers(200,
                "{\"inventory\":{\"uuid\":\"u\"}}");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).inventory().uuid()).isEqualTo("u");
        assertThat(server.asked().get(1).path()).isEqualTo("/zstack/v1/api-jobs/j");
    }

    @Test
    void getNeedsExactlyOne() {
        server.answers(200, "{\"inventories\":[]}").answers(200, "{\"inventories\":[{},{}]}");
        sdk.get(Api.QUERY_MODEL, "u").failedWith("NotFoundError");
        sdk.get(Api.QUERY_MODEL, "u").failedWith("DuplicateIdError");
    }

    @Test
    void aPageNeedsItsTotal() {
        server.answers(200, "{\"inventories\":[]}");
        assertThatExceptionOfType(SdkDied.class).isThrownBy(() -> sdk.call(Api.QUERY_MODEL, "replyWithCount", true))
                .withMessageContaining("total");
    }

    @Test
    void knowsABadAccessKeyByTheWordsOfTheError() {
        server.answers(503, "{\"error\":{\"code\":\"ID.1001\",\"details\":\"wrong accessKey signature\"}}");
        sdk.call(Api.QUERY_MODEL).failedWith("InvalidAccessKeyError");
    }

    @Test
    void cannotParseADateOfANewerJdk() {
        assertThat(GoResults.date("Nov 3, 2026 4:24:29 PM")).hasToString("2026-11-03T16:24:29");
        assertThat(GoResults.date("Nov 3, 2026 16:24:29")).hasToString("2026-11-03T16:24:29");
        for (String text : List.of("Nov 3, 2026, 4:24:29 PM", "Nov 3, 2026 4:24:29\u202fPM")) {
            assertThatExceptionOfType(SdkDied.class).as(text).isThrownBy(() -> GoResults.date(text));
        }
    }
}
