package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 4 of the wire contract: bodies and envelopes. */
class EnvelopeTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private final DoorClient admin = DoorClient.admin();

    private static String fields(String more) {
        return "{\"name\":\"e-" + UUID.randomUUID() + "\",\"url\":\"/a\",\"managementIp\":\"10.0.0.1\",\"managementPort\":5000" + more
                + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"param", "params", "addModelCenter"})
    void theEnvelopeMayHaveTheNameOfAnyRelease(String name) {
        admin.post(CENTERS, "{\"" + name + "\":" + fields("") + "}").ok();
    }

    @Test
    void paramWinsOverItsAliases() {
        String body = "{\"params\":{\"name\":\"loser\"},\"param\":" + fields("") + "}";
        assertThat(admin.post(CENTERS, body).ok().text("/inventory/name")).startsWith("e-");
    }

    @Test
    void tagsMayStandInsideOrBesideTheEnvelope() {
        admin.post(CENTERS, "{\"param\":" + fields(",\"systemTags\":[\"a::b\"],\"userTags\":[],\"requestIp\":\"10.1.1.1\"") + "}").ok();
        admin.post(CENTERS, "{\"param\":" + fields("") + ",\"systemTags\":[\"a::b\"],\"userTags\":null}").ok();
        admin.post(CENTERS, "{\"param\":" + fields("") + ",\"systemTags\":\"no list\"}").refusedWith(400);
    }

    @Test
    void unknownFieldsAreIgnored() {
        admin.post(CENTERS, "{\"param\":" + fields(",\"colour\":{\"a\":[1]}") + ",\"more\":1}").ok();
    }

    @Test
    void textsAreTrimmed() {
        var reply = admin.post(CENTERS, "{\"param\":" + fields(",\"description\":\"  two words\\n \"") + "}").ok();
        assertThat(reply.text("/inventory/description")).isEqualTo("two words");
    }

    @Test
    void theEmptyTextsOfTheGoSdkCountAsAbsent() {
        var reply = admin.asGoSdk().post(CENTERS,
                "{\"param\":" + fields(",\"description\":\"\",\"zoneUuid\":\"\",\"resourceUuid\":\"\"") + "}");
        assertThat(admin.awaitJob(reply).ok().json().get("inventory").has("description")).isFalse();
    }

    @Test
    void aNumberMayComeAsText() {
        String body = "{\"param\":" + fields("").replace("5000", "\"5001\"") + "}";
        assertThat(admin.post(CENTERS, body).ok().at("/inventory/managementPort").asInt()).isEqualTo(5001);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            managementPort | "many"
            managementPort | 5000.5
            managementPort | 1e3
            managementPort | 99999999999
            managementPort | [5000]
            managementPort | true
            name           | {}
            name           | ["a"]
            description    | "\\u0000"
            description    | "\\ud800"
            tagUuids       | "a"
            tagUuids       | [1]
            """)
    void aFieldOfAnotherTypeIsRefusedByName(String field, String value) {
        String body = "{\"param\":{\"url\":\"/a\",\"" + field + "\":" + value + "}}";
        assertThat(admin.post(CENTERS, body).refusedWith(400).body()).startsWith("invalid field[" + field + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"param\":{\"name\":\"a}", "{} {}", "{\"a\":NaN}", "\u0001"})
    void malformedJsonIsRefusedWithASentence(String body) {
        assertThat(admin.post(CENTERS, body).refusedWith(400).body()).startsWith("the body is not valid JSON (line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"text\"", ""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThat(admin.post(CENTERS, body).refusedWith(400).body()).isEqualTo("the body must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"flat\"}", "{\"param\":null}"})
    void aBodyWithoutItsEnvelopeIsRefused(String body) {
        assertThat(admin.post(CENTERS, body).refusedWith(400).body())
                .startsWith("the body doesn't contain the parameters: expected the object 'param'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"param\":[]}", "{\"param\":\"text\"}"})
    void anEnvelopeThatIsNoObjectIsRefused(String body) {
        assertThat(admin.post(CENTERS, body).refusedWith(400).body()).startsWith("invalid field[param]");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(admin.post(CENTERS, "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)).refusedWith(400).body()).contains("nesting");
    }

    @Test
    void aBodyOverTwoMebibytesIsRefused() {
        String body = "{\"param\":" + fields(",\"description\":\"" + "x".repeat(2 * 1024 * 1024) + "\"") + "}";
        admin.post(CENTERS, body).refusedWith(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "multipart/form-data"})
    void theContentTypeDoesNotMatter(String type) {
        admin.post(CENTERS, "{\"param\":" + fields("") + "}", "Content-Type", type).ok();
    }
}
