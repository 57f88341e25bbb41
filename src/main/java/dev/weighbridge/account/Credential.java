package dev.weighbridge.account;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * How an account or a user is to be called and known; what is null is left as it is, or is not there.
 *
 * @param resourceUuid its future uuid
 * @param password the lower-case hex SHA-512 of the clear text
 */
public record Credential(@Nullable String resourceUuid, @Nullable String name, @Nullable String password, @Nullable String description) {

    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_DESCRIPTION = 2048;

    private static final Pattern SHA_512 = Pattern.compile("[0-9a-f]{128}");

    /** @throws IngestionException INVALID_REQUEST */
    void check() {
        if (resourceUuid != null && !ResourceUuid.isWellFormed(resourceUuid)) {
            throw invalid("resourceUuid", "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
        if (name != null && (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Credential::isInvisible))) {
            throw invalid("name", "is longer than " + LONGEST_NAME + " characters, or holds a control character");
        }
        if (password != null && !SHA_512.matcher(password).matches()) {
            throw invalid("password", "must be the SHA-512 of the password as 128 lower-case hexadecimal digits");
        }
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw invalid("description", "is longer than " + LONGEST_DESCRIPTION + " characters");
        }
    }

    /** The name and the password are mandatory for something new. */
    String newName() {
        if (name == null || name.isBlank()) {
            throw invalid("name", "is missing or blank");
        }
        return name;
    }

    String newPassword() {
        if (password == null) {
            throw invalid("password", "is missing");
        }
        return password;
    }

    static IngestionException invalid(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not run the call: field[" + field + "] " + why + ". Correct it and call again.");
    }

    private static boolean isInvisible(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
    }

    /** Names everything but the password. */
    @Override
    public String toString() {
        return "Credential[" + name + "]";
    }
}
