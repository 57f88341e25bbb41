package dev.weighbridge.cli.screen;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Bytes and times for people: bytes in decimal units, as model hubs write them. */
public final class Amount {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Amount() {}

    /** {@code 1 row}, {@code 2 rows}. */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    public static String bytes(long bytes) {
        double shown = bytes;
        int unit = 0;
        while (shown >= 1000 && unit < UNITS.length - 1) {
            shown /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, shown < 10 ? "%.2f %s" : shown < 100 ? "%.1f %s" : "%.0f %s", shown,
                UNITS[unit]);
    }

    /** @return a dash for null */
    public static String bytesOrDash(@Nullable Long bytes) {
        return bytes == null ? "-" : bytes(bytes);
    }

    /** Two units at most: {@code 14 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
