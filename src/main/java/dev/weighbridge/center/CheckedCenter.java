package dev.weighbridge.center;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * A {@link NewCenter} whose fields are present, short enough and well formed. Every refusal is INVALID_REQUEST and names the field as
 * {@code field[<name>]}, which is how ZStack names it.
 */
record CheckedCenter(NewCenter given, String name, String url, String managementIp, int managementPort) {

    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_TEXT = 2048;

    private static final int LONGEST_PARAMETERS = 65_535;

    private static final int LONGEST_UUID = 32;

    private static final int HIGHEST_PORT = 65_535;

    static CheckedCenter of(NewCenter given) {
        String resourceUuid = given.resourceUuid();
        if (resourceUuid != null && !ResourceUuid.isWellFormed(resourceUuid)) {
            throw refused("resourceUuid", "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
        checkOptional(given);
        String name = required("name", given.name(), LONGEST_NAME);
        String url = checkedUrl(required("url", given.url(), LONGEST_TEXT));
        String managementIp = required("managementIp", given.managementIp(), LONGEST_NAME);
        Integer port = given.managementPort();
        if (port == null) {
            throw refused("managementPort", "is mandatory, and missing");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw refused("managementPort", "is " + port + ", which is not between 1 and " + HIGHEST_PORT);
        }
        CenterPlace.of(url, given.parameters());
        return new CheckedCenter(given, name, url, managementIp, port);
    }

    /** The limits that ZStack's SDK has for an update; what is stored may be longer. */
    static void checkUpdate(NewCenter change) {
        shortEnough("name", change.name(), LONGEST_NAME);
        shortEnough("url", change.url(), LONGEST_NAME);
        shortEnough("description", change.description(), LONGEST_NAME);
        shortEnough("parameters", change.parameters(), LONGEST_NAME);
    }

    CenterPlace place() {
        return CenterPlace.of(url, given.parameters());
    }

    static IngestionException refused(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not keep the model centre: field[" + field + "] " + why + ". Correct it and send the request again.");
    }

    private static void checkOptional(NewCenter given) {
        shortEnough("description", given.description(), LONGEST_TEXT);
        shortEnough("parameters", given.parameters(), LONGEST_PARAMETERS);
        shortEnough("zoneUuid", given.zoneUuid(), LONGEST_UUID);
        shortEnough("storageNetworkUuid", given.storageNetworkUuid(), LONGEST_UUID);
        shortEnough("serviceNetworkUuid", given.serviceNetworkUuid(), LONGEST_UUID);
        shortEnough("containerRegistry", given.containerRegistry(), LONGEST_TEXT);
        shortEnough("containerStorageNetwork", given.containerStorageNetwork(), LONGEST_TEXT);
        shortEnough("containerNetwork", given.containerNetwork(), LONGEST_TEXT);
    }

    private static String required(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw refused(field, "is mandatory, and missing or blank");
        }
        shortEnough(field, text, longest);
        return text.strip();
    }

    private static void shortEnough(String field, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            throw refused(field, "has " + text.length() + " characters, where at most " + longest + " are allowed");
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(field, "holds a NUL character");
        }
    }

    private static String checkedUrl(String url) {
        if (url.indexOf('?') >= 0 || url.indexOf('#') >= 0) {
            throw refused("url", "must have no query and no fragment");
        }
        if (url.contains("://") && url.indexOf('@') >= 0) {
            throw refused("url", "must not hold a user name or password; send them in parameters");
        }
        boolean namesNoHost;
        try {
            ModelReference reference = ModelReference.of(url, null);
            namesNoHost = reference.scheme().startsWith("http") && reference.host() == null;
        } catch (IngestionException invalid) {
            throw refused("url", "is no valid URL, no absolute path and no export such as host:/path, or climbs with '..'");
        }
        if (namesNoHost) {
            throw refused("url", "names no host");
        }
        return url;
    }
}
