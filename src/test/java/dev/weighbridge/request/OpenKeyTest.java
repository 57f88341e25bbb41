package dev.weighbridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes two requests one. */
class OpenKeyTest {

    private final String key = key("account", new GivenJson());

    @ParameterizedTest
    @CsvSource({"name, other", "installPath, /other", "modelCenterUuid, fedcba9876543210fedcba9876543210", "version, 1.0",
            "resourceUuid, 0123456789ab4def8123456789abcdef"})
    void requestsThatDifferInWhatTheyMakeAreTwo(String field, String other) {
        assertThat(key("account", new GivenJson().with(field, other))).isNotEqualTo(key);
    }

    @Test
    void aDatasetIsNotTheModelThatIsCalledTheSame() {
        GivenFields fields = new GivenJson().read();
        String dataset = key(new Makes(ArtifactKind.DATASET, false), fields);
        assertThat(dataset).isNotEqualTo(key).isEqualTo(key(new Makes(ArtifactKind.DATASET, false), fields))
                .isNotEqualTo(key(new Makes(ArtifactKind.DATASET, true), fields));
    }

    @Test
    void theKeyOfAModelIsWhatItWasBeforeThereWereDatasets() {
        String expected = DigestUtils.sha256Hex("account\0" + "c\0/m\0m\0\0\0");
        var fields = new GivenJson().with("modelCenterUuid", "c").with("installPath", "/m").with("name", "m").with("version", "");
        assertThat(key("account", fields)).isEqualTo(expected);
    }

    @Test
    void requestsOfTwoAccountsAreTwo() {
        assertThat(key("another", new GivenJson())).isNotEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"description, other", "vendor, other", "userTags, other", "recommendedGpuNum, 2", "version, ''"})
    void requestsThatDifferInWhatIsSaidAboutTheModelAreOne(String field, String other) {
        Object value = field.endsWith("Tags") ? List.of(other) : other;
        assertThat(key("account", new GivenJson().with(field, value))).isEqualTo(key);
    }

    @Test
    void howFastAModelMayComeMakesNoDifferenceAndWhichOfItsFilesDoes() {
        String wanted = key("account", new GivenJson().with("parameters", "{\"weighbridge\":{\"weights\":\"all\"}}"));
        assertThat(key("account", new GivenJson().with("parameters", "{\"weighbridge\":{\"weights\":\"all\",\"bandwidth\":\"1MB\"}}")))
                .isEqualTo(wanted).isNotEqualTo(key);
    }

    @Test
    void howARequestCameInMakesNoDifference() {
        var call = new ApiCall(ResourceUuid.random(), null, null);
        assertThat(OpenKey.of(new ModelRequest("account", Origin.BULK, new GivenJson().read(), "token", call))).isEqualTo(key);
    }

    @Test
    void noTextOfOneFieldReadsAsTheBeginningOfTheNext() {
        assertThat(key("account", new GivenJson().with("name", "a").with("version", "b")))
                .isNotEqualTo(key("account", new GivenJson().with("name", "ab").with("version", "")));
    }

    @Test
    void itFitsItsColumn() {
        assertThat(key).matches("[0-9a-f]{64}");
    }

    private static String key(Makes makes, GivenFields fields) {
        return OpenKey.of(new ModelRequest("account", Way.of(Origin.API), makes, fields, null, null));
    }

    private static String key(String account, GivenJson given) {
        GivenFields fields = given.read();
        return OpenKey.of(new ModelRequest(account, Origin.API, fields, null, null));
    }
}
