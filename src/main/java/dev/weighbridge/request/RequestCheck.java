package dev.weighbridge.request;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.GpuNumbers;
import dev.weighbridge.inventory.tag.GivenTags;
import org.jspecify.annotations.Nullable;

/**
 * Checks each field of a request by itself. The limits are those of ZStack's SDK and database; texts that ZStack does not limit end at what a column
 * holds. What exists is asked later, in the transaction that relies on it.
 */
final class RequestCheck {

    private static final int TEXT = 1_000_000;

    private static final int TOKEN = 8192;

    private final ArtifactKind kind;

    private final GivenFields given;

    private final FieldCheck check;

    private RequestCheck(ArtifactKind kind, GivenFields given) {
        this.kind = kind;
        this.given = given;
        check = new FieldCheck("add the " + kind.word());
    }

    /** @throws IngestionException INVALID_REQUEST that names the first field that is wrong, and why */
    static void check(ArtifactKind kind, GivenFields given, @Nullable String token) {
        new RequestCheck(kind, given).run(token);
    }

    private void run(@Nullable String token) {
        check.required("name", given.name(), 255);
        check.required(placeField(kind), given.installPath(), 2048);
        check.required("modelCenterUuid", given.modelCenterUuid(), 32);
        texts();
        numbers();
        check.longest("token", token, TOKEN);
        uuids();
        fineTuning(given.fineTuning());
    }

    private void texts() {
        check.longest("description", given.description(), 2048);
        check.longest("parameters", given.parameters(), TEXT);
        check.longest("logo", given.logo(), TEXT);
        check.longest("vendor", given.vendor(), 255);
        check.longest("introduction", given.introduction(), TEXT);
        check.longest("version", given.version(), 255);
        check.longest("gpuConstraintDescription", given.gpuConstraintDescription(), 512);
        check.longest("modelId", given.modelId(), 255);
        if (given.shareMode() != null && !given.shareMode().equals("Public")) {
            throw check.invalid("shareMode", "must be 'Public' when it is given");
        }
        check.list("systemTags", given.systemTags(), GivenTags.LONGEST);
        check.list("userTags", given.userTags(), GivenTags.LONGEST);
    }

    private void numbers() {
        if (given.size() != null && given.size() < 0) {
            throw check.invalid("size", "must not be negative; it is the model's size in bytes");
        }
        check.longest("recommendedGpuNum", given.recommendedGpuNum(), 255);
        if (given.recommendedGpuNum() != null) {
            GpuNumbers.parse(given.recommendedGpuNum());
        }
    }

    private void uuids() {
        check.uuid("resourceUuid", given.resourceUuid());
        check.uuid("defaultModelServiceUuid", given.defaultModelServiceUuid());
        check.list("modelServiceUuids", given.modelServiceUuids(), 32);
        check.list("tagUuids", given.tagUuids(), 32);
    }

    private void fineTuning(GivenFields.@Nullable FineTuning from) {
        if (from != null) {
            check.longest("fineTuningGroupUuid", from.groupUuid(), 32);
            check.longest("fineTuningExportFingerprint", from.exportFingerprint(), 64);
            check.longest("fineTuningSourceModelUuid", from.sourceModelUuid(), 32);
            check.longest("fineTuningSourceModelInstallPath", from.sourceModelInstallPath(), 2048);
            check.longest("fineTuningSourceFramework", from.sourceModelFramework(), 255);
            check.longest("fineTuningSourceArchitecture", from.sourceModelArchitecture(), 255);
        }
    }

    static IngestionException invalid(ArtifactKind kind, String field, String why) {
        return new FieldCheck("add the " + kind.word()).invalid(field, why);
    }

    /** What the caller calls the field that says where the files are. */
    private static String placeField(ArtifactKind kind) {
        return switch (kind) {
            case MODEL -> "installPath";
            case DATASET -> "url";
        };
    }
}
