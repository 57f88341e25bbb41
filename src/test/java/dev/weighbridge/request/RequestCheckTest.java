package dev.weighbridge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of ZStack's SDK and database, field by field. */
class RequestCheckTest {

    @ParameterizedTest
    @CsvSource({"name, 255", "installPath, 2048", "modelCenterUuid, 32", "description, 2048", "parameters, 1000000", "logo, 1000000",
            "vendor, 255", "introduction, 1000000", "version, 255", "gpuConstraintDescription, 512", "modelId, 255",
            "fineTuningGroupUuid, 32", "fineTuningExportFingerprint, 64", "fineTuningSourceModelUuid, 32",
            "fineTuningSourceModelInstallPath, 2048", "fineTuningSourceFramework, 255", "fineTuningSourceArchitecture, 255"})
    void aTextIsTakenUpToItsLimit(String field, int limit) {
        accepts(new GivenJson().with(field, "x".repeat(limit)));
        refuses(field, "at most " + limit, new GivenJson().with(field, "x".repeat(limit + 1)));
        refuses(field, "NUL", new GivenJson().with(field, "a\0"));
    }

    @ParameterizedTest
    @CsvSource({"modelServiceUuids, 32", "tagUuids, 32", "systemTags, 512", "userTags, 512"})
    void aListIsTakenUpToAThousandElementsOfTheirLimit(String field, int limit) {
        accepts(new GivenJson().with(field, Collections.nCopies(1000, "x".repeat(limit))));
        refuses(field, "1001 elements", new GivenJson().with(field, Collections.nCopies(1001, "x")));
        refuses(field, "at most " + limit, new GivenJson().with(field, List.of("x", "x".repeat(limit + 1))));
        refuses(field, "NUL", new GivenJson().with(field, List.of("\0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "installPath", "modelCenterUuid"})
    void aMandatoryFieldIsNotBlank(String field) {
        refuses(field, "is mandatory", new GivenJson().with(field, ""));
        refuses(field, "is mandatory", new GivenJson().with(field, " \t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resourceUuid", "defaultModelServiceUuid"})
    void aUuidHasItsForm(String field) {
        accepts(new GivenJson().with(field, "0123456789ab4def8123456789abcdef"));
        for (String wrong : List.of("", "0123456789AB4DEF8123456789ABCDEF", "01234567-89ab-4def-8123-456789abcdef",
                "0123456789ab6def8123456789abcdef", "0123456789ab4def7123456789abcdef", "0123456789ab4def8123456789abcde",
                "0123456789ab4def8123456789abcdef0", "0123456789ab4def8123456789abcdeg")) {
            refuses(field, "uuid", new GivenJson().with(field, wrong));
        }
    }

    @Test
    void ofADatasetTheSentenceNamesTheFieldThatItHas() {
        var given = new GivenJson().with("installPath", "x".repeat(2049));
        assertThatThrownBy(() -> RequestCheck.check(ArtifactKind.DATASET, given.read(), null))
                .hasMessageStartingWith("Could not add the dataset: field[url] has 2049 characters");
    }

    @Test
    void aSizeIsNotNegative() {
        accepts(new GivenJson().with("size", 0L));
        accepts(new GivenJson().with("size", Long.MAX_VALUE));
        refuses("size", "must not be negative", new GivenJson().with("size", -1L));
    }

    @Test
    void theRecommendedNumbersOfGpusAreAListOfWholeNumbers() {
        accepts(new GivenJson().with("recommendedGpuNum", "1" + ",1".repeat(127)));
        refuses("recommendedGpuNum", "at most 255", new GivenJson().with("recommendedGpuNum", "1" + ",1".repeat(128)));
        refuses("recommendedGpuNum", "not a whole number", new GivenJson().with("recommendedGpuNum", "1,two"));
    }

    @Test
    void aModelIsSharedWithAllOrNotAtAll() {
        accepts(new GivenJson().with("shareMode", "Public"));
        refuses("shareMode", "'Public'", new GivenJson().with("shareMode", "Private"));
    }

    @Test
    void aTokenIsTakenUpToItsLimitAndNeverShown() {
        RequestCheck.check(ArtifactKind.MODEL, new GivenJson().read(), "t".repeat(8192));
        refuses("token", "at most 8192", new GivenJson(), "t".repeat(8193));
        refuses("token", "NUL", new GivenJson(), "a\0");
        assertThatThrownBy(() -> RequestCheck.check(ArtifactKind.MODEL, new GivenJson().read(), "t".repeat(8193)))
                .hasMessageNotContaining("tttt");
    }

    private static void accepts(GivenJson given) {
        assertThatCode(() -> RequestCheck.check(ArtifactKind.MODEL, given.read(), null)).doesNotThrowAnyException();
    }

    private static void refuses(String field, String why, GivenJson given) {
        refuses(field, why, given, null);
    }

    private static void refuses(String field, String why, GivenJson given, @Nullable String token) {
        assertThatThrownBy(() -> RequestCheck.check(ArtifactKind.MODEL, given.read(), token))
                .isInstanceOfSatisfying(IngestionException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .hasMessageStartingWith("Could not ")
                .hasMessageContaining("field[" + field + "]").hasMessageContaining(why);
    }
}
