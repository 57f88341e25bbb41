package dev.weighbridge.account;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an access key. What is null is made up.
 *
 * @param accessKeyId 10 to 20 letters and digits
 * @param secret 10 to 40 letters and digits
 */
public record NewAccessKey(@Nullable String resourceUuid, String accountUuid, String userUuid, @Nullable String accessKeyId,
        @Nullable String secret, @Nullable String description) {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{10,20}");

    private static final Pattern SECRET = Pattern.compile("[0-9A-Za-z]{10,40}");

    private static final int LONGEST_DESCRIPTION = 2048;

    void check() {
        if (resourceUuid != null && !ResourceUuid.isWellFormed(resourceUuid)) {
            throw Credential.invalid("resourceUuid", "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
        if (accessKeyId != null && !ID.matcher(accessKeyId).matches()) {
            throw Credential.invalid("AccessKeyID", "must be 10 to 20 letters and digits");
        }
        if (secret != null && !SECRET.matcher(secret).matches()) {
            throw Credential.invalid("AccessKeySecret", "must be 10 to 40 letters and digits");
        }
        if ((accessKeyId == null) != (secret == null)) {
            throw Credential.invalid("AccessKeySecret", "must be given together with field[AccessKeyID], or neither");
        }
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw Credential.invalid("description", "is longer than " + LONGEST_DESCRIPTION + " characters");
        }
    }

    /** Names everything but the secret. */
    @Override
    public String toString() {
        return "NewAccessKey[" + accountUuid + "]";
    }
}
