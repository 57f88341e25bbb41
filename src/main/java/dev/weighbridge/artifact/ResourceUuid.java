package dev.weighbridge.artifact;

import java.util.UUID;
import java.util.regex.Pattern;

/** ZStack's form of a uuid: 32 lower-case hexadecimal digits of RFC 9562's versions 1 to 5, no dashes. */
public final class ResourceUuid {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}[1-5][0-9a-f]{3}[89ab][0-9a-f]{15}");

    private ResourceUuid() {}

    /** A new one from the JDK's cryptographically strong generator. */
    public static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }
}
