package dev.weighbridge.request;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
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

    private static final int LIST = 1000;

    private final GivenFields given;

    private RequestCheck(GivenFields given) {
        this.given = given;
    }

    /** @throws IngestionException INVALID_REQUEST that names the first field that is wrong, and why */
    static void check(GivenFields given, @Nullable String token) {
        new RequestCheck(given).run(token);
    }

    private void run(@Nullable String token) {
        required("name", given.name(), 255);
        required("installPath", given.installPath(), 2048);
        required("modelCenterUuid", given.modelCenterUuid(), 32);
        texts();
        numbers();
        longest("token", token, TOKEN);
        uuids();
        fineTuning(given.fineTuning());
    }

    private void texts() {
        longest("description", given.description(), 2048);
        longest("parameters", given.parameters(), TEXT);
        longest("logo", given.logo(), TEXT);
        longest("vendor", given.vendor(), 255);
        longest("introduction", given.introduction(), TEXT);
        longest("version", given.version(), 255);
        longest("gpuConstraintDescription", given.gpuConstraintDescription(), 512);
        longest("modelId", given.modelId(), 255);
        if (given.shareMode() != null && !given.shareMode().equals("Public")) {
            throw invalid("shareMode", "must be 'Public' when it is given");
        }
        list("systemTags", given.systemTags(), GivenTags.LONGEST);
        list("userTags", given.userTags(), GivenTags.LONGEST);
    }

    private void numbers() {
        if (given.size() != null && given.size() < 0) {
            throw invalid("size", "must not be negative; it is the model's size in bytes");
        }
        longest("recommendedGpuNum", given.recommendedGpuNum(), 255);
        if (given.recommendedGpuNum() != null) {
            GpuNumbers.parse(given.recommendedGpuNum());
        }
    }

    private void uuids() {
        uuid("resourceUuid", given.resourceUuid());
        uuid("defaultModelServiceUuid", given.defaultModelServiceUuid());
        list("modelServiceUuids", given.modelServiceUuids(), 32);
        list("tagUuids", given.tagUuids(), 32);
    }

    private void fineTuning(GivenFields.@Nullable FineTuning from) {
        if (from != null) {
            longest("fineTuningGroupUuid", from.groupUuid(), 32);
            longest("fineTuningExportFingerprint", from.exportFingerprint(), 64);
            longest("fineTuningSourceModelUuid", from.sourceModelUuid(), 32);
            longest("fineTuningSourceModelInstallPath", from.sourceModelInstallPath(), 2048);
            longest("fineTuningSourceModelFramework", from.sourceModelFramework(), 255);
            longest("fineTuningSourceModelArchitecture", from.sourceModelArchitecture(), 255);
        }
    }

    private static void required(String field, String text, int longest) {
        if (text.isBlank()) {
            throw invalid(field, "is mandatory, and must not be empty");
        }
        longest(field, text, longest);
    }

    private static void longest(String field, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            throw invalid(field, "has " + text.length() + " characters, where at most " + longest + " are allowed");
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid(field, "holds a NUL character, which no database keeps");
        }
    }

    private static void list(String field, @Nullable List<String> texts, int longest) {
        if (texts == null) {
            return;
        }
        if (texts.size() > LIST) {
            throw invalid(field, "has " + texts.size() + " elements, where at most " + LIST + " are allowed");
        }
        texts.forEach(text -> longest(field, text, longest));
    }

    private static void uuid(String field, @Nullable String text) {
        if (text != null && !ResourceUuid.isWellFormed(text)) {
            throw invalid(field, "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
    }

    static IngestionException invalid(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not add the model: field[" + field + "] " + why + ". Correct it and send it again.");
    }
}
