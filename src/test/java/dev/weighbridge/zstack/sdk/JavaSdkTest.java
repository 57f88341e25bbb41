package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the stand-in for ZStack's Java SDK breaks where the real one was seen to break; else what it proves about a node would be worth little. */
class JavaSdkTest {

    private static final String ACCEPTED = "{\"location\":\"http://HOST/zstack/v1/api-jobs/j\"}";

    private static final Map<String, Object> MODEL = Sdk.given("name", "m", "installPath", "/m", "modelCenterUuid", "c");

    private final StubServer server = new StubServer();

    private final JavaSdk sdk = new JavaSdk(server.url(), Credentials.session("s"), Duration.ofMillis(10), Duration.ofMillis(500));

    JavaSdkTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private Outcome queried(String body) {
        server.answers(200, body);
        return sdk.call(Api.QUERY_MODEL);
    }

    @Test
    void sendsItsJobAndAsksForTheSchemaAndPutsTagsIntoTheEnvelope() {
        server.answers(200, "{}");
        sdk.call(Api.ADD_MODEL, "name", "m", "systemTags", List.of("a::b"));
        var asked = server.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/zstack/v1/ai/models");
        assertThat(asked.body()).isEqualTo("{\"param\":{\"name\":\"m\",\"systemTags\":[\"a::b\"]}}");
        assertThat(asked.headers().getFirst("X-Job-UUID")).hasSize(32);
        assertThat(asked.headers().getFirst("X-JSON-Schema")).isEqualTo("true");
        assertThat(asked.headers().getFirst("Authorization")).isEqualTo("OAuth s");
    }

    @Test
    void repeatsAListInTheQueryOfADelete() {
        server.answers(200, "{\"results\":[]}");
        sdk.call(Api.DELETE_MODELS, "uuids", List.of("a", "b"));
        assertThat(server.asked().getFirst().path()).isEqualTo("/zstack/v1/ai/models?deleteMode=Permissive&uuids=a&uuids=b");
    }

    @Test
    void pollsWithASessionThatItHasNotWhenItUsesAnAccessKey() {
        server.answers(202, ACCEPTED).answers(200, "{}");
        new JavaSdk(server.url(), Credentials.accessKey("id", "secret"), Duration.ofMillis(10), Duration.ofSeconds(5)).call(Api.ADD_MODEL,
                MODEL);
        assertThat(server.asked().get(0).headers().getFirst("Authorization")).startsWith("ZStack id:");
        assertThat(server.asked().get(0).headers().getFirst("Date")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\S+");
        assertThat(server.asked().get(1).headers().getFirst("Authorization")).isEqualTo("OAuth null");
    }

    @Test
    void takesADirectResultWhenItIsCalledWithoutACallback() {
        server.answers(200, "{\"inventory\":{\"uuid\":\"u\"}}");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).inventory().uuid()).isEqualTo("u");
    }

    @Test
    void neverCallsBackForADirectResult() {
        server.answers(200, "{\"inventory\":{\"uuid\":\"u\"}}");
        assertThat(sdk.start(Api.ADD_MODEL, MODEL)).isNotDone();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void callsBackForAJob() {
        server.answers(202, ACCEPTED).answers(202, "{}").answers(200, "{\"inventory\":{\"uuid\":\"u\"}}");
        assertThat(sdk.start(Api.ADD_MODEL, MODEL)).succeedsWithin(Duration.ofSeconds(5))
                .satisfies(outcome -> assertThat(outcome.inventory().uuid()).isEqualTo("u"));
    }

    @Test
    void losesTheCodeOfAFailureThatIsAnsweredDirectly() {
        server.answers(503, "{\"error\":{\"code\":\"SYS.1003\"}}");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).failedWith("sdk.1000").details()).contains("SYS.1003");
    }

    @Test
    void keepsTheCodeOfAJobThatFailed() {
        server.answers(202, ACCEPTED).answers(503, "{\"error\":{\"code\":\"SYS.1003\",\"details\":\"d\"}}");
        assertThat(sdk.call(Api.ADD_MODEL, MODEL).failedWith("SYS.1003").details()).isEqualTo("d");
    }

    @Test
    void diesOfALocationThatNamesNeitherItsHostNorTheJobs() {
        server.answers(202, "{\"location\":\"http://elsewhere:1/jobs/j\"}");
        assertThatExceptionOfType(SdkDied.class).isThrownBy(() -> sdk.call(Api.ADD_MODEL, MODEL))
                .withMessageStartingWith("ArrayIndexOutOf");
    }

    @Test
    void looksForAJobOfAnotherHostAtItsOwn() {
        server.answers(202, "{\"location\":\"http://elsewhere:1/zstack/v1/api-jobs/j\"}").answers(200, "{}");
        sdk.call(Api.ADD_MODEL, MODEL).ok();
        assertThat(server.asked().get(1).path()).isEqualTo("/zstack/v1/api-jobs/j");
    }

    @Test
    void givesUpAtItsDeadline() {
        server.answers(202, ACCEPTED);
        sdk.call(Api.ADD_MODEL, MODEL).failedWith("sdk.1001");
    }

    @Test
    void diesOfA204() {
        server.answers(204, "");
        assertThatExceptionOfType(SdkDied.class).isThrownBy(() -> sdk.call(Api.ADD_MODEL, MODEL))
                .withMessageContaining("unknown status code");
    }

    @Test
    void leavesTheElementsOfAListAsMapsWithoutASchema() {
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> queried("{\"inventories\":[{\"uuid\":\"u\"}]}").inventories());
    }

    @Test
    void makesObjectsOfWhatTheSchemaNames() {
        var model = queried("""
                {"inventories":[{"uuid":"u","size":4294967296,"modelServiceRefs":[{"isDefault":true}]}],"schema":{"unknown[7]":"some.Thing",
                "inventories[0]":"org.zstack.ai.entity.ModelInventory",
                "inventories[0].modelServiceRefs[0]":"org.zstack.ai.entity.ModelServiceRefInventory"}}""").inventories().getFirst();
        assertThat(model.get("size")).isEqualTo(4_294_967_296L);
        assertThat(model.beans("modelServiceRefs").getFirst().get("isDefault")).isEqualTo(true);
    }

    @Test
    void diesOfASchemaThatNamesWhatIsNotThere() {
        for (String path : List.of("inventories[1]", "inventories[0].modelServiceRefs[0]", "inventories[0].zdfs", "inventory")) {
            assertThatExceptionOfType(SdkDied.class).as(path).isThrownBy(() -> JavaResults.success(Api.QUERY_MODEL.result(), """
                    {"inventories":[{"uuid":"u"}],"schema":{"inventories[0]":"org.zstack.ai.entity.ModelInventory",
                    "%s":"org.zstack.ai.entity.ModelServiceRefInventory"}}""".formatted(path)));
        }
    }

    @Test
    void diesOfADateThatItsJdkDidNotWrite() {
        assertThat(JavaResults.date("Nov 3, 2026 4:24:29 PM")).hasToString("2026-11-03T16:24:29");
        for (String text : List.of("Nov 3, 2026, 4:24:29 PM", "Nov 3, 2026 4:24:29\u202fPM", "2026-11-03T16:24:29Z")) {
            assertThatExceptionOfType(SdkDied.class).as(text).isThrownBy(() -> JavaResults.date(text));
        }
    }
}
