package dev.weighbridge.zstack.door;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Dates as ZStack writes them, {@code Nov 3, 2026 4:24:29 PM}: English, in the JVM's time zone, without a zone, with plain spaces only. Both SDKs
 * read exactly this; the pattern is spelled out because what a newer JDK writes by itself has a comma and a narrow no-break space more.
 */
final class WireDate {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH);

    private WireDate() {}

    static String format(Instant instant) {
        return FORM.format(instant.atZone(ZoneId.systemDefault()));
    }
}
