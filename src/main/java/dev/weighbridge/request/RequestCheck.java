package dev.weighbridge.request;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.GpuNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Checks each field of a request by itself. The limits are those of ZStack's SDK and database; texts that ZStack does not limit end at what a column
 * holds. What exists is asked later, in the transaction that relies on it.
 */
final class RequestCheck {

    private static final int TEXT = 1_000_000;

    private static final int TOKEN = 8192;

    private static final FieldCheck CHECK = new FieldCheck("add the model");

    private final GivenFields given;

    private RequestCheck(GivenFields given) {
        this.given = given;
    }

    /** @throws IngestionException INVALID_REQUEST that names the first field that is wrong, and why */
    static void check(GivenFields given, @Nullable String token) {
        new RequestCheck(given).run(token);
    }

    private void run(@Nullable String token) {
        CHECK.required("name", given.name(), 255);
        CHECK.required("installPath", given.installPath(), 2048);
        CHECK.required("modelCenterUuid", given.modelCenterUuid(), 32);
        texts();
        numbers();
        CHECK.longest("token", token, TOKEN);
        uuids();
        fineTuning(given.fineTuning());
    }

    private void texts() {
        CHECK.longest("description", given.description(), 2048);
        CHECK.longest("parameters", given.parameters(), TEXT);
        CHECK.longest("logo", given.logo(), TEXT);
        CHECK.longest("vendor", given.vendor(), 255);
        CHECK.longest("introduction", given.introduction(), TEXT);
        CHECK.longest("version", given.version(), 255);
        CHECK.longest("gpuConstraintDescription", given.gpuConstraintDescription(), 512);
        CHECK.longest("modelId", given.modelId(), 255);
        if (given.shareMode() != null && !given.shareMode().equals("Public")) {
            throw invalid("shareMode", "must be 'Public' when it is given");
        }
        CHECK.list("systemTags", given.systemTags(), 2048);
        CHECK.list("userTags", given.userTags(), 2048);
    }

    private void numbers() {
        if (given.size() != null && given.size() < 0) {
            throw invalid("size", "must not be negative; it is the model's size in bytes");
        }
        CHECK.longest("recommendedGpuNum", given.recommendedGpuNum(), 255);
        if (given.recommendedGpuNum() != null) {
            GpuNumbers.parse(given.recommendedGpuNum());
        }
    }

    private void uuids() {
        CHECK.uuid("resourceUuid", given.resourceUuid());
        CHECK.uuid("defaultModelServiceUuid", given.defaultModelServiceUuid());
        CHECK.list("modelServiceUuids", given.modelServiceUuids(), 32);
        CHECK.list("tagUuids", given.tagUuids(), 32);
    }

    private void fineTuning(GivenFields.@Nullable FineTuning from) {
        if (from != null) {
            CHECK.longest("fineTuningGroupUuid", from.groupUuid(), 32);
            CHECK.longest("fineTuningExportFingerprint", from.exportFingerprint(), 64);
            CHECK.longest("fineTuningSourceModelUuid", from.sourceModelUuid(), 32);
            CHECK.longest("fineTuningSourceModelInstallPath", from.sourceModelInstallPath(), 2048);
            CHECK.longest("fineTuningSourceModelFramework", from.sourceModelFramework(), 255);
            CHECK.longest("fineTuningSourceModelArchitecture", from.sourceModelArchitecture(), 255);
        }
    }

    static IngestionException invalid(String field, String why) {
        return CHECK.invalid(field, why);
    }
}
