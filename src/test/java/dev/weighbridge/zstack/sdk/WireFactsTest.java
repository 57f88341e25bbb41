package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts of sections 4 and 5 of the wire contract that no SDK shows, because none sends what they are about. */
class WireFactsTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private final DoorClient admin = DoorClient.admin();

    private final String unknown = ResourceUuid.random();

    @Test
    void aVariableOfThePathOverridesTheBody() {
        String centre = admin.centre("/a");
        var changed = admin.put(CENTERS + "/" + centre, "{\"updateModelCenter\":{\"uuid\":\"" + unknown + "\",\"description\":\"new\"}}")
                .ok();
        assertThat(changed.text("/inventory/uuid")).isEqualTo(centre);
        assertThat(changed.text("/inventory/description")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ai/models/", "/ai/model-centers/", "/ai/model-services/", "/ai/datasets/"})
    void aPutWithoutAnActionThatIsKnownIsPlainText400(String path) {
        for (String suffix : new String[] {"", "/actions"}) {
            assertThat(admin.put("/zstack/v1" + path + unknown + suffix, "{\"name\":\"flat\"}").refusedWith(400).body())
                    .startsWith("the body doesn't contain action mapping");
        }
    }

    @Test
    void theBodyOfADeleteSaysNothing() {
        String centre = admin.centre("/a");
        assertThat(admin.send("DELETE", CENTERS + "/" + centre, "{\"deleteMode\":\"nonsense\",").ok().body()).isEqualTo("{}");
        assertThat(admin.send("DELETE", "/zstack/v1/ai/models", "{\"uuids\":[\"" + unknown + "\"]}").failedWith("SYS.1007")
                .text("/error/details"))
                .contains("uuids");
    }

    @Test
    void aUuidThatNamesNothingIsToldInZstacksWords() {
        var failed = admin.post("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"m\",\"installPath\":\"/m\",\"modelCenterUuid\":\"" + unknown + "\"}}").failedWith("SYS.1003");
        assertThat(failed.text("/error/description")).isEqualTo("A resource can not be found");
        assertThat(failed.text("/error/details"))
                .contains("invalid field[modelCenterUuid], resource[uuid:" + unknown + ", type:ModelCenterVO] not found");
    }

    @Test
    void anUpdateOfWhatIsNotThereIsNotFound() {
        admin.put(CENTERS + "/" + unknown, "{\"updateModelCenter\":{}}").failedWith("SYS.1003");
        admin.put("/zstack/v1/ai/models/" + unknown, "{\"updateModel\":{}}").failedWith("SYS.1003");
    }

    /** Even one that ZStack's server would not look at. */
    @Test
    void headersThatOnlyZstackKnowsAreTaken() {
        admin.get("/zstack/v1/ai/models", "X-Request-Ip", "10.0.0.1", "x-session-id", "nonsense", "Accept-Encoding", "*", "Accept", "*/*")
                .ok();
    }
}
